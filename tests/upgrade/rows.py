"""A desk as lines of text: each table's columns, its rows, and the files. Written with one Transom, read by a later one.

Mails are bytes, written as Latin-1 so that a person can read them. Needs Django to be set up.
"""

import json
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

OURS = ("transom", "account")


def dump(path: Path, files: Path) -> None:
    """Write every row of the desk's own tables, and every stored file, to `path`."""
    with path.open("w") as out:
        for model in apps.get_models():
            if model._meta.app_label not in OURS or not model._base_manager.exists():
                continue
            columns = [field.attname for field in model._meta.concrete_fields]
            _line(out, table=model._meta.label, columns=columns)
            for row in model._base_manager.order_by("pk").values_list(*columns):
                _line(out, row=row)
        for file in sorted(file for file in files.rglob("*") if file.is_file()):
            _line(out, file=str(file.relative_to(files)), content=file.read_bytes())


def _line(out, **entry) -> None:
    out.write(json.dumps(entry, default=_plain, ensure_ascii=False) + "\n")


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return bytes(value).decode("latin-1")


def load(path: Path, files: Path, migration: str) -> None:
    """Put the rows into tables as they are after `migration`, through the models of that day."""
    past = MigrationExecutor(connection).loader.project_state([("transom", migration)]).apps
    loaded, model = [], None
    with transaction.atomic(), connection.constraint_checks_disabled():
        for line in path.read_text().splitlines():
            entry = json.loads(line)
            if "table" in entry:
                app, _, name = entry["table"].partition(".")
                model, columns = (past if app == "transom" else apps).get_model(app, name), entry["columns"]
                fields = {field.attname: field for field in model._meta.concrete_fields}
                loaded.append(model)
            elif "row" in entry:
                values = {name: _value(fields[name], value) for name, value in zip(columns, entry["row"], strict=True)}
                # Not save(): it would give the fields that say "now" another now.
                models.QuerySet(model).bulk_create([model(**values)]) and _restore_times(model, values)
            else:
                (files / entry["file"]).parent.mkdir(parents=True, exist_ok=True)
                (files / entry["file"]).write_bytes(entry["content"].encode("latin-1"))
        connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(statement)


def _value(field, value):
    if value is not None and isinstance(field, models.BinaryField):
        return value.encode("latin-1")
    target = field.target_field if field.remote_field else field
    return value if isinstance(target, models.JSONField) else target.to_python(value)


def _restore_times(model, values: dict) -> None:
    now = {field.attname for field in model._meta.concrete_fields if getattr(field, "auto_now_add", False)}
    if now:
        models.QuerySet(model).filter(pk=values[model._meta.pk.attname]).update(**{name: values[name] for name in now})
