"""The verbs of calendars, and of when the clearance and the digest come: told in the clock's stream as the rules are."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from transom.clock.changes import CalendarSet, TimesSet
from transom.clock.changing import ChangedMeanwhile, look_again, tell
from transom.clock.documents import CalendarDocument
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.tickets.events.base import Ref
from transom.timers.models import Calendar
from transom.workflow.settings import ProcessSettings

TIMES = ("reopen_days", "clearance_weekday", "clearance_minute", "digest_minute")


@transaction.atomic
def set_calendar(
    calendar: Calendar | None,
    document: CalendarDocument,
    *,
    actor: Actor,
    at: datetime,
    seen: CalendarDocument | None = None,
) -> Calendar:
    """The calendar as it says from now on; a new one where `calendar` is None. Deadlines that are open move with it.

    The desk has one default: one that becomes it takes that from the other. Raises as `set_rule` does.
    """
    rows = {row.pk: row for row in Calendar.objects.select_for_update().order_by("pk")}
    row = rows.get(calendar.pk) if calendar else Calendar()
    if row is None:
        raise ChangedMeanwhile(_("Somebody removed this calendar meanwhile."))
    before = CalendarDocument.of(row) if calendar else None
    if seen is not None and before != seen:
        raise ChangedMeanwhile(
            _("Somebody changed this calendar while you looked at it. Look at it again, and then change it.")
        )
    if before == document:
        return row
    if Calendar.objects.filter(name__iexact=document.name).exclude(pk=row.pk).exists():
        raise Refused(_("There is another calendar of this name. Give it a name of its own."))
    if before and before.is_default and not document.is_default:
        raise Refused(_("This is the desk's calendar. Make another one the desk's, and it stops being that."))
    if document.is_default:
        Calendar.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
    document.row(row).save()
    counted = Q(calendar=row) | Q(calendar=None) if document.is_default else Q(calendar=row)
    look_again(counted)
    tell(CalendarSet(calendar=Ref(row.pk, row.name), before=before, after=document), actor, at)
    return row


@transaction.atomic
def remove_calendar(calendar: Calendar, *, actor: Actor, at: datetime) -> None:
    """`Refused` for the desk's own, and for one that a rule counts by."""
    row = Calendar.objects.select_for_update().get(pk=calendar.pk)
    if row.is_default:
        raise Refused(_("This is the desk's calendar. Make another one the desk's first."))
    if rule := row.rules.order_by("pk").first():
        raise Refused(
            _("The rule “%(rule)s” counts by this calendar. Give it another one first.") % {"rule": rule.name}
        )
    told = CalendarSet(calendar=Ref(row.pk, row.name), before=CalendarDocument.of(row))
    row.delete()
    tell(told, actor, at)


@transaction.atomic
def set_times(times: dict[str, int], *, actor: Actor, at: datetime) -> ProcessSettings:
    """When the clearance and the digest come, and for how long a word reopens: columns of `ProcessSettings`."""
    settings = ProcessSettings.objects.select_for_update().filter(pk=ProcessSettings.current().pk).first()
    settings = settings or ProcessSettings.current()
    before = {name: getattr(settings, name) for name in TIMES}
    after = before | {name: times[name] for name in TIMES if name in times}
    if after != before:
        for name, value in after.items():
            setattr(settings, name, value)
        settings.save()
        tell(TimesSet(before=before, after=after), actor, at)
    return settings
