"""Queries that are put together once and asked many times.

Django builds a query out of objects and compiles them to SQL each time that it is asked; for the large ones of a page
that costs several times the database's answer. Here the SQL is kept, and only its values are new each time.
"""

import copy
from collections.abc import Callable, Hashable

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

STAND_IN = 2**62
"""From here up, numbers stand in the kept SQL for values. No key of a row comes near."""
MOST = 500


class Kept:
    """A query made by `build(*shape, **values)`.

    `values` are whole numbers for columns of 64 bits (keys are), and `build` gets stand-ins for them: what it makes may
    depend on `shape` alone, which is hashable and says everything else.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self.build = build
        self.known: dict[tuple, tuple[SQLCompiler, str, tuple]] = {}

    def rows(self, *shape: Hashable, **values: int) -> list[tuple]:
        """What a query of tuples (`values_list`) finds."""
        return list(self._compiler(shape, values).results_iter(tuple_expected=True))

    def objects(self, *shape: Hashable, **values: int) -> list[Model]:
        """What a query of models finds, with what it selects beside them and its annotations: as `ModelIterable` does."""
        compiler = self._compiler(shape, values)
        rows = compiler.results_iter()
        kind, first, last = compiler.klass_info["model"], *_columns(compiler)
        names = [column[0].target.attname for column in compiler.select[first:last]]
        beside = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
        made = []
        for row in rows:
            found = kind.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in beside:
                populator.populate(row, found)
            for name, place in compiler.annotation_col_map.items():
                setattr(found, name, row[place])
            made.append(found)
        return made

    def _compiler(self, shape: tuple, values: dict[str, int]) -> SQLCompiler:
        """One that has nothing left to compile."""
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, shape, *values)
        known = self.known.get(key)
        if known is None:
            known = self._compile(shape, values)
            if len(self.known) >= MOST:
                self.known.clear()
            self.known[key] = known
        kept, sql, parameters = known
        given = dict(enumerate(values.values(), STAND_IN))
        compiler = copy.copy(kept)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (sql, tuple(_given(value, given) for value in parameters))
        return compiler

    def _compile(self, shape: tuple, values: dict[str, int]) -> tuple[SQLCompiler, str, tuple]:
        stand_ins = {name: STAND_IN + place for place, name in enumerate(values)}
        compiler = self.build(*shape, **stand_ins).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        return compiler, sql, tuple(parameters)


def _given(value: object, given: dict[int, int]) -> object:
    return given.get(value, value) if isinstance(value, int) else value


def _columns(compiler: SQLCompiler) -> tuple[int, int]:
    """From where to where the model's own columns stand in a row."""
    fields = compiler.klass_info["select_fields"]
    return fields[0], fields[-1] + 1
