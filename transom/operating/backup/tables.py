"""The rows of every table as the archive holds them: MessagePack arrays, the same from SQLite and from PostgreSQL."""

from collections.abc import Iterable, Iterator

import msgspec
from django.apps import apps
from django.db import connection, models
from django.db.models.sql import InsertQuery

MADE_ANEW = {
    *(
        "transom.stay",
        "transom.stayprogress",
        "transom.wait",
        "transom.waitprogress",
        "transom.customerword",
        "transom.wordprogress",
    ),
    *("transom.reminder", "transom.auditround"),
}
"""What a desk folds from its events, in the background."""
INDEX = {"transom.searchentry", "transom.searchdue", "transom.searchprogress"}
"""What a desk makes anew by itself, in the way of its own database."""
LEFT_OUT = {"sessions.session", "transom.heartbeat", "transom.accountemail", "transom.noticeemail", *INDEX, *MADE_ANEW}
"""Who is signed in, which processes live, mails with links to sign in or that tell of work: they are of the desk that
was, and of no other."""
CHUNK_BYTES, CHUNK_ROWS = 4 * 1024 * 1024, 2000
Row = list


def tables() -> list[type[models.Model]]:
    """What an archive holds."""
    return [model for model in all_tables() if label(model) not in LEFT_OUT]


def all_tables() -> list[type[models.Model]]:
    """Every model with a table of its own, those behind many-to-many fields too."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def field_names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def chunks(model: type[models.Model]) -> Iterator[tuple[int, bytes]]:
    """All rows in the order of their keys: (how many, encoded), each small enough to be held."""
    rows: list[Row] = []
    size = 0
    found = model._base_manager.order_by("pk").values_list(*field_names(model))
    for values in found.iterator(chunk_size=_batch(model)):
        row = [bytes(value) if isinstance(value, memoryview) else value for value in values]
        rows.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size >= CHUNK_BYTES or len(rows) >= CHUNK_ROWS:
            yield len(rows), msgspec.msgpack.encode(rows)
            rows, size = [], 0
    if rows:
        yield len(rows), msgspec.msgpack.encode(rows)


def _batch(model: type[models.Model]) -> int:
    """How many rows the database hands out at once: few where one may have megabytes."""
    kinds = {type(field) for field in model._meta.concrete_fields}
    return 2 if models.BinaryField in kinds else 50 if models.TextField in kinds else CHUNK_ROWS


def decode(content: bytes) -> list[Row]:
    return msgspec.msgpack.decode(content, type=list[list])


def insert(model: type[models.Model], names: list[str], rows: Iterable[Row]) -> None:
    """Write rows as they were, past every default, `auto_now_add` and manager: the tables of a new desk only."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [fields[name] for name in names]
    objects = [model(**dict(zip(names, row, strict=True))) for row in rows]
    batch = max(1, connection.ops.bulk_batch_size(columns, objects))
    for start in range(0, len(objects), batch):
        query = InsertQuery(model)
        query.insert_values(columns, objects[start : start + batch], raw=True)
        query.get_compiler(connection=connection).execute_sql()
