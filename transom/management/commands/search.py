"""`transom search`: how far the index is; `transom search rebuild` fills it anew."""

from django.core.management import CommandError
from django.utils import timezone
from tqdm import tqdm

from transom.management.desk_command import DeskCommand
from transom.management.prepare import require_prepared
from transom.search import backfill


class Command(DeskCommand):
    help = (
        "How far the index of the search is. `rebuild` fills it anew, and goes on where an earlier one was stopped. "
        "The desk may be at work meanwhile, and finds by the old index until the new one is there."
    )

    def add_arguments(self, parser):
        parser.add_argument("act", nargs="?", choices=["rebuild"], help="fill the index anew")
        parser.add_argument(
            "--from-nothing", action="store_true", help="throw the old index away first: for one that is damaged"
        )

    def handle(self, *, act, from_nothing, **options):
        require_prepared()
        if from_nothing and act != "rebuild":
            raise CommandError("Say what to do from nothing, as in: transom search rebuild --from-nothing")
        if act == "rebuild":
            self._rebuild(from_nothing)
        self.stdout.write(_state())

    def _rebuild(self, from_nothing: bool) -> None:
        if from_nothing or backfill.filled().is_whole:
            backfill.begin(timezone.now(), anew=from_nothing)
        with tqdm(total=backfill.filled().total, disable=None, leave=False) as bar:  # None: only on a terminal
            while backfill.step(timezone.now()):
                bar.update(backfill.filled().done - bar.n)


def _state() -> str:
    filled = backfill.filled()
    if filled.is_whole:
        return "The index is whole."
    share = filled.done * 100 // filled.total if filled.total else 0
    return f"The index is filled to {share} %, the newest words first. The worker goes on; `transom search rebuild` does it now."
