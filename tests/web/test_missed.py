"""What should have followed from an event, failed and was given up stands where somebody sees it, and is tried again."""

import pytest
from django.utils import timezone

from transom.mail.models import OutboundEmail
from transom.tickets.history import Event, MissedHearing
from transom.worker import HEARERS, drain, name_of


@pytest.fixture
def missed(ticket):
    event = Event.objects.get(kind="ticket-opened", stream_id=ticket.pk)
    OutboundEmail.objects.filter(ticket=ticket).delete()
    return MissedHearing.objects.create(
        event=event,
        hearer=name_of(HEARERS[event.kind][0]),
        attempts=8,
        due_at=timezone.now(),
        parked_at=timezone.now(),
        last_error="OSError: the disk was full",
    )


def test_it_is_told_and_tried_again(client, missed, ticket, quinn):
    client.force_login(quinn)
    assert "the disk was full" in client.get("/attention/").content.decode()
    client.post(f"/attention/missed/{missed.pk}/again")
    drain()
    assert OutboundEmail.objects.filter(ticket=ticket).count() == 1
    assert "the disk was full" not in client.get("/attention/").content.decode()


def test_looking_changes_nothing(client, missed, quinn):
    client.force_login(quinn)
    client.get(f"/attention/missed/{missed.pk}/again")
    assert MissedHearing.objects.parked().count() == 1


@pytest.mark.parametrize("who", ["sue", "olga"])
def test_only_who_minds_the_mail_may(client, missed, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.post(f"/attention/missed/{missed.pk}/again").status_code == 404
    assert MissedHearing.objects.parked().count() == 1
