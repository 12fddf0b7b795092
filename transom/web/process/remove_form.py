"""The form that takes a status off a path: where its tickets go, and whether its moves go there too."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.process.edits import merge_stops, remove_stop, send_tickets
from transom.workflow.document import Path, Stop
from transom.workflow.models import Category


class RemoveForm(forms.Form):
    """For a `stop` that is not on the `path` any more it asks where its tickets go, and no more."""

    use_required_attribute = False
    to = forms.ChoiceField(
        label=gettext_lazy("Where do its tickets go?"),
        error_messages={"required": gettext_lazy("Choose where its tickets go: none is ever lost.")},
    )
    merge = forms.BooleanField(
        label=gettext_lazy("Merge it: its moves go there too"),
        required=False,
        initial=True,
        help_text=gettext_lazy("What led to this one then leads there. Without it, its moves are removed."),
    )

    def __init__(self, *arguments, path: Path, stop: Stop, **options):
        self.stop, self.is_gone = stop, path.stop(stop.status) is None
        super().__init__(*arguments, **options)
        if self.is_gone:
            del self.fields["merge"]
        closed = stop.category == Category.CLOSED
        alike = [one for one in path.stops if one != stop and (one.category == Category.CLOSED) == closed]
        self.fields["to"].choices = [("", _("Choose a status")), *((one.status, one.name) for one in alike)]

    def removed_from(self, path: Path) -> Path:
        """The path without it. Raises `EditRefused`."""
        to = self.cleaned_data["to"]
        if self.is_gone:
            return send_tickets(path, self.stop.status, to=to)
        if self.cleaned_data["merge"]:
            return merge_stops(path, self.stop.status, into=to)
        return remove_stop(path, self.stop.status, to=to)

    def words(self, path: Path) -> str:
        """What is told of it among the edits of the draft."""
        if self.is_gone:
            words = _("Tickets in %(name)s go to %(to)s.")
        elif self.cleaned_data["merge"]:
            words = _("%(name)s is merged into %(to)s.")
        else:
            words = _("%(name)s is removed; its tickets go to %(to)s.")
        return words % {"name": self.stop.name, "to": path.stop(self.cleaned_data["to"]).name}
