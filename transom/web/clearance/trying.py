"""One act on a silent ticket: it is done, or the page says why not and keeps what was typed."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.log import SomethingCameIn
from transom.web.access import page_for
from transom.workflow.rules import TransitionDenied

managers_page = page_for(lambda actor: actor.is_agent and actor.has(Role.ADMIN, Role.QUEUE_MANAGER))
"""Silence is for whoever answers for the queue."""


class Failed(NamedTuple):
    """What did not go through: on which row, what it was, what was typed, and why. `status` is that of the page."""

    key: int
    what: str
    data: QueryDict
    words: str
    status: int = 422

    def again(self, what: str, name: str, otherwise: str = "") -> str:
        """What was typed there, where this is the act that failed."""
        return self.data.get(name, otherwise) if what == self.what else otherwise


def attempt(act: Callable[[], object]) -> tuple[str, int]:
    """Do it: why it did not go through and the page's status, or an empty string. A foreign ticket is a missing page."""
    try:
        act()
    except NotAllowed:
        raise Http404 from None
    except SomethingCameIn:
        return _("Something came in since you opened this page. Look at the ticket first."), 409
    except (Refused, TransitionDenied) as refusal:
        return str(refusal), 422
    return "", 303


def may_manage(actor: Actor) -> bool:
    return actor.has(Role.ADMIN, Role.QUEUE_MANAGER)
