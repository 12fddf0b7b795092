"""What stands still, what the pages say about it, and how a restored desk answers nobody twice."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from transom.foundation.pauses import Pause, Paused
from transom.mail.models import OutboundEmail
from transom.operating.backup.told import DeskRestored, tell
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sign_in():
    def make(person) -> Client:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    return make


@pytest.fixture
def restored(ticket):
    """A desk as a restore leaves it: the acknowledgement of Ann's mail waits, and may have gone out already."""
    with transaction.atomic():
        Pause.objects.begin(Paused.SENDING, "Restored from a backup.")
        tell(DeskRestored(backup_made_at=timezone.now(), transom="0"), timezone.now())
    return ticket


def waiting() -> set[str]:
    return set(OutboundEmail.objects.filter(parked_at=None, settled_at=None).values_list("kind", flat=True))


def test_the_commands_pause_and_resume(desk, capsys):
    call_command("pause", "fetching", reason="The mail server moves.")
    assert Pause.objects.get().what == Paused.FETCHING
    assert "The mail server moves." in capsys.readouterr().out
    call_command("resume")
    assert not Pause.objects.exists()
    assert "Fetching mail goes on" in capsys.readouterr().out


def test_everybody_is_told_and_only_an_admin_can_resume(ticket, sue, ada, sign_in):
    Pause.objects.begin(Paused.SENDING, "The mail server moves.")
    for person, may in ((sue, False), (ada, True)):
        for address in ("/queues/open/", f"/tickets/{ticket.number}/", "/sent/"):
            page = sign_in(person).get(address).content.decode()
            assert "Sending mail is paused" in page
            assert "The mail server moves." in page
            assert ("/pauses/sending/resume" in page) is may
    assert sign_in(sue).post("/pauses/sending/resume").status_code == 404
    assert sign_in(ada).get("/pauses/sending/resume").status_code == 303
    assert Pause.objects.exists()
    sign_in(ada).post("/pauses/sending/resume")
    assert not Pause.objects.exists()
    assert "is paused" not in sign_in(ada).get("/queues/open/").content.decode()


def test_a_pause_costs_no_query(ticket, ada, sign_in, django_assert_max_num_queries):
    client = sign_in(ada)
    for address in ("/queues/open/", f"/tickets/{ticket.number}/"):
        client.get(address)
        with django_assert_max_num_queries(12) as without:
            client.get(address)
        Pause.objects.begin(Paused.SENDING, "x")
        with django_assert_max_num_queries(12) as during:
            client.get(address)
        assert len(during) == len(without)
        Pause.objects.end(Paused.SENDING)


def test_an_ordinary_pause_leaves_nothing_in_doubt(ticket):
    call_command("pause", "sending")
    call_command("resume", "sending")
    assert waiting() == {"acknowledgement"}


def test_mail_in_doubt_is_decided_about_before_sending_goes_on(restored, ada, sign_in):
    client = sign_in(ada)
    assert client.post("/pauses/sending/resume").headers["Location"] == "/pauses/"
    assert Pause.objects.exists()
    page = client.get("/pauses/").content.decode()
    assert "queued before the backup was taken: 1." in page
    with pytest.raises(CommandError, match="1 mails wait"):
        call_command("resume", "sending")


def test_set_aside_it_waits_for_a_person_who_may_send_it_singly(restored, ada, sue, as_actor, sign_in):
    client = sign_in(ada)
    client.post("/pauses/sending/resume", {"in_doubt": "set-aside"})
    assert not Pause.objects.exists()
    assert waiting() == set()
    mail = OutboundEmail.objects.get()
    assert mail.subject in client.get("/sent/set-aside/").content.decode()
    assert mail.subject not in client.get("/sent/queued/").content.decode()
    page = client.get(f"/sent/{mail.pk}/").content.decode()
    assert "it may have gone out before the restore" in page
    assert "Waiting to be sent" not in page
    assert sign_in(sue).post(f"/sent/{mail.pk}/send").status_code == 404
    client.post(f"/sent/{mail.pk}/send")
    assert waiting() == {"acknowledgement"}
    page = client.get(f"/sent/{mail.pk}/").content.decode()
    assert "Waiting to be sent" in page
    assert "Not sent" not in page
    assert "did not reach" not in page


def test_the_ticket_says_of_an_answer_in_doubt_that_it_was_set_aside(ticket, ada, sue, as_actor, sign_in):
    actions.reply(ticket, Words("Water helps."), actor=as_actor(sue))
    drain(timezone.now)
    with transaction.atomic():
        Pause.objects.begin(Paused.SENDING, "Restored.")
        tell(DeskRestored(backup_made_at=timezone.now(), transom="0"), timezone.now())
    call_command("resume", "sending", set_aside=True)
    page = sign_in(ada).get(f"/tickets/{ticket.number}/").content.decode()
    assert "Not sent: it may have gone out before the restore." in page
    assert "tried again" not in page


def test_sent_all_the_same_it_goes_out(restored, ada, sign_in):
    sign_in(ada).post("/pauses/sending/resume", {"in_doubt": "send"})
    assert waiting() == {"acknowledgement"}
    assert not Pause.objects.exists()


def test_an_answer_of_after_the_restore_is_not_in_doubt(restored, sue, as_actor):
    later = timezone.now() + timedelta(seconds=1)
    actions.reply(restored, Words("Water helps."), actor=as_actor(sue), at=later)
    drain(lambda: later)
    call_command("resume", "sending", set_aside=True)
    assert waiting() == {"answer"}
    call_command("pause", "sending")
    call_command("resume", "sending")  # decided once is decided
    assert waiting() == {"answer"}


def test_setting_aside_waits_for_work_of_before_the_restore(ticket, sue, as_actor):
    """An answer that was not made a mail yet is in doubt too: it has to be one first."""
    actions.reply(ticket, Words("Water helps."), actor=as_actor(sue))
    with transaction.atomic():
        Pause.objects.begin(Paused.SENDING, "Restored.")
        tell(DeskRestored(backup_made_at=timezone.now(), transom="0"), timezone.now())
    with pytest.raises(CommandError, match="Start the desk"):
        call_command("resume", "sending", set_aside=True)
    drain()
    call_command("resume", "sending", set_aside=True)
    assert waiting() == set()
