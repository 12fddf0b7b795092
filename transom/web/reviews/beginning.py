"""Which reviews there were, and how one begins: statuses, a queue or a saved view, chosen in one form."""

from functools import partial

from django import forms
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from transom.people.actor import Actor
from transom.people.models import Team
from transom.reviews import clock, meeting, order
from transom.reviews.models import Review
from transom.search.models import SavedView
from transom.tickets.actions import Refused
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import QUEUES, Queue
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.small_rows import Counted, count_words
from transom.web.find.lists import named, slug_of
from transom.web.redirects import see
from transom.workflow.models import Category, Status

PAGE = 30
NAMED = 2


@agent_page
def reviews(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is on now, and the latest that have ended; older ones behind `?before=`."""
    before = request.GET.get("before", "")
    visible = Review.objects.visible_to(actor).select_related("began_by").prefetch_related("people__person")
    over = visible.exclude(ended_at=None)
    if before.isascii() and before.isdecimal() and len(before) <= 18:
        over = over.filter(pk__lt=int(before))
    shown = list(over[: PAGE + 1])
    context = open_desk(actor, "reviews").frame | {
        "on": [] if before else _on(visible.still_on()),
        "over": shown[:PAGE],
        "next_url": f"{reverse('reviews')}?before={shown[PAGE - 1].pk}" if len(shown) > PAGE else "",
    }
    return render(request, "reviews/index.html", context)


def _on(found) -> list[dict]:
    now = timezone.now()
    return [{"review": review, "left": _left(review, now)} for review in found[:PAGE]]


def _left(review: Review, now):
    """Since when nobody was there; None while somebody is."""
    people = review.people.all()
    return clock.last_sign(review, people) if clock.is_left(review, people, now) else None


class BeginForm(forms.Form):
    """`status` may be several, and `tickets` is one list more: a queue, a team's or a saved view, by its slug."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Under it the minutes are kept. Empty: the names of what you chose."),
    )
    status = forms.ModelMultipleChoiceField(
        Status.objects.exclude(category=Category.CLOSED), to_field_name="slug", required=False
    )
    tickets = forms.ChoiceField(label=gettext_lazy("And a list"), required=False)

    def __init__(self, *args, actor: Actor, extra: Queue | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tickets"].choices = _lists(actor, extra)

    def clean(self) -> dict:
        said = super().clean()
        if not self.errors and not said["status"] and not said["tickets"]:
            raise forms.ValidationError(_("Choose what to look at: statuses, or a list."))
        return said

    def chosen(self, actor: Actor) -> tuple[str, list[meeting.Narrow]]:
        """The name and the lists that `meeting.begin` takes."""
        said = self.cleaned_data
        lists, names = [], []
        for status in said["status"]:
            lists.append(partial(_in_status, status))
            names.append(status.name)
        if said["tickets"] and (queue := named(said["tickets"])):
            lists.append(lambda visible: queue.tickets(visible, actor))
            names.append(dict(_flat(self.fields["tickets"].choices))[said["tickets"]])
        return said["name"] or _called(names), lists


def _called(names: list) -> str:
    """What a review is called after what was chosen."""
    more = len(names) - NAMED
    if more < 2:
        return ", ".join(map(str, names))
    return _("%(names)s and %(count)d more") % {"names": ", ".join(map(str, names[:NAMED])), "count": more}


def _in_status(status: Status, visible: TicketQuerySet) -> TicketQuerySet:
    return visible.filter(status=status)


def _lists(actor: Actor, extra: Queue | None = None) -> list:
    views = [(slug_of(view.question), view.name) for view in SavedView.objects.visible_to(actor).order_by("position")]
    teams = [(f"team-{team.pk}", team.name) for team in Team.objects.order_by("name")]
    queues = [(queue.slug, queue.name) for queue in QUEUES if not queue.latest_first]
    known = {slug for slug, _name in (*views, *teams, *queues)}
    more = [(extra.slug, extra.name)] if extra and extra.slug not in known and extra.status is None else []
    groups = [(_("Queues"), queues + more), (_("Saved views"), views), (_("Teams"), teams)]
    return [("", _("no list"))] + [(heading, rows) for heading, rows in groups if rows]


def _flat(choices) -> list:
    return [row for value, label in choices for row in (label if isinstance(label, list) else [(value, label)])]


@agent_page
def new_review(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form, with what `?list=` names chosen already; a POST begins."""
    extra = named(request.GET.get("list", ""))
    if request.method != "POST":
        return _page(request, actor, BeginForm(initial=_initial(extra), actor=actor, extra=extra))
    form = BeginForm(request.POST, actor=actor, extra=extra)
    if form.is_valid():
        name, lists = form.chosen(actor)
        try:
            begun = meeting.begin(name, lists, actor=actor, now=timezone.now())
            return see(reverse("review", args=[begun.pk]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, actor, form, 422)


def _initial(queue: Queue | None) -> dict:
    if queue is None:
        return {}
    return {"status": [queue.slug.removeprefix("status-")]} if queue.status else {"tickets": queue.slug}


def _page(request: HttpRequest, actor: Actor, form: BeginForm, status: int = 200) -> HttpResponse:
    desk = open_desk(actor, "reviews")
    context = {
        "form": form,
        "problems": [word for name in ("__all__", "status") for word in form.errors.get(name, [])],
        "statuses": _statuses(desk.visible, form["status"].value() or []),
        "most": order.MOST,
        "nothing": not _any(desk.visible),
    }
    return render(request, "reviews/new.html", desk.frame | context, status=status)


def _statuses(visible: TicketQuerySet, chosen: list[str]) -> list[dict]:
    """Those with tickets, and how many; and those that were chosen."""
    counted = Counted(visible.filter(status=OuterRef("pk")))
    rows = Status.objects.exclude(category=Category.CLOSED).annotate(found=counted).order_by("position")
    found = [row for row in rows if row.found or row.slug in chosen]
    return [{"status": row, "words": _tickets(row.found), "chosen": row.slug in chosen} for row in found]


def _tickets(found: int) -> str:
    return ngettext("%(count)s ticket", "%(count)s tickets", found) % {"count": count_words(found) or "0"}


def _any(visible: TicketQuerySet) -> bool:
    return visible.exclude(category=Category.CLOSED).exists()
