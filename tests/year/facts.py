"""One ticket of the simulated year, as whoever reads the design would keep it on paper. Nothing here is the product's."""

from tests.year.scenario import DAY, Story

SILENT = {"submitted", "in-review", "cannot-replicate", "client-testing", "answered"}
WAITING = {"cannot-replicate", "client-testing", "answered"}
CLOSED = {"completed", "closed-without-answer", "merged"}
REOPENS = 60 * DAY


class Sheet:
    """`owed` are the words that nobody has answered, `silence` is since when ours was the last. `spans` are (name, anchor,
    status, from, until): what was true from when until when. `fates` says of each word what became of it, and
    `took` after how many minutes it was answered."""

    def __init__(self, story: Story, at: int):
        self.story, self.status, self.opened, self.since, self.closed_at = story, "submitted", at, at, 0
        self.owed, self.held, self.silence, self.kept, self.before = {}, set(), None, 0, None
        self.fates, self.took, self.spans, self.running = {}, {}, [], {}

    def mark(self, at: int) -> None:
        """End the spans whose anchor is no longer what it was, and begin those of today."""
        closed = self.status in CLOSED
        anchors = {
            "reaction": (min(self.owed.values(), default=None), ""),
            "follow-up": (self.silence, ""),
            "languishing": (None if closed else self.since, self.status),
        }
        for name, anchor in anchors.items():
            if name in self.running and self.running[name][0] != anchor:
                was, begun = self.running.pop(name)
                self.spans.append((name, *was, begun, at))
            if anchor[0] is not None and name not in self.running:
                self.running[name] = (anchor, at)

    def enter(self, status: str, at: int, asks: bool = True) -> None:
        self.status, self.since = status, at
        if status in CLOSED:
            self.settle("closed-by-us", at)
            self.silence, self.closed_at = None, at
        elif status not in SILENT:
            self.silence = None
        elif asks and status in WAITING and not self.owed:
            self.silence = self.silence or at

    def settle(self, fate: str, at: int) -> None:
        """Every word has its answer, but for the mails that are held."""
        if fate in ("answered", "called"):
            self.took |= {word: at - since for word, since in self.owed.items() if word not in self.held}
        self.fates |= dict.fromkeys(self.owed.keys() - self.held, fate)
        self.owed = {word: at for word, at in self.owed.items() if word in self.held}

    def hear(self, at: int, word: str) -> None:
        """A word of the customer's, and what the path does by itself when there is one."""
        self.owed[word], self.silence = at, None
        self.fates[word] = "owed"
        self.moved_by_word(at)

    def moved_by_word(self, at: int) -> None:
        issue = self.story.kind == "issue"
        ways = {"answered": "submitted", "cannot-replicate": "in-review", "closed-without-answer": "submitted"}
        ways["completed"] = "in-review" if issue else "submitted"
        if self.status in ways:
            self.enter(ways[self.status], at)

    def speak(self, at: int, fate: str, asks: bool = True) -> None:
        self.settle(fate, at)
        self.silence = at if asks and self.status in SILENT and not self.held else None
        if (self.story.kind, self.status) == ("question", "submitted"):
            self.enter("answered", at, asks)

    def hold(self, at: int, word: str) -> None:
        self.before, self.silence = self.silence, None
        self.owed[word], self.fates[word] = at, "held"
        self.held.add(word)

    def let_in(self) -> None:
        """It is a word from when it came, so that is when it moved the ticket."""
        came = min(self.owed[word] for word in self.held)
        for word in self.held:
            self.fates[word] = "owed"
        self.held = set()
        self.moved_by_word(came)

    def discard(self) -> None:
        self.fates |= dict.fromkeys(self.held, "discarded")
        self.owed = {word: at for word, at in self.owed.items() if word not in self.held}
        self.held, self.silence = set(), self.silence if self.owed else self.before
