"""`transom audit`: is every customer's word accounted for? Looks at everything, changes nothing; exits with 1 where it is not."""

import json
import sys

from django.utils import timezone

from transom import __version__
from transom.mail.models import Outcome
from transom.management.desk_command import DeskCommand
from transom.reports.audit import Audit, whole
from transom.reports.models import Fate
from transom.reports.reconciling import LISTED, WHAT

VERSION = 1
"""Of the shape of `--json`: a later one may add names, and never changes or takes away these."""


class Command(DeskCommand):
    typed_as = "audit"
    help = (
        "Is every customer's word accounted for? Exit 0: the sum is exact; 1: it is not; 2: it is still being counted."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="for a machine (docs/nothing-missed.md)"
        )

    def handle(self, *, as_json, **options):
        found = whole(timezone.now())
        self.stdout.write(as_text(found) if as_json else "\n".join(lines(found)))
        self.stdout.flush()
        sys.exit(2 if not found.is_whole else 0 if found.is_exact else 1)


def lines(found: Audit) -> list[str]:
    """The sum, as a person adds it up."""
    said = ["What became of customers' words:"]
    said += [f"{found.fates[fate]:>12,}  {fate.label}" for fate in Fate if found.fates.get(fate)]
    said += [f"{found.accounted:>12,}  accounted for", f"{found.stored:>12,}  stored"]
    if found.unheard:
        said.append(f"{_bounded(found.unheard):>12}  events that the worker has still to count")
    said += ["", "What became of the mail:"]
    said += [f"{found.outcomes[one]:>12,}  {one.label}" for one in Outcome if found.outcomes.get(one)]
    said.append("")
    said += [f"{WHAT[one.kind]} (row {one.key}, ticket row {one.ticket})" for one in found.lost[:LISTED]]
    if not found.is_whole:
        return [*said, "The words of the past are still being counted: let the worker go on, and ask again."]
    return [*said, f"Unaccounted for: {_bounded(found.unaccounted)}."]


def as_text(found: Audit) -> str:
    return json.dumps(
        {
            "version": VERSION,
            "transom": __version__,
            "exact": found.is_whole and found.is_exact,
            "whole": found.is_whole,
            "stored": found.stored,
            "accounted": found.accounted,
            "unheard": found.unheard,
            "unaccounted": found.unaccounted,
            "fates": {fate.value: found.fates.get(fate, 0) for fate in Fate},
            "outcomes": {one.value or "unread": found.outcomes.get(one, 0) for one in Outcome},
            "lost": [one._asdict() for one in found.lost[:LISTED]],
        },
        indent=2,
    )


def _bounded(count: int) -> str:
    return f"{LISTED}+" if count > LISTED else str(count)
