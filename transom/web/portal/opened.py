"""What every page does that a one-time link opens: it knows its links, and only its own button, pressed by its reader, acts."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.mail.links import in_sink
from transom.web.access import actor_of
from transom.web.portal import patience
from transom.web.portal.plain_page import is_own_form, mark


def opened(
    request: HttpRequest,
    token: str,
    *,
    link: Model | None,
    show: Callable[..., HttpResponse],
    take: Callable[..., HttpResponse],
) -> HttpResponse:
    """The page of this token, whose `link` is None where there is none: shown by `show`, its form taken by `take`.

    Both get (request, token, link); `show` a `status` as well: 403 where a form came from elsewhere or from one of us.
    """
    if link is None:
        name, status = ("too_often", 429) if patience.guesses_too_often(request) else ("unknown", 404)
        return render(request, f"portal/{name}.html", status=status)
    if request.method != "POST":
        return show(request, token, link)
    if is_desk(request) or not is_own_form(request, token):
        return show(request, token, link, status=403)
    if patience.forms_too_often(link):
        return render(request, "portal/too_often.html", status=429)
    return take(request, token, link)


def is_desk(request: HttpRequest) -> bool:
    """Somebody of ours looks: they see what the customer sees, and cannot answer in their place, but to try a demo."""
    return not in_sink() and request.user.is_authenticated and actor_of(request).is_agent


def standing(request: HttpRequest, token: str, status: int) -> dict[str, Any]:
    """What each such page is told, to be shown with this status."""
    return {"mark": mark(token), "is_desk": is_desk(request), "not_sent": status == 403}
