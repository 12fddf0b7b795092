"""A move of a draft: changed, added, its button put further up, removed."""

from django.http import Http404, HttpRequest, HttpResponse

from transom.process import edits
from transom.web.process.draft import draft_answer
from transom.web.process.drafting import Open, at_stop, attempt, draft_page, form_answer
from transom.web.process.marks import problems_of
from transom.web.process.move_form import WHO_WORDS, MoveForm
from transom.web.redirects import see
from transom.web.setup.role_words import ROLE_WORDS
from transom.workflow.document import Move


def move_of(at: Open, origin: str, to: str) -> Move:
    if found := at.path.move(origin, to):
        return found
    raise Http404


@draft_page
def move(request: HttpRequest, at: Open, origin: str, to: str) -> HttpResponse:
    shown, outcome = move_of(at, origin, to), None
    form = MoveForm(request.POST or None, path=at.path, move=shown)
    if form.is_valid():
        outcome = attempt(request, at, lambda path: edits.change_move(path, origin, to, **form.said()))
    context = {
        "move": shown,
        "form": form,
        "who_words": ROLE_WORDS | WHO_WORDS,
        "problems": problems_of(at, origin, to),
    }
    return form_answer(request, at, "process/move.html", context, outcome, _onward(at, form, outcome))


@draft_page
def new_move(request: HttpRequest, at: Open) -> HttpResponse:
    """One more move, from the status that `?from=` names unless another is chosen."""
    origin, outcome = request.GET.get("from", ""), None
    form = MoveForm(request.POST or None, path=at.path, origin=origin)
    if form.is_valid():
        outcome = attempt(request, at, lambda path: edits.add_move(path, Move(**form.said())))
    context = {"move": None, "form": form, "who_words": ROLE_WORDS | WHO_WORDS}
    return form_answer(request, at, "process/move.html", context, outcome, _onward(at, form, outcome))


@draft_page
def order_move(request: HttpRequest, at: Open, origin: str, to: str) -> HttpResponse:
    """Its button one place up or down among those of the same status."""
    move_of(at, origin, to)
    if request.method != "POST":
        return see(at_stop(at, origin, to))
    by = -1 if "up" in request.GET else 1
    outcome = attempt(request, at, lambda path: edits.shift_move(path, origin, to, by))
    return see(at_stop(at, origin, to)) if outcome.done else draft_answer(request, at, outcome)


@draft_page
def remove_move(request: HttpRequest, at: Open, origin: str, to: str) -> HttpResponse:
    move_of(at, origin, to)
    if request.method != "POST":
        return see(at_stop(at, origin, to))
    outcome = attempt(request, at, lambda path: edits.remove_move(path, origin, to))
    return see(at_stop(at, origin)) if outcome.done else draft_answer(request, at, outcome)


def _onward(at: Open, form: MoveForm, outcome) -> str:
    return at_stop(at, form.cleaned_data["origin"], form.cleaned_data["to"]) if outcome and outcome.done else ""
