"""Work that followed from an event and failed until it was given up: told on *Mail needing attention*, and tried again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from transom.people.actor import Actor
from transom.tickets.history import MissedHearing
from transom.web.access import mail_page
from transom.web.redirects import see

SHOWN = 20


def missed() -> list[MissedHearing]:
    """The first few that were given up, oldest first."""
    return list(MissedHearing.objects.parked().select_related("event").order_by("pk")[:SHOWN])


@mail_page
def hear_again(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    chosen = MissedHearing.objects.filter(pk=pk)
    get_object_or_404(chosen)
    if request.method == "POST":
        chosen.unpark(timezone.now())
    return see(reverse("attention"))
