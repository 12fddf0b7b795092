"""The page that a one-time link opens. Looking at it changes nothing, whoever looks: only its button answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from transom.asking import answering
from transom.asking.answering import Over
from transom.asking.models import Answer, AnswerLink
from transom.tickets.actions import Refused
from transom.web.portal import shown
from transom.web.portal.forms import QUESTION, AnswerForm
from transom.web.portal.opened import opened, standing
from transom.web.portal.plain_page import plain_page
from transom.web.redirects import see

ASKED = "asked"


@plain_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    return opened(request, token, link=answering.find(token), show=_page, take=_taken)


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


def _page(
    request: HttpRequest, token: str, link: AnswerLink, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    context = shown.page(link, timezone.now()) | standing(request, token, status)
    context |= {"form": form, "asked": request.method == "GET" and ASKED in request.GET}
    return render(request, f"portal/{context['template']}.html", context, status=status)
