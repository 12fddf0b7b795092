"""The places where a desk is set up: one list for the links above each of them."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.web.agent.desk import open_desk


class Place(NamedTuple):
    """`address` is the name of its URL."""

    address: str
    name: str | Promise


PLACES: tuple[Place, ...] = (
    Place("setup", _("Overview")),
    Place("people", _("People")),
    Place("teams", _("Teams")),
    Place("mailboxes", _("Mailboxes")),
    Place("setup_process", _("The process")),
    Place("clock", _("The clock")),
    Place("clock_words", _("Words of the clock")),
    Place("setup_cockpit", _("One-key decisions")),
    Place("saved_replies", _("Saved replies")),
    Place("macros", _("Macros")),
    Place("tags", _("Tags")),
    Place("signatures", _("Signatures")),
    Place("styleguide", _("Style guide")),
)

SAVED = ("saved_replies", "macros")
"""Everyone writes these; the other places are an admin's."""


def setup_frame(actor: Actor, current: str) -> dict:
    """What `setup/frame.html` needs; `current` is the address of the place that is shown."""
    return open_desk(actor, current="setup").frame | {"places": _links(PLACES, current)}


def saved_frame(actor: Actor, current: str) -> dict:
    """The same for what is written once and used often, which not only admins do."""
    shown = PLACES if actor.has(Role.ADMIN) else [one for one in PLACES if one.address in SAVED]
    return open_desk(actor, current="saved").frame | {"places": _links(shown, current)}


def _links(shown: Iterable[Place], current: str) -> list[dict]:
    return [{"name": one.name, "url": reverse(one.address), "current": one.address == current} for one in shown]
