"""The shipped workflow in a test's database: proven and written by the product once, and written as it was from then on."""

from datetime import UTC, datetime

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.sql import InsertQuery
from django.utils import timezone

from transom.clock import shipped as times
from transom.cockpit import shipped as decisions
from transom.workflow import defaults
from transom.workflow.models import Status

THEN = datetime(2000, 1, 1, tzinfo=UTC)  # stands for the moment of installing
_statements: list[tuple[str, list]] = []


def install() -> None:
    """What a new desk has, for a tenth of the time. Whatever tables that writes to, this does."""
    if Status.objects.exists():
        defaults.install()
        decisions.install()
        times.install(timezone.now())
    elif _statements:
        _write()
    else:
        _keep()


def _keep() -> None:
    tables = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in tables}
    began = timezone.now()
    defaults.install()
    decisions.install()
    times.install(timezone.now())
    grown = []
    for model in tables:
        if new := [row for row in model._base_manager.order_by("pk") if row.pk not in before[model]]:
            grown.append(model)
            _statements.extend(_inserts(model, new, began))
    _statements.extend((sql, []) for sql in connection.ops.sequence_reset_sql(no_style(), grown))


def _inserts(model, rows: list, began: datetime) -> list[tuple[str, list]]:
    columns = model._meta.concrete_fields
    for field in columns:
        for row in rows:
            if isinstance(field, models.DateTimeField) and (getattr(row, field.attname) or THEN) >= began:
                setattr(row, field.attname, THEN)
    query = InsertQuery(model)
    query.insert_values(columns, rows, raw=True)
    return query.get_compiler(connection=connection).as_sql()


def _write() -> None:
    then, now = (connection.ops.adapt_datetimefield_value(moment) for moment in (THEN, timezone.now()))
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for sql, values in _statements:
            cursor.execute(sql, [now if value == then else value for value in values])
