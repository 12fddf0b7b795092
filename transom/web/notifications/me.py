"""One's own page: what each of us chooses for themselves alone. A part of it is a `Section`, with a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.notifications import chosen
from transom.web.redirects import see
from transom.web.setup import looks, signature_forms


@dataclass(frozen=True)
class Section:
    """`slug` is the id of the element that `template` begins with; `context` gives what the template needs."""

    slug: str
    name: str | Promise
    template: str
    context: Callable[[HttpRequest], dict]


# In their order on the page. Another part of the desk adds its section here, and keeps the view of its form.
SECTIONS: tuple[Section, ...] = (
    Section("appearance", _("How the desk looks to you"), "me/appearance.html", looks.section),
    Section("notifications", _("What you are told"), "me/notifications.html", chosen.section),
    Section("hours", _("Quiet hours and digest"), "me/hours.html", lambda request: {}),
    Section("signature", _("Your signature"), "me/signature.html", signature_forms.section),
)


@agent_page
def me(request: HttpRequest, actor: Actor) -> HttpResponse:
    return own_page(request, actor)


def own_page(request: HttpRequest, actor: Actor, status: int = 200, **failed) -> HttpResponse:
    """The page; `failed` are forms that did not go through, by the names under which their sections show them."""
    context = open_desk(actor, current="me").frame | {"sections": SECTIONS}
    for section in SECTIONS:
        context |= section.context(request)
    return render(request, "me/page.html", context | failed, status=status)


@agent_page
def notifications(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What they choose to be told."""
    form = chosen.save_chosen(request) if request.method == "POST" else None
    return own_page(request, actor, 422, chosen=form) if form else see(reverse("me") + "#notifications")


@agent_page
def hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """When they want no mail, and when the digest comes."""
    form = chosen.save_hours(request) if request.method == "POST" else None
    return own_page(request, actor, 422, hours=form) if form else see(reverse("me") + "#hours")
