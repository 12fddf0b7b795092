"""Rows: who answers for the queue, the plan of it, and who is away."""

from datetime import timedelta

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import LEADS_ON, MINDERS, TAKEN_OR_ASKED_AGAIN, Row, page, verb
from tests.web.matrix.things import Things
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence, HandOver, Shift

DAY = timedelta(days=1)
MANAGERS = frozenset({Role.QUEUE_MANAGER})

ROWS = {
    "shifts": page(query="view=month&day=2027-02-28"),
    "plan_shift": Row(MINDERS, LEADS_ON, TAKEN_OR_ASKED_AGAIN),
    "remove_shift": verb({"pk": "shift"}, MINDERS),
    "plan_absence": verb({}),
    "end_absence": verb({"pk": "absence"}),
    **dict.fromkeys(["take_queue", "offer_queue"], verb({}, MANAGERS)),
    **dict.fromkeys(["accept_hand_over", "withdraw_hand_over"], verb({"pk": "hand-over"}, MANAGERS)),
}


def shift(all: Things, me: User) -> int:
    now = timezone.now()
    return Shift.objects.get_or_create(person=all.insider, defaults={"starts_at": now + DAY, "ends_at": now + 2 * DAY})[
        0
    ].pk


def absence(all: Things, me: User) -> int:
    """One's own: who plans may end that of others as well."""
    now = timezone.now()
    return Absence.objects.get_or_create(person=me, defaults={"starts_at": now + DAY, "ends_at": now + 2 * DAY})[0].pk


def hand_over(all: Things, me: User) -> int:
    now = timezone.now()
    HandOver.objects.exclude(giver=me).update(settled_at=now)
    made = {"offered_at": now, "role": "queue-manager", "note": "Nordbau waits."}
    return HandOver.objects.get_or_create(giver=me, settled_at=None, defaults=made)[0].pk


KINDS = {"shift": Kind(shift), "absence": Kind(absence), "hand-over": Kind(hand_over)}
