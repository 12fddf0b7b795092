"""What helps while somebody writes: how the words will look, and who can be mentioned."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from transom.people.actor import Actor
from transom.web.access import agent_page
from transom.web.agent.around import agents
from transom.web.redirects import see

LONGEST = 200_000  # characters; what is longer is no answer, and rendering it keeps others waiting


@agent_page
def preview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The words as the mail will show them. Nothing is kept."""
    if request.method != "POST":
        return see(reverse("drafts"))
    return render(request, "composer/preview.html", {"body": request.POST.get("body", "")[:LONGEST].rstrip()})


@agent_page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom a note can mention: the people of the desk, by name."""
    rows = agents().exclude(pk=actor.id).order_by("name", "pk").values_list("name", "email")
    return JsonResponse({"people": [{"name": name or email, "email": email} for name, email in rows]})
