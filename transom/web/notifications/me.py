"""One's own page: what each of us chooses for themselves alone. A part of it is a `Section`, with a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
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
