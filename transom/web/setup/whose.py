"""Who can use a saved reply or a macro: a choice of its form, and what its lists and buttons share.

Whoever works at the desk keeps private ones. A team's are its members' and the admins' to change; the whole desk's are the admins'.
"""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.composing.shared import LONGEST_NAME, Shared
from transom.people.actor import Actor
from transom.people.models import Team
from transom.people.roles import Role
from transom.web.redirects import see

ME, DESK, TEAM = "me", "desk", "team-"
FEW, MOST = 12, 300
"""A list of more than a few can be searched; no list shows more than most."""


class SharedForm(forms.ModelForm):
    """Name and `whose`, for a form of either kind. `actor` is who saves it."""

    use_required_attribute = False
    whose = forms.ChoiceField(label=gettext_lazy("Who can use it"), widget=forms.RadioSelect)

    def __init__(self, *arguments, actor: Actor, **options):
        super().__init__(*arguments, **options)
        self.actor = actor
        self.fields["whose"].choices = list(choices(actor))
        self.fields["whose"].initial = whose(self.instance) if self.instance.pk else ME

    def save(self, commit=True):
        chosen = self.cleaned_data["whose"]
        self.instance.owner_id = self.actor.id if chosen == ME else None
        self.instance.team_id = int(chosen.removeprefix(TEAM)) if chosen.startswith(TEAM) else None
        return super().save(commit)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


def whose(row: Shared) -> str:
    return ME if row.owner_id else f"{TEAM}{row.team_id}" if row.team_id else DESK


def choices(actor: Actor):
    """What `actor` may choose: only themselves, their teams, and for admins every team and the whole desk."""
    is_admin = actor.has(Role.ADMIN)
    teams = Team.objects.all() if is_admin else Team.objects.filter(members=actor.id)
    yield ME, _("Only me")
    for team in teams:
        yield f"{TEAM}{team.pk}", _("The team %(team)s") % {"team": team}
    if is_admin:
        yield DESK, _("The whole desk")


def listed(rows: QuerySet, actor: Actor, question: str) -> dict:
    """The rows of a list in use by whose they are, and the retired ones that `actor` may take back.

    `question` is looked for in their names. No more than `MOST` are shown.
    """
    question = question.replace("\x00", " ")  # no database takes it
    visible = rows.visible_to(actor).select_related("team")
    mine = set(rows.changeable_by(actor).values_list("pk", flat=True))
    found = list(visible.in_use().filter(name__icontains=question)[: MOST + 1])
    groups: dict[str, list] = {}
    for row in sorted(found[:MOST], key=_own_first):
        row.is_changeable = row.pk in mine
        groups.setdefault(_heading(row), []).append(row)
    retired = visible.exclude(retired_at=None).filter(pk__in=mine).order_by("-retired_at")
    looks = {"question": question, "more": len(found) > MOST, "many": bool(question) or len(found) > FEW}
    return looks | {"groups": groups, "retired": list(retired[:50])}


def _own_first(row: Shared) -> tuple:
    return (not row.owner_id, not row.team_id, row.team.name if row.team else "")


def _heading(row: Shared) -> str:
    if row.owner_id:
        return _("Only yours")
    return _("Of the team %(team)s") % {"team": row.team} if row.team else _("For the whole desk")


def retire(request: HttpRequest, actor: Actor, rows: QuerySet, pk: int, page: str) -> HttpResponse:
    """Offer it to nobody any more, or again where `back` is sent. What was said with it stays said."""
    row = get_object_or_404(rows.changeable_by(actor), pk=pk)
    if request.method == "POST":
        row.retired_at = None if "back" in request.POST else timezone.now()
        row.save(update_fields=["retired_at"])
        words = _("%(name)s is retired.") if row.retired_at else _("%(name)s is offered again.")
        messages.success(request, words % {"name": row})
    return see(reverse(page))


def duplicate(request: HttpRequest, actor: Actor, rows: QuerySet, pk: int, page: str, form: str) -> HttpResponse:
    """A copy of one's own, to be changed next. Anything that one may use can be copied."""
    row = get_object_or_404(rows.visible_to(actor), pk=pk)
    if request.method != "POST":
        return see(reverse(page))
    name = _("%(name)s (copy)") % {"name": row.name[: LONGEST_NAME - 12]}
    columns = {"pk": None, "name": name, "owner_id": actor.id, "team_id": None, "uses": 0, "key": ""}
    for column, value in (columns | dict.fromkeys(("last_used_at", "retired_at", "created_at"))).items():
        setattr(row, column, value)
    row._state.adding = True
    row.save()
    messages.success(request, _("This copy is yours alone. Change what you like."))
    return see(reverse(form, args=[row.pk]))
