"""`transom resume [sending|fetching]`: what was paused goes on. After a restore somebody decides about mail in doubt first."""

import sys

from django.core.management import CommandError
from django.utils import timezone

from transom.foundation.pauses import Pause, Paused
from transom.management.desk_command import DeskCommand
from transom.management.prepare import require_prepared
from transom.operating.pausing import NotYet, doubtful, resume
from transom.people.actor import SYSTEM

IN_DOUBT = "{count} mails wait that were queued before the backup was taken. They may have gone out since, from the desk that was."


class Command(DeskCommand):
    help = "Let sending or fetching go on; both, unless you name one."

    def add_arguments(self, parser):
        parser.add_argument("what", nargs="?", choices=Paused.values)
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--send", action="store_true", help="send mails that may have gone out before the restore")
        choice.add_argument("--set-aside", action="store_true", help="keep those on Sent mail, to be sent one by one")

    def handle(self, *, what, send, set_aside, **options):
        require_prepared()
        for one in [Paused(what)] if what else Paused:
            if not Pause.objects.holds(one):
                self.stdout.write(f"{one.label} is not paused.")
                continue
            choice = True if send else False if set_aside else self._ask(one)
            try:
                count = resume(one, timezone.now(), actor=SYSTEM, send=choice)
            except NotYet as error:
                raise CommandError(str(error)) from error
            became = f" {count} mails in doubt were {'let go' if choice else 'set aside'}." if count else ""
            self.stdout.write(f"{one.label} goes on.{became}")

    def _ask(self, what: Paused) -> bool | None:
        """None where nothing is in doubt."""
        count = doubtful().count() if what == Paused.SENDING else 0
        if not count:
            return None
        words = IN_DOUBT.format(count=count)
        if not sys.stdin.isatty():
            raise CommandError(f"{words} Say --send, or --set-aside to keep them on Sent mail.")
        self.stdout.write(words)
        return input("Send them all the same? Type send, or anything else to set them aside: ").strip() == "send"
