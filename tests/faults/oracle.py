"""Holds the ledger against the desk: what was promised to somebody and is not there, is there twice, or is damaged.

A desk passes where `findings` is empty. Each finding is a sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.faults import ledger, reading
from tests.faults.databases import FaultDesk
from tests.faults.ledger import Ledger
from tests.faults.reading import World

COUNTING = ("ticket", "message")  # what a customer's mail becomes; other outcomes only where a test expects them
COPY = "duplicate"
MARGIN = 0.5  # seconds between two clocks' readings of one moment

Facts = list[dict]


def findings(desk: FaultDesk, ledger: Ledger, counting: tuple[str, ...] = COUNTING) -> list[str]:
    """Everything that is wrong with a desk whose work is done. `counting`: outcomes that a mail may have come to."""
    return judge(reading.read(desk), ledger.facts(), counting)


def judge(world: World, facts: Facts, counting: tuple[str, ...] = COUNTING) -> list[str]:
    by_kind = defaultdict(list)
    for fact in facts:
        by_kind[fact["fact"]].append(fact)
    return [
        *world.damage,
        *mail_lost(world, by_kind, counting),
        *mail_invented(world, by_kind),
        *mail_given_back(by_kind),
        *words_lost(world, by_kind, counting),
        *answers_lost(world, by_kind),
        *sending(world, by_kind),
        *repeats(world, by_kind),
        *gaps(world),
        *left_over(world),
    ]


def mail_lost(world: World, facts: dict[str, Facts], counting) -> Iterator[str]:
    """Every acknowledged mail came to one ticket, once; its copies are known as copies of that."""
    rows = _by(world.inbound, "sha256")
    tickets = {ticket["number"] for ticket in world.tickets}
    for sha256, fact in {fact["sha256"]: fact for fact in facts[ledger.ACKNOWLEDGED]}.items():
        name = f"the acknowledged mail {fact['message_id']}"
        mine = rows.get(sha256, [])
        counted = [row for row in mine if row["outcome"] in counting]
        others = [row for row in mine if row["outcome"] not in counting]
        if not mine:
            yield f"{name} is not here"
        elif len(counted) != 1:
            yield f"{name} counted {len(counted)} times: {[row['outcome'] for row in mine]}"
        elif counted[0]["outcome"] in COUNTING and counted[0]["ticket"] not in tickets:
            yield f"{name} reached no ticket"
        for row in others if counted else ():
            if row["outcome"] != COPY or row["ticket"] != counted[0]["ticket"]:
                yield f"a copy of {name} became {row['outcome'] or 'nothing'} on ticket {row['ticket']}"


def mail_invented(world: World, facts: dict[str, Facts]) -> Iterator[str]:
    """Every stored mail was handed in by somebody, and as often at least."""
    tries = Counter(fact["sha256"] for fact in facts[ledger.SENT])
    for sha256, mine in _by(world.inbound, "sha256").items():
        if len(mine) > tries[sha256]:
            yield f"mail {mine[0]['message_id']} is here {len(mine)} times and was sent {tries[sha256]} times"


def mail_given_back(facts: dict[str, Facts]) -> Iterator[str]:
    for fact in facts[ledger.BOUNCED]:
        yield f"the mail {fact['message_id']} was refused for good: {fact['words']}"


def words_lost(world: World, facts: dict[str, Facts], counting) -> Iterator[str]:
    """One message a mail, in its ticket, with its words and its file."""
    rows = _by((row for row in world.messages if row["trust"] != "ours"), "message_id")
    homes = {row["sha256"]: row["ticket"] for row in world.inbound if row["outcome"] in COUNTING}
    for sha256, fact in {fact["sha256"]: fact for fact in facts[ledger.ACKNOWLEDGED]}.items():
        mine = rows.get(fact["message_id"], [])
        if sha256 not in homes and counting != COUNTING:
            continue  # set aside, as the test expects
        if len(mine) != 1:
            yield f"mail {fact['message_id']} is {len(mine)} messages"
        elif fact["word"] not in mine[0]["text"] or mine[0]["ticket"] != homes.get(sha256):
            yield f"the message of mail {fact['message_id']} lacks its words or is in another ticket"
        elif fact["file"] and [file["sha256"] for file in mine[0]["attachments"]] != [fact["file"]]:
            yield f"the message of mail {fact['message_id']} lacks its file"


def answers_lost(world: World, facts: dict[str, Facts]) -> Iterator[str]:
    """Every answer that a page showed as sent was taken by the peer; what was posted in vain is here once at most."""
    ours = [row for row in world.messages if row["trust"] == "ours"]
    taken = {fact["message_id"] for fact in facts[ledger.TAKEN]}
    shown = {fact["word"] for fact in facts[ledger.ANSWERED]}
    for word in sorted({fact["word"] for fact in facts[ledger.POSTED]} | shown):
        mine = [row for row in ours if word in row["text"]]
        if len(mine) > 1 or (word in shown and not mine):
            yield f"the answer {word} is here {len(mine)} times"
        for row in mine:
            if row["message_id"] not in taken:
                yield f"the answer {word} ({row['message_id']}) was never taken by the peer"


def sending(world: World, facts: dict[str, Facts]) -> Iterator[str]:
    """Every mail that goes out was taken, nothing was taken that no row knows, and every word of ours has one mail."""
    taken = _by(facts[ledger.TAKEN], "message_id")
    rows = _by(world.outbound, "message_id")
    for message_id, mine in rows.items():
        if len(mine) != 1 or mine[0]["state"] != "sent":
            yield f"{len(mine)} mails go out as {message_id}: {[row['state'] for row in mine]}"
        if message_id not in taken:
            yield f"the mail {message_id} counts as {mine[0]['state']} and was never taken"
    for message_id in taken.keys() - rows.keys():
        yield f"the peer took {message_id}, which no row knows"
    for row in world.messages:
        if row["trust"] == "ours" and row["message_id"] not in rows:
            yield f"our word {row['message_id']} has no mail"


def repeats(world: World, facts: dict[str, Facts]) -> Iterator[str]:
    """A second copy goes out only where a fault fell between the peer's 250 and our commit, and is the same to the letter."""
    faults = [(fact["began"] - MARGIN, fact["at"] + MARGIN) for fact in facts[ledger.FAULT]]
    attempts = {row["message_id"]: row["attempts"] for row in world.outbound}
    for message_id, taken in _by(facts[ledger.TAKEN], "message_id").items():
        if len({fact["sha256"] for fact in taken}) > 1:
            yield f"{message_id} went out with different bytes"
        if len(taken) > attempts.get(message_id, 0):
            yield f"{message_id} was taken {len(taken)} times in {attempts.get(message_id, 0)} attempts"
        for first, second in zip(taken, taken[1:], strict=False):
            if not any(began <= second["at"] and first["at"] <= ended for began, ended in faults):
                yield f"{message_id} went out twice, and there was no fault in between"


def gaps(world: World) -> Iterator[str]:
    """Events count from 1 without a gap in each stream, and a ticket is as far as its events."""
    streams = defaultdict(list)
    for event in world.events:
        streams[event["stream"], event["stream_id"]].append(event["sequence"])
    for (stream, key), numbers in streams.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"the events of {stream} {key} are numbered {sorted(numbers)}"
    for ticket in world.tickets:
        if ticket["version"] != (events := len(streams["ticket", ticket["id"]])):
            yield f"ticket {ticket['number']} is at version {ticket['version']} and has {events} events"


def left_over(world: World) -> Iterator[str]:
    """After the drain nothing waits for the worker. What it gave up is done where its outcome counts."""
    for row in world.inbound:
        if not row["outcome"] or not (row["settled_at"] or row["parked_at"]):
            yield f"mail {row['id']} is not done: {row['outcome'] or 'not read'} {row['last_error']}"
    for row in world.outbound:
        if not row["settled_at"]:
            yield f"the mail {row['message_id']} is not done: {row['state']} {row['last_error']}"
    for row in world.missed_hearings:
        if not row["settled_at"]:
            yield f"{row['hearer']} of event {row['event']} is not done: {row['last_error']}"
    for row in world.events:
        if not row["dispatched_at"]:
            yield f"event {row['id']} was not dispatched"


def _by(rows, key: str) -> dict[str, list[dict]]:
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return dict(found)
