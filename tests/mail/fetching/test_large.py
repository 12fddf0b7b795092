"""A mail that cannot be fetched whole is seen all the same: its head becomes the mail, and says where the rest lies."""

from collections import Counter

import pytest

from tests.conftest import raw_mail
from tests.mail.fetching.conftest import words
from tests.mail.fetching.peers import CUT, LISTED, Scripted
from transom.mail.fetching.look import TRIES
from transom.mail.fetching.trouble import Trouble
from transom.mail.models import InboundEmail
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.worker import drain


@pytest.fixture(autouse=True)
def _small(settings):
    settings.LARGEST_MAIL = 200_000


def large(**parts) -> bytes:
    return raw_mail(
        "See the log.", subject="Large", attachments=(("log.txt", "text/plain", b"x\n" * 200_000),), **parts
    )


def test_a_mail_that_is_too_large_opens_a_ticket_that_says_where_it_lies(server, account_at, login, fetch):
    server.post(login, words("before"), large(), words("after"))
    assert fetch(account_at(server)) == 3
    drain()
    ticket = Ticket.objects.get(subject="Large")
    text = Message.objects.get(ticket=ticket).text
    assert text.startswith("[This mail is 1 MB large")
    assert f"in the folder Transom of {login} at localhost" in text
    assert ticket.requester.label == "Ann Meyer"
    assert server.subjects(login, "Transom") == ["before", "Large", "after"]
    assert Ticket.objects.count() == 3


def test_it_joins_the_ticket_that_it_answers(server, account_at, login, fetch):
    server.post(login, words("question", message_id="<first@acme.example>"), large(in_reply_to="<first@acme.example>"))
    fetch(account_at(server))
    drain()
    assert Message.objects.filter(ticket=Ticket.objects.get()).count() == 2


def test_it_never_comes_into_memory(account_at, server, fetch):
    with Scripted(on={b"RFC822.SIZE": LISTED % 9_000_000_000}) as peer:
        assert fetch(account_at(server, host="127.0.0.1", port=peer.port, security="none")) == 1
        assert peer.count(b"BODY.PEEK[]") == 0
    assert InboundEmail.objects.get().size < 1000


def test_a_mail_that_the_server_does_not_give_is_seen(account_at, server, fetch):
    with Scripted(on={b"BODY.PEEK[]": b"* 1 FETCH (UID 1 BODY[] NIL)\r\n"}) as peer:
        assert fetch(account_at(server, host="127.0.0.1", port=peer.port, security="none")) == 1
    drain()
    assert "did not give the desk this mail" in Message.objects.get().text


def test_a_date_that_cannot_be_keeps_no_mail_out(account_at, server, fetch):
    dateless = b"* 1 FETCH (UID 1 RFC822.SIZE 50)\r\n"
    broken = b'* 1 FETCH (UID 1 RFC822.SIZE 50 INTERNALDATE "99-Foo-0000 99:99:99 +9999")\r\n'
    with Scripted(on={b"INTERNALDATE": broken, b"RFC822.SIZE": dateless}) as peer:
        assert fetch(account_at(server, host="127.0.0.1", port=peer.port, security="none")) == 1


def test_a_mail_that_breaks_the_line_each_time_keeps_no_other_waiting_for_good(account_at, server, fetch):
    with Scripted(on={b"BODY.PEEK[]": CUT}) as peer:
        account, broke = account_at(server, host="127.0.0.1", port=peer.port, security="none"), Counter()
        for _ in range(TRIES):
            with pytest.raises(Trouble, match="broke off"):
                fetch(account, broke)
        assert not InboundEmail.objects.exists()
        assert fetch(account, broke) == 1
    drain()
    assert "did not give the desk this mail" in Message.objects.get().text
