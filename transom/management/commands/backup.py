"""`transom backup FILE`: the whole desk in one file, while it works; `--verify` reads one through."""

from pathlib import Path

from django.core.management import CommandError
from tqdm import tqdm

from transom.management.desk_command import DeskCommand
from transom.management.passphrases import add_passphrase, to_open, to_seal
from transom.management.prepare import OLD_PROGRAM, require_prepared
from transom.operating.backup.manifest import Manifest, Refused
from transom.operating.backup.verify import needs_passphrase, verify
from transom.operating.backup.write import backup


class Command(DeskCommand):
    help = "Write the whole desk, attachments and key included, to one file. The desk may be at work meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a file that does not exist yet; with --verify, the one to check")
        parser.add_argument("--passphrase", action="store_true", help="ask for a passphrase and encrypt with it")
        add_passphrase(parser)
        parser.add_argument(
            "--verify", action="store_true", help="write nothing: read FILE and say whether it is whole"
        )

    def handle(self, *, file, passphrase, passphrase_file, verify: bool, **options):
        try:
            manifest = self._verify(file, passphrase_file) if verify else self._write(file, passphrase, passphrase_file)
        except Refused as error:
            raise CommandError(str(error)) from error
        what = "is whole" if verify else "is written"
        self.stdout.write(f"{file} {what}: {described(manifest)}.")

    def _write(self, file: Path, asked: bool, passphrase_file: Path | None) -> Manifest:
        require_prepared(OLD_PROGRAM)
        phrase = to_seal(passphrase_file) if asked or passphrase_file else ""
        with tqdm(unit=" rows", disable=None, leave=False) as bar:  # None: only on a terminal

            def begin(total: int):
                bar.total = total
                return bar.update

            return backup(file.resolve(), phrase, begin)

    def _verify(self, file: Path, passphrase_file: Path | None) -> Manifest:
        phrase = to_open(passphrase_file) if needs_passphrase(file) else ""
        with tqdm(unit=" parts", disable=None, leave=False) as bar:
            return verify(file, phrase, bar.update)


def described(manifest: Manifest) -> str:
    return (
        f"the desk of {manifest.made_at:%Y-%m-%d %H:%M} UTC, {manifest.rows} rows and {manifest.files} attachments, "
        f"by Transom {manifest.transom} on {manifest.database}"
    )
