"""A made-up path for the style guide, as a draft that changes it."""

from datetime import timedelta

from transom.tickets.dwelling import Figures
from transom.web.process.map import Drawing, drawing
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.models import Category

QA = Owner("role", "qa")
IN, LOOK, ASKED, OVER, JOINED = (
    Stop(status="just-in", name="Just in", category=Category.NEW, days=1),
    Stop(status="looked-at", name="Being looked at", category=Category.OPEN, owner=QA, days=2),
    Stop(status="asked", name="With the customer", category=Category.WAITING, owner=Owner("team", "Payments")),
    Stop(status="over", name="Over and done", category=Category.CLOSED),
    Stop(status="joined", name="Joined with another", category=Category.CLOSED),
)
WAYS = (
    Move(origin="just-in", to="looked-at", label="Look at it", roles=("qa",)),
    Move(origin="looked-at", to="over", label="It is done", roles=("qa",), requires=("comment",)),
    *(Move(origin=origin, to="joined", label="Join it", roles=("qa",)) for origin in ("just-in", "looked-at")),
)
ASKING = (
    Move(origin="looked-at", to="asked", label="Ask them", roles=("supporter", "qa"), requires=("reply",)),
    Move(origin="asked", to="looked-at", label="They wrote", roles=("customer",), trigger="customer-word"),
)


def path_shown() -> Drawing:
    """The drawing of it, with what the draft adds."""
    before = Path(type="sample", name="Sample", stops=(IN, LOOK, OVER, JOINED), moves=WAYS)
    after = Path(type="sample", name="Sample", stops=(IN, LOOK, ASKED, OVER, JOINED), moves=(*WAYS, *ASKING))
    figures = {
        "just-in": Figures(4, usual=timedelta(hours=5), longest=timedelta(hours=20)),
        "looked-at": Figures(12, usual=timedelta(days=1), longest=timedelta(days=6)),
        "over": Figures(1000, is_more=True),
    }
    return drawing(after, figures, before=before)
