"""A message as it was formatted: a page of its own for a sandboxed frame, with a policy of its own."""

from urllib.parse import unquote

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from markupsafe import Markup

from transom.people.actor import Actor
from transom.tickets.messages import Message
from transom.web.access import agent_page
from transom.web.agent.mail_html import TooTangled, clean

POLICY = {
    "default-src": [NONE],
    "img-src": [SELF],
    "style-src": [UNSAFE_INLINE],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
}


def formatted(request: HttpRequest, pk: int) -> HttpResponse:
    """Pictures from elsewhere come with `?images=1` alone, and only over TLS."""
    return _with_remote(request, pk) if request.GET.get("images") == "1" else _alone(request, pk)


@agent_page
def _frame(request: HttpRequest, actor: Actor, pk: int, with_remote: bool) -> HttpResponse:
    message = get_object_or_404(Message.objects.visible_to(actor), pk=pk)
    if not message.html:
        raise Http404
    pictures = {
        row.content_id.strip("<>"): reverse("picture", args=[row.pk])
        for row in message.attachments.exclude(content_id="")
    }
    try:
        body = clean(message.html, lambda cid: pictures.get(cid) or pictures.get(unquote(cid), ""), with_remote)
    except TooTangled:
        return render(request, "agent/formatted.html", {"body": "", "offer": False, "too_tangled": True})
    context = {"body": Markup(body.html), "offer": body.left_out, "too_tangled": False}  # noqa: S704, nh3 made it
    return render(request, "agent/formatted.html", context)


@csp(POLICY)
def _alone(request: HttpRequest, pk: int) -> HttpResponse:
    return _frame(request, pk, with_remote=False)


@csp(POLICY | {"img-src": [SELF, "https:"]})
def _with_remote(request: HttpRequest, pk: int) -> HttpResponse:
    return _frame(request, pk, with_remote=True)
