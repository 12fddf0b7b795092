"""`transom pause sending|fetching`: it stands still from now on, until somebody resumes it."""

from django.utils import timezone

from transom.foundation.pauses import Pause, Paused
from transom.management.desk_command import DeskCommand
from transom.management.prepare import require_prepared
from transom.operating.pausing import pause
from transom.people.actor import SYSTEM


class Command(DeskCommand):
    help = "Stop sending or fetching mail. Mail is taken in and read as before, and answers wait."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=Paused.values)
        parser.add_argument("--reason", default="An operator paused it.", help="told on every page")

    def handle(self, *, what, reason, **options):
        require_prepared()
        pause(Paused(what), reason, timezone.now(), actor=SYSTEM)
        self.stdout.write(f"{Pause.objects.get(pk=what)} Let it go on with: transom resume {what}")
