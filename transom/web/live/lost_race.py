"""Two people did something to a ticket at once: what the other one did stands beside what this one wanted, and they choose."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.tickets.models import Priority, Ticket
from transom.tickets.reasons import reason_words
from transom.web.agent.delay_forms import CallForm, DelayForm, EscalateForm
from transom.web.agent.estimating_forms import AskAgainForm, EstimateForm, WithdrawForm
from transom.web.agent.forms import (
    AssignForm,
    DoneForm,
    MoveForm,
    NoteForm,
    PriorityForm,
    SubjectForm,
    TagsForm,
    TeamForm,
    TypeForm,
    VerbForm,
)
from transom.web.agent.joining_forms import BugForm, MergeForm, SplitForm
from transom.web.clearance.forms import BringBackForm, KeepHereForm
from transom.web.cockpit.forms import DecideForm, QuickForm
from transom.web.qa.forms import CountForm, ReproduceForm

NOT_AGAIN = ("csrfmiddlewaretoken", "seen")


def both_sides(request: HttpRequest, form: VerbForm | None, ticket: Ticket) -> dict | None:
    """What was wanted, in words, and all that does it anyway; None where nobody was in between.

    A word that was stopped stays in its composer, which has buttons of its own.
    """
    if form is None or not form.came_in or isinstance(form, NoteForm):
        return None
    match = request.resolver_match
    url = reverse(match.view_name, kwargs=match.kwargs | {"number": ticket.number})
    again = request.GET.urlencode()
    fields = [(name, value) for name, values in form.data.lists() if name not in NOT_AGAIN for value in values]
    return {"wanted": wanted(form), "url": f"{url}?{again}" if again else url, "fields": fields}


def wanted(form: VerbForm) -> str:
    """What its writer chose, to stand behind "You wanted to". The form may not be valid any more."""
    said = getattr(form, "cleaned_data", {})
    words = next((words for kind, words in WORDS.items() if type(form) is kind), None)
    return words(said) if words and not form.errors else _("do something else")


def _assign(said: dict) -> str:
    who = said["assignee"]
    return _("give it to %(who)s") % {"who": who.label} if who else _("give it to nobody")


def _team(said: dict) -> str:
    team = said["team"]
    return _("give it to the team %(team)s") % {"team": team} if team else _("take it from its team")


def _priority(said: dict) -> str:
    urgent = said["priority"] == Priority.URGENT
    return _("make it urgent: “%(why)s”") % {"why": said["reason"]} if urgent else _("make it a normal one")


def _tags(said: dict) -> str:
    tags = ", ".join(sorted(tag.strip() for tag in said["tags"] if tag.strip()))
    return _("tag it %(tags)s") % {"tags": tags} if tags else _("take its tags off")


def _move(said: dict) -> str:
    move = _("move it to %(status)s") % {"status": said["to"].name}
    why = said.get("because") or said["comment"]
    return f"{move}: “{why}”" if why else move


WORDS: dict[type[VerbForm], Callable[[dict], str]] = {
    AssignForm: _assign,
    TeamForm: _team,
    PriorityForm: _priority,
    TagsForm: _tags,
    MoveForm: _move,
    TypeForm: lambda said: _("make it a ticket of the type %(type)s") % {"type": said["ticket_type"].name},
    SubjectForm: lambda said: _("call it “%(subject)s”") % {"subject": said["subject"]},
    DoneForm: lambda said: _("be done with it"),
    DelayForm: lambda said: (
        _("say why it was not started: “%(why)s”") % {"why": reason_words(said["reason"], said["detail"])}
    ),
    CallForm: lambda said: _("log a call: “%(words)s”") % {"words": said["words"]},
    EscalateForm: lambda said: _("tell the queue manager: “%(words)s”") % {"words": said["words"]},
    MergeForm: lambda said: _("merge it into #%(number)s") % {"number": said["into"].number},
    BugForm: lambda said: _("link the bug %(bug)s") % {"bug": said["bug"]},
    SplitForm: lambda said: _("split messages off"),
    EstimateForm: lambda said: _("make an estimate"),
    WithdrawForm: lambda said: _("withdraw the estimate"),
    AskAgainForm: lambda said: _("ask the customer again"),
    KeepHereForm: lambda said: _("keep it from the clearance"),
    BringBackForm: lambda said: _("bring it back"),
    DecideForm: lambda said: _("decide: %(what)s") % {"what": said["decision"]},
    QuickForm: lambda said: (
        _("say that it can be answered at once") if said["quick"] else _("say that it takes longer")
    ),
    ReproduceForm: lambda said: _("record a try to reproduce it"),
    CountForm: lambda said: _("say that a thank-you wants an answer"),
    VerbForm: lambda said: _("say that it needs no answer"),
}
