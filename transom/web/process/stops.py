"""A status of a draft: changed, added, put elsewhere in the order, removed or merged into another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from transom.process import edits
from transom.web.process.draft import draft_answer
from transom.web.process.drafting import Open, at_stop, attempt, draft_page, form_answer
from transom.web.process.marks import problems_of
from transom.web.process.neighbours import also_on, gone_stop, others_of_desk, tickets_in
from transom.web.process.new_stop_form import NewStopForm
from transom.web.process.remove_form import RemoveForm
from transom.web.process.shown import category_words
from transom.web.process.stop_form import CATEGORY_WORDS, StopForm
from transom.web.redirects import see
from transom.workflow.document import Stop


def stop_of(at: Open, status: str) -> Stop:
    if found := at.path.stop(status):
        return found
    raise Http404


@draft_page
def stop(request: HttpRequest, at: Open, status: str) -> HttpResponse:
    shown, outcome = stop_of(at, status), None
    form = StopForm(request.POST or None, stop=shown)
    if form.is_valid():
        outcome = attempt(request, at, lambda path: edits.change_stop(path, status, **form.changes()))
    context = {"stop": shown, "form": form, "category": category_words(shown.category)}
    context |= {"also": also_on(at, status), "problems": problems_of(at, status)}
    return form_answer(request, at, "process/stop.html", context, outcome, at_stop(at, status))


@draft_page
def new_stop(request: HttpRequest, at: Open) -> HttpResponse:
    """One more status behind the one that `?after=` names: on the way from there, beside it, or alone."""
    after, outcome = at.path.stop(request.GET.get("after", "")) or at.path.stops[-1], None
    form = NewStopForm(request.POST or None, path=at.path, after=after, others=others_of_desk(at.path))
    if form.is_valid():
        words = _("%(name)s is new, behind %(after)s.") % {"name": form.made().name, "after": after.name}
        outcome = attempt(request, at, form.added_to, words)
    onward = at_stop(at, form.made().status) if outcome and outcome.done else ""
    context = {"stop": None, "after": after, "form": form, "category_words": CATEGORY_WORDS}
    return form_answer(request, at, "process/stop.html", context, outcome, onward)


@draft_page
def order_stop(request: HttpRequest, at: Open, status: str) -> HttpResponse:
    """One place up or down in the order of the path."""
    stop_of(at, status)
    if request.method != "POST":
        return see(at_stop(at, status))
    by = -1 if "up" in request.GET else 1
    outcome = attempt(request, at, lambda path: edits.shift_stop(path, status, by))
    return see(at_stop(at, status)) if outcome.done else draft_answer(request, at, outcome)


@draft_page
def remove_stop(request: HttpRequest, at: Open, status: str) -> HttpResponse:
    """Asks where its tickets go, and whether its moves go there with them. One that is gone is asked the first alone."""
    shown, outcome = at.path.stop(status) or gone_stop(status), None
    form = RemoveForm(request.POST or None, path=at.path, stop=shown)
    if form.is_valid():
        outcome = attempt(request, at, form.removed_from, form.words(at.path))
    context = {"stop": shown, "form": form, "count": tickets_in(at, status)}
    return form_answer(request, at, "process/remove.html", context, outcome, at.url)
