"""What a question may become while it is typed: a piece of a page, for find.js."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.search.question import LONGEST
from transom.search.suggesting import completions as completed
from transom.tickets.models import Ticket
from transom.web.access import agent_page


@agent_page
def completions(request: HttpRequest, actor: Actor) -> HttpResponse:
    text = request.GET.get("q", "")[:LONGEST].replace("\x00", " ").encode(errors="replace").decode()
    found = completed(text, Ticket.objects.visible_to(actor))
    return render(request, "agent/completions.html", {"completions": found})
