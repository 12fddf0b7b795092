"""Who is mentioned in the notes of a thread: their names stand out, and who could not be told is said."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from transom.people.models import User
from transom.tickets.events import NoteAdded
from transom.tickets.mentions import mentions
from transom.web.agent.history import Told
from transom.web.agent.small_rows import Small


@dataclass(frozen=True)
class Naming:
    """`people` are those of the desk; `not_told` has for a note, by its key, who may not see this ticket, in words."""

    people: tuple[User, ...]
    not_told: dict[int, str]

    def on(self, note: dict) -> dict:
        """A note as `show.note` gives it, with its mentions apart where it has any."""
        segments = [segment | {"pieces": self._pieces(segment["text"])} for segment in note["segments"]]
        return note | {"segments": segments, "not_told": self.not_told.get(note["id"], "")}

    def _pieces(self, text: str) -> list[dict]:
        """Nothing where nobody is mentioned."""
        pieces, position = [], 0
        for found in mentions(text, self.people):
            pieces.append({"text": text[position : found.start], "people": ""})
            pieces.append({"text": text[found.start : found.end], "people": ", ".join(map(str, found.people))})
            position = found.end
        return [*pieces, {"text": text[position:], "people": ""}] if pieces else []


def naming(agents: list[Small], told: list[Told]) -> Naming:
    """`agents` are the small rows of those whom a ticket can be given to."""
    people = tuple(User(pk=row.key, name=row.label, email=row.detail) for row in agents)
    unseeing = {event.note: event.not_told for _row, event in told if isinstance(event, NoteAdded) and event.not_told}
    words = _("Not told, because they cannot see this ticket: %(who)s")
    return Naming(
        people, {note: words % {"who": ", ".join(ref.label for ref in who)} for note, who in unseeing.items()}
    )
