"""Sent mail and mailboxes."""

from transom.mail.transport import Sink
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain


def test_what_went_out_is_shown_to_the_letter(ticket, sue, sues, as_actor):
    message = actions.reply(ticket, Words(text="Try **this**."), actor=as_actor(sue))
    drain()
    assert "Re: The printer is on fire" in sues.get("/sent/queued/").content.decode()
    drain(transport=Sink())
    mail = message.outbound.get()
    assert "Re: The printer is on fire" in sues.get("/sent/").content.decode()
    page = sues.get(f"/sent/{mail.pk}/").content.decode()
    assert "Try **this**." in page
    assert "Ann Meyer &lt;ann@acme.example&gt;" in page
    answer = sues.get(f"/sent/{mail.pk}/source")
    assert answer.content == bytes(mail.mime)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nothing_to_choose_has_words_too(desk, ada, sign_in):
    page = sign_in(ada).get(f"/mailboxes/{desk.pk}/").content.decode()
    assert "No team</option>" in page
    assert "The type of any new ticket</option>" in page
    assert "-----" not in page


def test_what_failed_says_why(ticket, sue, sues, as_actor):
    message = actions.reply(ticket, Words(text="Hello"), actor=as_actor(sue))
    drain()
    message.outbound.update(state="failed", refused={"ann@acme.example": "550 no such user"})
    assert "550 no such user" in sues.get(f"/sent/{message.outbound.get().pk}/").content.decode()
    assert "550 no such user" in sues.get(f"/tickets/{ticket.number}/").content.decode()
    assert sues.get("/sent/failed/").content.decode().count("Re: The printer") == 1
    assert sues.get("/sent/nonsense/").status_code == 404


def test_an_admin_adds_and_changes_a_mailbox(desk, ada, sign_in, sues):
    adas = sign_in(ada)
    assert sues.get("/mailboxes/").status_code == 404
    assert "support@desk.example" in adas.get("/mailboxes/").content.decode()
    said = {"address": "Billing@Desk.example", "name": "Billing", "acknowledges": "on", "trusted_hop": ""}
    answer = adas.post("/mailboxes/new/", said)
    assert answer.headers["Location"] == "/mailboxes/"
    assert "billing@desk.example is saved." in adas.get("/mailboxes/").content.decode()
    row = Mailbox.objects.get(address="billing@desk.example")
    assert (row.acknowledges, row.signed_addresses) == (True, False)
    adas.post(f"/mailboxes/{row.pk}/", said | {"name": "Invoices", "signed_addresses": "on"})
    row.refresh_from_db()
    assert (row.name, row.signed_addresses) == ("Invoices", True)


def test_a_mailbox_that_cannot_be(desk, ada, sign_in):
    adas = sign_in(ada)
    twice = adas.post("/mailboxes/new/", {"address": "SUPPORT@desk.example", "name": "Twice"})
    assert twice.status_code == 422
    secret = adas.post("/mailboxes/new/", {"address": "board@desk.example", "name": "Board", "restricted": "on"})
    assert secret.status_code == 422
    assert "Choose the team" in secret.content.decode()
