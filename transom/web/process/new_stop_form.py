"""The form of one more status: a new one or one that other paths have, and where on this path it stands."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.process.edits import slug_for
from transom.process.placing import ALONE, ASIDE, place, shared_ends
from transom.web.process.lines import one_line
from transom.web.process.owners import value_of
from transom.web.process.stop_form import StopForm
from transom.workflow.document import Path, Stop
from transom.workflow.models import Category, Status


class NewStopForm(StopForm):
    """`after` is the status behind which it stands; `others` are those of the desk that are not on this path, by slug."""

    known = forms.ChoiceField(label=gettext_lazy("Which one"), required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("What the desk takes it for"),
        choices=Category.choices,
        initial=Category.OPEN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what the desk takes it for.")},
        help_text=gettext_lazy("It cannot be changed later: tickets and their history stand on it."),
    )
    where = forms.ChoiceField(label=gettext_lazy("Where it stands"), widget=forms.RadioSelect)
    label = forms.CharField(
        label=gettext_lazy("Words on the button that leads here"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A verb, as in “Take into review”. Left empty, it says the name."),
    )

    def __init__(self, *arguments, path: Path, after: Stop, others: dict[str, Status], **options):
        self.path, self.after, self.others = path, after, others
        super().__init__(*arguments, **options)
        names = sorted(((slug, row.name) for slug, row in others.items()), key=lambda one: one[1].lower())
        self.fields["known"].choices = [("", _("A new one")), (_("One that another path has"), names)]
        self.fields["name"].required = self.fields["category"].required = not self.data.get("known")
        self.fields["where"].choices = places_behind(path, after)
        self.initial["owner"] = value_of(after.owner)
        self.initial["where"] = self.fields["where"].choices[0][0]

    def clean(self):
        said = super().clean()
        if any(one_line(stop.name).casefold() == said.get("name", "").casefold() for stop in self.path.stops):
            self.add_error("name", _("It is on the path already. Give this one another name."))
        return said

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])

    def made(self) -> Stop:
        """The status to add. One that the desk has already keeps its category, and its words where none are given."""
        row, said = self._row(), self.changes()
        if row is None:
            slug = slug_for(said["name"], {slug: other.name for slug, other in self.others.items()}, self.path)
            return Stop(status=slug, category=self.cleaned_data["category"], **said)
        kept = {"name": said["name"] or row.name, "public_name": said["public_name"] or row.public_name}
        return Stop(status=row.slug, category=row.category, **said | kept)

    def added_to(self, path: Path) -> Path:
        """The path with it. Raises `EditRefused`."""
        said = self.cleaned_data
        return place(path, self.made(), after=self.after.status, where=said["where"], label=said["label"])

    def _row(self) -> Status | None:
        """The status of the desk that is meant: chosen, or called the same."""
        name = self.cleaned_data.get("name", "").casefold()
        named = (row for row in self.others.values() if row.name.casefold() == name)
        return self.others.get(self.cleaned_data.get("known", "")) or next(named, None)


def places_behind(path: Path, after: Stop) -> list[tuple[str, str]]:
    """Where a status behind `after` can stand: the way to the next status first, then its other ways on."""
    names, ends = {stop.status: stop.name for stop in path.stops}, shared_ends(path)
    order = {slug: number for number, slug in enumerate(path.slugs)}
    here = order[after.status]
    ways = [move for move in path.moves_from(after.status) if move.to not in ends]
    ways.sort(key=lambda move: (order[move.to] < here, not leads_on(path, move.to, ends), order[move.to]))
    between = _("On the way from “%(origin)s” to “%(to)s”")
    choices = [(move.to, between % {"origin": after.name, "to": names[move.to]}) for move in ways]
    aside = _("Beside “%(origin)s”: tickets go there and come back") % {"origin": after.name}
    return [*choices, (ASIDE, aside), (ALONE, _("Alone: I add its moves myself"))]


def leads_on(path: Path, status: str, ends: set[str]) -> bool:
    """Is it on the way to the path's own end, and no side path that only leads back?"""
    behind = path.slugs[path.slugs.index(status) + 1 :]
    onward = (move.to in behind and move.to not in ends for move in path.moves_from(status))
    return path.stop(status) == path.end or any(onward)
