"""What should happen in the year of `scenario`, told once more and apart: nothing here comes from the product."""

from collections import defaultdict
from heapq import heappop, heappush
from itertools import count

from tests.year.facts import REOPENS, Sheet
from tests.year.minutes import BERLIN, NEW_YORK, after
from tests.year.scenario import (
    DAY,
    DECIDED,
    GOLD,
    HOUR,
    KEPT,
    LAST,
    OVERSEAS,
    THEN_ANSWERED,
    THURSDAYS,
    Story,
    address,
    makes_sense,
    minute,
    tier,
)

END = minute(LAST, "12:00")
REACTION = {GOLD: (BERLIN, 4 * HOUR, (-60, 0, 60)), OVERSEAS: (NEW_YORK, 8 * HOUR, (-60, 0, 60))}
ANY_REACTION = (None, DAY, (-2 * HOUR, 0, 4 * HOUR))
LIMITS = {
    "question": {"submitted": 1, "answered": 7},
    "issue": {"submitted": 1, "in-review": 1, "cannot-replicate": 7, "approved": 5, "in-progress": 5}
    | {"ready-to-test": 2, "in-testing": 3, "ready-to-install": 7, "client-testing": 5},
    "idea": {"submitted": 7, "considered": 90},
}


class Year:
    """`sheets` by the names of tickets: a story's key, `+` behind it for each ticket that followed one closed long ago,
    `b` for the second that is merged into it. `batches` says what stood in each Thursday's clearance, and its end there."""

    def __init__(self, stories: list[Story]):
        self.stories = {story.key: story for story in stories}
        self.decisions = {story.key: list(story.decisions) for story in stories}
        self.sheets: dict[str, Sheet] = {}
        self.current: dict[int, str] = {}
        self.batches: dict[int, dict[str, str]] = {}
        self.silences: dict[tuple[int, str], int] = {}
        self.agenda, self.order, self.revived = [], count(), set()
        for story in stories:
            for act in story.acts:
                self.plan(act.at, act.what, story.key)
        for thursday in THURSDAYS:
            self.plan(thursday, "clearance", -1)
        while self.agenda:
            at, _, what, key = heappop(self.agenda)
            if at < END:
                self.clear(at) if what == "clearance" else self.do(at, what, self.stories[key])
        for sheet in self.sheets.values():
            sheet.spans += [(name, *anchor, begun, END) for name, (anchor, begun) in sheet.running.items()]

    def plan(self, at: int, what: str, key: int) -> None:
        heappush(self.agenda, (at, next(self.order), what, key))

    def clear(self, at: int) -> None:
        self.batches[at] = {}
        for name, one in self.sheets.items():
            if one.story.kind != "question" and one.silence and max(one.silence, one.kept) + 7 * DAY <= at:
                left = self.decisions[one.story.key]
                self.batches[at][name] = left.pop(0) if left else "close"
                self.silences[at + DECIDED, name] = one.silence
                self.plan(at + DECIDED, self.batches[at][name], one.story.key)

    def do(self, at: int, what: str, story: Story) -> None:
        name = self.current.get(story.key, "")
        old = self.sheets.get(name)
        if what == "other-mail":
            name = f"{story.key}b"
        elif not name or (
            what == "mail" and old.closed_at and old.status == "completed" and at - old.closed_at > REOPENS
        ):
            name = self.current[story.key] = f"{name}+" if name else str(story.key)
        sheet = self.sheets.setdefault(name, Sheet(story, at))
        if self.silences.get((at, name), sheet.silence) != sheet.silence:
            self.batches[at - DECIDED][name] = "gone"
        elif makes_sense(what, story.kind, sheet.status):
            self.happens(at, what, story, sheet)
        sheet.mark(at)

    def happens(self, at: int, what: str, story: Story, sheet: Sheet) -> None:
        match what:
            case "mail" | "other-mail" | "back":
                sheet.hear(at, f"{what} {at}")
            case "reply" | "last-word":
                sheet.speak(at, "answered", asks=what == "reply")
            case "call":
                sheet.speak(at, "called")
            case "no-answer":
                sheet.settle("not-needed", at)
            case "thanks" | "machine":
                sheet.fates[f"{what} {at}"] = {"machine": "automated"}.get(what, what)
            case "stranger":
                sheet.hold(at, f"{what} {at}")
            case "let-in":
                sheet.let_in()
            case "discard":
                sheet.discard()
            case "keep":
                sheet.kept = at + KEPT
            case "leave":
                pass
            case "merge":
                second = self.sheets[f"{story.key}b"]
                sheet.owed |= second.owed
                sheet.fates |= second.fates
                sheet.silence, second.owed, second.fates = None, {}, {}
                second.enter("merged", at)
                second.mark(at)
            case "close":
                sheet.enter("closed-without-answer", at)
                if story.back and story.key not in self.revived:
                    self.revived.add(story.key)
                    self.plan(at + story.back, "back", story.key)
                    self.plan(at + story.back + THEN_ANSWERED, "reply", story.key)
            case _:
                sheet.enter("completed" if what == "complete" else what, at)

    def due(self) -> dict[tuple[str, str, int, int], int]:
        """When each step is taken: by ticket, kind of rule, offset from the deadline, and the anchor that it is taken for."""
        found = {}
        for name, sheet in self.sheets.items():
            for kind, anchor, status, begun, ended in sheet.spans:
                minutes, limit, offsets = self.rule(kind, sheet.story, status)
                for offset in offsets:
                    at = max(after(minutes, anchor, limit + offset), begun)
                    if at < ended:
                        found.setdefault((name, kind, offset, anchor), at)
        return found

    def late(self) -> dict[tuple[str, str, int, int], tuple[int, int]]:
        """Of those, the ones that were past already when they began to be due, and between which moments they are taken."""
        found, due = {}, self.due()
        for name, sheet in self.sheets.items():
            for kind, anchor, status, begun, ended in sheet.spans:
                minutes, limit, offsets = self.rule(kind, sheet.story, status)
                for offset in offsets:
                    if after(minutes, anchor, limit + offset) < begun and (name, kind, offset, anchor) in due:
                        found.setdefault((name, kind, offset, anchor), (begun, min(begun + HOUR, ended)))
        return found

    def held(self) -> set[tuple[str, int]]:
        """The follow-ups (ticket, anchor) that may not leave by themselves: two automatic mails in 24 hours are enough."""
        opened = [(int(name.strip("+b")), sheet.opened, None) for name, sheet in self.sheets.items()]
        asked = [
            (int(key[0].strip("+b")), at, (key[0], key[3])) for key, at in self.due().items() if key[1] == "follow-up"
        ]
        mails, found = defaultdict(list), set()
        for key, at, follow_up in sorted(opened + asked, key=lambda mail: mail[1]):
            sent = mails[address(self.stories[key])]
            if sum(at - before < DAY for before in sent) < 2:
                sent.append(at)
            elif follow_up:
                found.add(follow_up)
        return found

    def rule(self, kind: str, story: Story, status: str) -> tuple[list[int] | None, int, tuple[int, ...]]:
        if kind == "reaction":
            return REACTION.get(tier(story.customer), ANY_REACTION)
        if kind == "follow-up":
            return (BERLIN, 16 * HOUR, (0,)) if story.kind == "idea" else (None, 2 * DAY, (0,))
        days = LIMITS[story.kind].get(status)
        return None, (days or 0) * DAY, (0,) if days else ()
