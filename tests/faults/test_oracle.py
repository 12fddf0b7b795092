"""The oracle is right about a sound desk, and finds every loss, double and damage that is planted in one."""

import copy

import pytest

from tests.desks import wait_for
from tests.faults import databases, ledger, oracle, reading
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.ledger import Ledger
from tests.faults.peer import LedgerPeer
from tests.faults.supervisor import Supervisor


@pytest.fixture(scope="module")
def sound(prepared_desk, tmp_path_factory):
    """A desk that worked for a while and stopped, with the ledger of those whom it served."""
    folder = tmp_path_factory.mktemp("sound")
    desk, book = databases.copy(prepared_desk, folder / "desk"), Ledger(folder / "ledger.jsonl")
    with LedgerPeer(book) as peer, Supervisor(desk, book, peer) as supervisor:
        with Driver(book, supervisor, seed=1, pace=0.02, copies=0.5) as driver:
            wait_for(lambda: driver.acknowledged > 20 and driver.answered and has_copies(book), 60)
        drained(desk)
    yield desk, book
    databases.drop(desk)


def has_copies(book: Ledger) -> bool:
    taken = [fact["sha256"] for fact in book.facts(ledger.ACKNOWLEDGED)]
    return len(set(taken)) < len(taken)


@pytest.fixture(scope="module")
def told(sound):
    return reading.read(sound[0]), sound[1].facts()


@pytest.fixture
def world(told):
    return copy.deepcopy(told[0])


@pytest.fixture
def facts(told):
    return copy.deepcopy(told[1])


def first(rows: list[dict], **where) -> dict:
    return next(row for row in rows if all(row[name] == value for name, value in where.items()))


def of(facts: list[dict], kind: str) -> dict:
    return first(facts, fact=kind)


def test_a_sound_desk_passes(world, facts):
    assert oracle.judge(world, facts) == []
    assert {row["outcome"] for row in world.inbound} == {"ticket", "message", "duplicate"}
    assert any(message["attachments"] for message in world.messages)


def mail_removed(world, facts):
    gone = first(world.inbound, outcome="ticket")["sha256"]
    world.inbound[:] = [row for row in world.inbound if row["sha256"] != gone]
    return "is not here"


def mail_removed_but_for_its_copy(world, facts):
    gone = first(world.inbound, outcome="duplicate")["sha256"]
    world.inbound[:] = [row for row in world.inbound if row["sha256"] != gone or row["outcome"] == "duplicate"]
    return "counted 0 times"


def mail_twice(world, facts):
    world.inbound.append(first(world.inbound, outcome="message"))
    return "counted 2 times"


def copy_ignored(world, facts):
    first(world.inbound, outcome="duplicate")["outcome"] = "ignored"
    return "a copy of"


def mail_quarantined(world, facts):
    first(world.inbound, outcome="ticket")["outcome"] = "quarantined"
    return "counted 0 times"


def mail_that_nobody_sent(world, facts):
    world.inbound.append(first(world.inbound, outcome="ticket") | {"sha256": "0", "message_id": "nobody@nowhere"})
    return "nobody@nowhere is here 1 times and was sent 0 times"


def ticket_removed(world, facts):
    gone = first(world.inbound, outcome="ticket")["ticket"]
    world.tickets.remove(first(world.tickets, number=gone))
    return "reached no ticket"


def mail_refused_for_good(world, facts):
    facts.append(of(facts, ledger.SENT) | {"fact": ledger.BOUNCED, "words": "550 no"})
    return "refused for good"


def message_removed(world, facts):
    world.messages.remove(first(world.messages, message_id=of(facts, ledger.ACKNOWLEDGED)["message_id"]))
    return "is 0 messages"


def message_in_another_ticket(world, facts):
    first(world.messages, message_id=of(facts, ledger.ACKNOWLEDGED)["message_id"])["ticket"] = 0
    return "is in another ticket"


def words_changed(world, facts):
    first(world.messages, message_id=of(facts, ledger.ACKNOWLEDGED)["message_id"])["text"] = "Something else"
    return "lacks its words"


def file_removed(world, facts):
    next(message for message in world.messages if message["attachments"])["attachments"].clear()
    return "lacks its file"


def answer_removed(world, facts):
    world.messages.remove(first(world.messages, trust="ours"))
    return "is here 0 times"


def answer_twice(world, facts):
    world.messages.append(first(world.messages, trust="ours"))
    return "is here 2 times"


def answer_never_taken(world, facts):
    message_id = first(world.messages, trust="ours")["message_id"]
    facts[:] = [fact for fact in facts if fact.get("message_id") != message_id]
    return "was never taken by the peer"


def mail_out_removed(world, facts):
    world.outbound.remove(first(world.outbound, kind="answer"))
    return "has no mail"


def mail_out_not_sent(world, facts):
    first(world.outbound, kind="answer")["state"] = "queued"
    return "['queued']"


def acknowledgement_never_taken(world, facts):
    message_id = first(world.outbound, kind="acknowledgement")["message_id"]
    facts[:] = [fact for fact in facts if fact.get("message_id") != message_id]
    return "and was never taken"


def mail_out_of_nowhere(world, facts):
    facts.append(of(facts, ledger.TAKEN) | {"message_id": "stray@desk.example"})
    return "which no row knows"


def mail_out_twice(world, facts):
    facts.append(dict(of(facts, ledger.TAKEN)))
    return "there was no fault in between"


def mail_out_changed(world, facts):
    again(world, facts)["sha256"] = "0"
    return "went out with different bytes"


def more_copies_than_attempts(world, facts):
    first(world.outbound, message_id=again(world, facts)["message_id"])["attempts"] = 1
    return "taken 2 times in 1 attempts"


def event_removed(world, facts):
    world.events.remove(first(world.events, sequence=1))
    return "are numbered"


def last_event_removed(world, facts):
    world.events.remove(world.events[-1])
    return "is at version"


def event_twice(world, facts):
    world.events.append(world.events[-1])
    return "are numbered"


def event_not_dispatched(world, facts):
    world.events[0]["dispatched_at"] = None
    return "was not dispatched"


def mail_not_read(world, facts):
    first(world.inbound, outcome="duplicate").update(outcome="", settled_at=None)
    return "is not done: not read"


def mail_out_leased(world, facts):
    world.outbound[0]["settled_at"] = None
    return "is not done: sent"


def hearer_not_called(world, facts):
    missed = {"hearer": "answer", "event": 1, "settled_at": None, "last_error": "KeyError"}
    world.missed_hearings.append(missed)
    return "answer of event 1 is not done"


PLANTED = [
    value
    for name, value in list(globals().items())
    if getattr(value, "__code__", None) and value.__code__.co_varnames[:2] == ("world", "facts") and name[:4] != "test"
]


def again(world, facts) -> dict:
    """A copy that went out because of a fault, as it may."""
    taken = of(facts, ledger.TAKEN)
    first(world.outbound, message_id=taken["message_id"])["attempts"] = 2
    at = taken["at"]
    facts.append({"fact": ledger.FAULT, "what": "killed", "began": at, "at": at + 1})
    facts.append(taken | {"at": at + 2})
    return facts[-1]


def test_a_copy_around_a_fault_is_right(world, facts):
    again(world, facts)
    assert oracle.judge(world, facts) == []


@pytest.mark.parametrize("plant", [plant for plant in PLANTED if plant is not again], ids=lambda plant: plant.__name__)
def test_what_is_planted_is_found(plant, world, facts):
    words = plant(world, facts)
    assert [finding for finding in oracle.judge(world, facts) if words in finding]


DAMAGE = {
    "UPDATE transom_ticket SET version = version + 1 WHERE id = 1": "is at version",
    "UPDATE transom_ticket SET subject = 'Another' WHERE id = 2": "subject: the row says 'Another'",
    "DELETE FROM transom_message WHERE id = (SELECT min(message_id) FROM transom_attachment)": "transom_attachment",
    "UPDATE transom_inboundsource SET raw = substr(raw, 2) WHERE inbound_id = 1": "the bytes of mail 1 are not",
}


def test_damage_to_a_real_desk_is_found(sound, tmp_path):
    desk, book = sound
    broken = databases.copy(desk, tmp_path / "desk")
    for statement in DAMAGE:
        broken.change(statement)
    next(path for path in (broken.folder / "files").rglob("*") if path.is_file()).unlink()
    found = " | ".join(oracle.findings(broken, book))
    databases.drop(broken)
    assert [words for words in (*DAMAGE.values(), "is missing or damaged") if words not in found] == [], found
