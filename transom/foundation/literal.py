"""A constant of ours that stands in the SQL itself, where a parameter would cost an index."""

from django.db.models import CharField, Value


class Literal(Value):
    """A plain word. SQLite takes a partial index for `IN (…)` only where the list is written out as in the index."""

    def __init__(self, word: str):
        if not (word.isascii() and word.isalpha()):
            raise ValueError(f"{word!r} is no plain word")
        super().__init__(str(word), CharField())

    def as_sql(self, compiler, connection):
        return f"'{self.value}'", []
