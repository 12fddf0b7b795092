"""What stands in the way of removing a team or a part of the product: why, and what to do first."""

from django.db.models import ForeignObjectRel, ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.mailboxes import Mailbox
from transom.people.models import Membership, ProductArea, Team
from transom.tickets.models import Ticket

SAID_APART = (Membership, ProductArea, Mailbox, Ticket)


def uses_of_team(team: Team) -> list[str]:
    """Sentences; empty where nothing needs it any more."""
    said = []
    if boxes := list(Mailbox.objects.filter(team=team).values_list("address", flat=True)):
        said.append(
            _("Mail to %(addresses)s belongs to it. Give that to another team first.") % {"addresses": ", ".join(boxes)}
        )
    if areas := list(ProductArea.objects.filter(team=team).values_list("name", flat=True)):
        said.append(_("It answers for %(areas)s. Remove these first.") % {"areas": ", ".join(areas)})
    if count := _shared_with(team):
        said.append(
            _("Saved replies, macros or views are shared with it: %(count)s. Share them with others first.")
            % {"count": count}
        )
    if count := Ticket.objects.filter(team=team).count():
        words = ngettext(
            "%(count)d ticket is or was its own, and its history names it.",
            "%(count)d tickets are or were its own, and their history names it.",
            count,
        )
        said.append(words % {"count": count} + " " + _("Give them to another team first, or rename this one."))
    return said


def _shared_with(team: Team) -> int:
    """How many rows of other parts of the desk name this team, whatever they are: a new part counts by itself."""
    links = [link for link in naming_a_team() if link.related_model not in SAID_APART]
    return sum(link.related_model._base_manager.filter(**{link.field.name: team}).count() for link in links)


def naming_a_team() -> list[ForeignObjectRel]:
    return [one for one in Team._meta.get_fields(include_hidden=True) if one.one_to_many or one.one_to_one]


def uses_of_area(area: ProductArea) -> list[str]:
    count = Ticket.objects.filter(product_area=area).count()
    if not count:
        return []
    words = ngettext(
        "%(count)d ticket is about %(area)s, so it stays. Rename it, or give it to another team.",
        "%(count)d tickets are about %(area)s, so it stays. Rename it, or give it to another team.",
        count,
    )
    return [words % {"count": count, "area": area.name}]


def remove(row: Team | ProductArea, uses: list[str]) -> list[str]:
    """Remove it where nothing uses it; gives what stands in the way."""
    if uses:
        return uses
    try:
        row.delete()
    except ProtectedError:
        return [_("Something else of the desk needs %(name)s, so it stays.") % {"name": row.name}]
    return []
