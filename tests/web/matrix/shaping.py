"""Rows: the process, read by everyone and shaped by admins; and the kinds of keys that its addresses have."""

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import ADMINS, form, page, verb
from tests.web.matrix.things import Things
from transom.people.actor import person
from transom.people.models import User
from transom.process import drafts
from transom.process.models import PathRun
from transom.workflow.models import TicketType, WorkflowVersion

TYPE, DRAFT = {"slug": "type"}, {"slug": "drafted type"}
STOP, MOVE = DRAFT | {"status": "stop"}, DRAFT | {"origin": "stop", "to": "next stop"}
RUN = {"pk": "path run"}
ROWS = {
    "process": page(),
    "process_path": page(**TYPE),
    "setup_process": page(ADMINS),
    "process_settings": form(ADMINS),
    "new_type": form(ADMINS),
    "process_type": page(ADMINS, **TYPE),
    "compare_paths": page(ADMINS, **TYPE),
    "begin_draft": verb(TYPE, ADMINS),
    "export_path": page(ADMINS, **TYPE),
    "export_process": page(ADMINS),
    "import_process": form(ADMINS),
    "path_draft": page(ADMINS, **DRAFT),
    **dict.fromkeys(["draft_words", "new_stop", "new_move"], form(ADMINS, **DRAFT)),
    **dict.fromkeys(["preview_draft", "check_draft"], page(ADMINS, **DRAFT)),
    **dict.fromkeys(["undo_draft", "redo_draft", "discard_path_draft", "publish_draft"], verb(DRAFT, ADMINS)),
    **dict.fromkeys(["draft_stop", "remove_stop"], form(ADMINS, **STOP)),
    "order_stop": verb(STOP, ADMINS),
    "draft_move": form(ADMINS, **MOVE),
    **dict.fromkeys(["order_move", "remove_move"], verb(MOVE, ADMINS)),
    "process_run": page(ADMINS, **RUN),
    **dict.fromkeys(["stop_run", "resume_run"], verb(RUN, ADMINS)),
}


def drafted(all: Things, me: User) -> str:
    drafts.begin(TicketType.objects.get(slug="issue"), actor=person(all.insider), now=timezone.now())
    return "issue"


def path_run(all: Things, me: User) -> int:
    version = WorkflowVersion.objects.published_for(TicketType.objects.get(slug="issue"))
    return PathRun.objects.get_or_create(version=version, defaults={"began_at": timezone.now()})[0].pk


KINDS: dict[str, Kind] = {
    "type": Kind(lambda all, me: "issue"),
    "drafted type": Kind(drafted),
    "stop": Kind(lambda all, me: "in-review"),
    "next stop": Kind(lambda all, me: "approved"),
    "path run": Kind(path_run),
}
