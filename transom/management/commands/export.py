"""`transom export DIR`: everything that the desk knows, in files that any program can read."""

import json
from pathlib import Path

from django.core.management import CommandError
from tqdm import tqdm

from transom.management.desk_command import DeskCommand
from transom.management.prepare import OLD_PROGRAM, require_prepared
from transom.operating.export.folder import ExportRefused
from transom.operating.export.kinds import schema
from transom.operating.export.write import export


class Command(DeskCommand):
    help = "Write everything as JSON Lines, attachments and raw mails as files. The desk may be at work meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path, nargs="?", help="a folder that does not exist yet, or is empty")
        parser.add_argument("--without-raw", action="store_true", help="leave out the raw bytes of mails that came in")
        parser.add_argument("--schema", action="store_true", help="only print the JSON Schema of what is written")

    def handle(self, *, dir, without_raw, schema: bool, **options):
        if schema:
            self.stdout.write(_schema())
            return
        if dir is None:
            raise CommandError("Name the folder to write to, as in: transom export desk-2026-11")
        require_prepared(OLD_PROGRAM)
        with tqdm(unit=" rows", disable=None, leave=False) as bar:  # None: only on a terminal
            manifest = self._export(dir.resolve(), without_raw, bar)
        rows = sum(file.rows for file in manifest.files.values())
        self.stdout.write(f"{dir} holds {rows} rows and {manifest.attachments.files} attachments.")
        if manifest.missing:
            raise CommandError(
                f"{len(manifest.missing)} attachments are not in the desk's folder of files, or are damaged there. "
                "Everything else was exported; manifest.json names them. Bring them back from a backup."
            )

    def _export(self, target: Path, without_raw: bool, bar: tqdm):
        def begin(total: int):
            bar.total = total
            return bar.update

        try:
            return export(target, raw=not without_raw, begin=begin)
        except ExportRefused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The export was given up: {error}. Nothing of it was kept.") from error


def _schema() -> str:
    return json.dumps(schema(), indent=2)
