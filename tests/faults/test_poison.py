"""One mail, or one event, that kills whoever touches it, among a thousand that do not: it is set aside, and all else goes on."""

from tests.desks import wait_for
from tests.faults import oracle
from tests.faults.databases import drained
from tests.faults.handing import POISON, Hand
from tests.faults.running import SEED, WHOLE
from tests.faults.supervisor import Supervisor

GOOD = 1000 if WHOLE else 30
TIMES = 3


def among_good_ones(fault_desk, ledger, peer, kill_at: str) -> Supervisor:
    hand = Hand(ledger, SEED)
    with Supervisor(fault_desk, ledger, peer, KILL_AT=kill_at) as supervisor:
        mails = [hand.post.next() for _ in range(GOOD)]
        mails.insert(GOOD // 3, hand.poison())
        for start in range(0, len(mails), 20):
            hand_in_whatever_happens(hand, supervisor, mails[start : start + 20])
        wait_for(lambda: fault_desk.count("inboundemail", "outcome = ''") == 0, 60 + GOOD)
        wait_for(lambda: len(supervisor.died) >= TIMES, 60)
        drained(fault_desk, 60 + GOOD)
        return supervisor


def hand_in_whatever_happens(hand: Hand, supervisor: Supervisor, mails) -> None:
    """One by one, over again until each is acknowledged: the poison may take the sockets along."""
    for mail in mails:
        wait_for(lambda mail=mail: _handed_in(hand, supervisor, mail), 60)


def _handed_in(hand: Hand, supervisor: Supervisor, mail) -> bool:
    try:
        return bool(hand.hand_in(supervisor.smtp, mails=[mail]))
    except OSError:  # smtplib's errors are OSErrors
        return False


def test_a_mail_that_kills_is_quarantined_and_the_others_come_in(fault_desk, ledger, peer):
    supervisor = among_good_ones(fault_desk, ledger, peer, f"process.before-commit:{POISON}")
    assert len(supervisor.died) == TIMES
    [(outcome, reason, subject)] = fault_desk.rows(
        "SELECT outcome, reason, subject FROM transom_inboundemail WHERE parked_at IS NOT NULL"
    )
    assert (outcome, subject) == ("quarantined", "")
    assert "the worker died" in reason
    assert fault_desk.rows("SELECT count(*) FROM transom_event WHERE kind = 'mail-quarantined'") == [(1,)]
    assert oracle.findings(fault_desk, ledger, counting=("ticket", "message", "quarantined", "duplicate")) == []


def test_an_event_that_kills_is_set_aside_and_the_others_are_heard(fault_desk, ledger, peer):
    """Its customer hears nothing by itself; the event stands where an admin sees it."""
    supervisor = among_good_ones(fault_desk, ledger, peer, f"dispatch.before-commit:{POISON}")
    assert TIMES <= len(supervisor.died) <= TIMES + 1
    parked = fault_desk.rows(
        "SELECT event_id, attempts, last_error FROM transom_missedhearing WHERE parked_at IS NOT NULL"
    )
    assert len({event for event, _attempts, _said in parked}) == 1
    assert {(attempts, "died" in said) for _event, attempts, said in parked} == {(TIMES, True)}
    left = [
        words for words in oracle.findings(fault_desk, ledger) if "is not done: Whoever called it died" not in words
    ]
    assert left == []
