"""Reading an archive for the second time, now into a database and a folder. What was checked is checked again as it passes."""

import os
from collections.abc import Callable
from pathlib import Path

from django.db import DataError, IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from transom.operating.backup.archive import Read, members
from transom.operating.backup.manifest import FILES, KEY, NAME, TABLES, Damaged, Manifest
from transom.operating.backup.sql import set_last_key
from transom.operating.backup.tables import decode, insert
from transom.operating.backup.verify import open_archive, table_of
from transom.tickets.files import StoredFile


def fill(draft: Path, path: Path, passphrase: str, manifest: Manifest, progress: Callable[[int], None]) -> None:
    """Make the tables as they were when the backup was made, and fill them; attachments and key go into `draft`."""
    models = _tables_of_that_day(manifest)
    (draft / "files").mkdir(0o700)
    with open_archive(path) as file:
        for member in members(file, passphrase):
            if member.name == NAME:
                continue
            if member.name.startswith(TABLES):
                progress(_fill_table(models, member, manifest))
            else:
                _write(member, _target(draft, member.name))
                progress(1)
            if member.summed() != manifest.members.get(member.name):
                raise Damaged(f"{member.name} has changed since it was checked")
    for table, said in manifest.tables.items():
        if said.last_key:
            set_last_key(models[table], said.last_key)


def _tables_of_that_day(manifest: Manifest) -> dict[str, type]:
    """Empty tables, by their names in the archive, as those migrations left them."""
    executor = MigrationExecutor(connection)
    everything = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    done = set(map(tuple, manifest.migrations))
    state = executor.migrate(
        None, plan=[(step, back) for step, back in everything if (step.app_label, step.name) in done]
    )
    found = {model._meta.label_lower: model for model in state.apps.get_models(include_auto_created=True)}
    if lost := manifest.tables.keys() - found.keys():
        raise Damaged(f"it has a table {sorted(lost)[0]} that its migrations do not make")
    for table in manifest.tables:
        found[table]._base_manager.all().delete()  # what a migration put there is in the archive as well
    return found


def _fill_table(models: dict[str, type], member: Read, manifest: Manifest) -> int:
    table = table_of(member.name)
    rows = decode(member.content())
    try:
        insert(models[table], manifest.tables[table].fields, rows)
    except (LookupError, TypeError, ValueError, DataError, IntegrityError) as error:
        raise Damaged(f"rows of the table {table} do not fit ({type(error).__name__})") from error
    return len(rows)


def _target(draft: Path, name: str) -> Path:
    if name == KEY:
        return draft / KEY
    path = draft / "files" / StoredFile(sha256=name.removeprefix(FILES)).path
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    return path


def _write(member: Read, path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in member.chunks():
            file.write(chunk)
