"""Killed at any point between storing and moving, every mail is in exactly one ticket after the next start."""

import time

import pytest

from tests import desks
from tests.desks import wait_for
from tests.mail.fetching.conftest import words
from transom.foundation import faults

POINTS = ("accept.before-commit", "accept.after-commit", "fetch.after-commit", "fetch.after-move")


def free_lease(home) -> None:
    """As time does within half a minute."""
    done = home.shell(
        "from transom.mail.fetching.models import ImapAccount; ImapAccount.objects.update(leased_until=None)"
    )
    assert done.returncode == 0


@pytest.mark.parametrize("afterwards", ["move", "seen"])
@pytest.mark.parametrize("point", POINTS)
def test_every_mail_is_in_one_ticket(server, login, fetching, running, point, afterwards):
    assert point in faults.POINTS
    home = fetching(server, login, afterwards=afterwards)
    server.post(login, *map(words, range(5)))
    killed = running("fetch", KILL_AT=point)
    assert killed.wait(120) == -9
    free_lease(home)
    running("run")
    wait_for(lambda: home.count("ticket") == 5)
    left = "INBOX" if afterwards == "move" else None
    wait_for(lambda: not server.subjects(login, left) if left else not server.subjects(login, criteria="UNSEEN"))
    time.sleep(1)
    assert home.count("inboundemail") == 5
    assert sorted(row[0] for row in home.rows("SELECT subject FROM transom_ticket")) == list("01234")
    kept = server.subjects(login, "Transom" if afterwards == "move" else "INBOX")
    assert sorted(kept) == list("01234")


def test_the_same_mail_by_two_roads_at_once_is_one_message(server, login, fetching, running):
    home = fetching(server, login)
    both = [words(number) for number in range(5)]
    running("run")
    wait_for(lambda: home.rows("SELECT fetched_at FROM transom_imapaccount")[0][0])
    for mail in both:
        server.post(login, mail)
        assert home.deliver(mail) == 0
    wait_for(lambda: home.count("inboundemail", "outcome <> ''") == 10)
    assert home.count("ticket") == home.count("message") == 5
    assert desks.wait_for(lambda: home.count("inboundemail", "outcome = 'duplicate'")) == 5
