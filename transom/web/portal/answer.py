"""The page that a one-time link opens. Looking at it changes nothing, whoever looks: only its button answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from transom.asking import answering
from transom.asking.answering import Over
from transom.asking.models import Answer, AnswerLink
from transom.mail.links import in_sink
from transom.tickets.actions import Refused
from transom.web.access import actor_of
from transom.web.portal import patience, shown
from transom.web.portal.forms import QUESTION, AnswerForm
from transom.web.portal.plain_page import is_own_form, mark, plain_page
from transom.web.redirects import see

ASKED = "asked"


@plain_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    link = answering.find(token)
    if link is None:
        too_often = patience.guesses_too_often(request)
        name, status = ("too_often", 429) if too_often else ("unknown", 404)
        return render(request, f"portal/{name}.html", status=status)
    if request.method != "POST":
        return _page(request, token, link)
    if is_desk(request) or not is_own_form(request, token):
        return _page(request, token, link, status=403)
    if patience.answers_too_often(link.pk):
        return render(request, "portal/too_often.html", status=429)
    return _taken(request, token, link)


def _taken(request: HttpRequest, token: str, link: AnswerLink) -> HttpResponse:
    """Take the form: then the page says how things stand, however often it is loaded again."""
    form = AnswerForm(request.POST, link=link)
    if not form.is_valid():
        return _page(request, token, link, form, 422)
    try:
        _act(link, form)
    except Refused as refusal:
        form.refuse(str(refusal))
        return _page(request, token, link, form, 422)
    except Over:
        return _page(request, token, answering.find(token) or link, status=409)
    asked = f"?{ASKED}=1" if form.cleaned_data["what"] == QUESTION else ""
    return see(reverse("answer", args=[token]) + asked)


def _act(link: AnswerLink, form: AnswerForm) -> None:
    what, now = form.cleaned_data["what"], timezone.now()
    if what == QUESTION:
        answering.ask_back(link, form.said.text, now=now)
    else:
        answering.answer(link, Answer(what), form.said, now=now)


def is_desk(request: HttpRequest) -> bool:
    """Somebody of ours looks: they see what the customer sees, and cannot answer in their place, but to try a demo."""
    return not in_sink() and request.user.is_authenticated and actor_of(request).is_agent


def _page(
    request: HttpRequest, token: str, link: AnswerLink, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    context = shown.page(link, timezone.now()) | {
        "form": form,
        "mark": mark(token),
        "is_desk": is_desk(request),
        "asked": request.method == "GET" and ASKED in request.GET,
        "not_sent": status == 403,
    }
    return render(request, f"portal/{context['template']}.html", context, status=status)
