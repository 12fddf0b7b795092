"""Rows: the cockpit, its runs, and the keys that decide."""

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import ADMINS, AGENTS, LEADS_ON, TAKEN_OR_ASKED_AGAIN, Row, form, page, verb
from tests.web.matrix.things import Things
from transom.cockpit.models import AnswerRun, Decision
from transom.people.models import User

DECISION = {"pk": "decision"}

ROWS = {
    "cockpit": page(),
    "cockpit_figures": page(),
    "answer_now": Row(AGENTS, LEADS_ON, LEADS_ON),
    **dict.fromkeys(["answer_begin", "answer_next", "answer_end"], Row(AGENTS, LEADS_ON, TAKEN_OR_ASKED_AGAIN)),
    "answer_run": page(pk="answer run"),
    "cockpit_act": verb({"number": "ticket", "what": "cockpit act"}),
    **dict.fromkeys(["decide", "mark_quick"], verb({"number": "ticket"})),
    "setup_cockpit": page(ADMINS),
    "new_decision": form(ADMINS),
    "decision": form(ADMINS, **DECISION),
    "move_decision": verb(DECISION, ADMINS),
}


def run(all: Things, me: User) -> int:
    """One that this person has ended."""
    now = timezone.now()
    return AnswerRun.objects.get_or_create(person=me, ended_at=now, defaults={"began_at": now})[0].pk


KINDS = {
    "answer run": Kind(run, lambda all, me: run(all, all.insider)),
    "cockpit act": Kind(lambda all, me: "note"),
    "decision": Kind(lambda all, me: Decision.objects.first().pk),
}
