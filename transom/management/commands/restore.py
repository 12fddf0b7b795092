"""`transom restore FILE`: a desk out of a backup. It neither sends nor fetches until somebody says so."""

import os
from pathlib import Path

from django.core.management import CommandError
from tqdm import tqdm

from transom.management.commands.backup import described
from transom.management.desk_command import DeskCommand
from transom.management.passphrases import add_passphrase, to_open
from transom.management.upgrade import bring_up_to_date
from transom.operating.backup.manifest import Refused
from transom.operating.backup.restore import Restored, restore
from transom.operating.backup.verify import needs_passphrase
from transom.worker.only_one import AnotherWorker, OnlyOne


class Command(DeskCommand):
    help = "Make the desk that a backup holds, in an empty folder and database. Stop the desk first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        add_passphrase(parser)
        parser.add_argument("--replace", action="store_true", help="if there is a desk already, keep it aside")

    def handle(self, *, file, passphrase_file, replace, **options):
        try:
            phrase = to_open(passphrase_file) if needs_passphrase(file) else ""
            restored = self._restore(file, phrase, replace)
        except (Refused, AnotherWorker) as error:
            raise CommandError(str(error)) from error
        self._tell(restored)

    def _restore(self, file: Path, phrase: str, replace: bool) -> Restored:
        alone = OnlyOne()
        try:
            with tqdm(unit=" rows", disable=None, leave=False) as bar:

                def begin(manifest):
                    bar.total = manifest.rows + manifest.files + 1
                    return bar.update

                return restore(file, phrase, replace=replace, upgrade=bring_up_to_date, begin=begin)
        finally:
            alone.give_up()

    def _tell(self, restored: Restored) -> None:
        self.stdout.write(f"Restored {described(restored.manifest)}.")
        if restored.aside:
            self.stdout.write(f"The desk that was here is kept as {restored.aside}.")
        if os.environ.get("TRANSOM_SECRET_KEY"):
            self.stdout.write(
                "TRANSOM_SECRET_KEY is set here and comes before the restored secret.key. They must be the same, or addresses "
                "in mails that went out lead nowhere and passwords of mailboxes cannot be read."
            )
        self.stdout.write(
            "Sending and fetching are paused, so that nothing goes out twice. Start the desk, look at it, and then: "
            "transom resume sending, transom resume fetching."
        )
