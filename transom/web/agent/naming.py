"""Another ticket by its number."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from transom.tickets.models import Ticket, TicketQuerySet

LONGEST = 200  # characters


def asked(request: HttpRequest, *names: str) -> str:
    """What was typed in the first of these fields that has something, as the databases can take it."""
    typed = next((value for name in names if (value := request.GET.get(name))), "")
    return typed[:LONGEST].replace("\x00", " ").encode(errors="replace").decode().strip()


def numbered(text: str, visible: TicketQuerySet) -> Ticket | None:
    """The ticket that "12" or "#12" names, among those that may be seen."""
    number = text.strip().lstrip("#")
    return visible.filter(number=int(number)).first() if number.isdecimal() and len(number) < 16 else None


def no_such(text: str) -> str:
    return _("There is no ticket %(number)s.") % {"number": text.strip()}
