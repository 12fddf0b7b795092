"""The moment that lies so many days back, where the days stand in a column: Django has no words for that on SQLite."""

from django.db.models import DateTimeField, Func


class DaysBefore(Func):
    """`DaysBefore(moment, days)`: a moment that an index can be searched by. `days` is a whole number, or NULL gives NULL."""

    output_field = DateTimeField()
    arity = 2

    def as_sqlite(self, compiler, connection, **context):
        """In the form in which Django stores moments, so that the two compare as texts."""
        template = "STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f', %(expressions)s || ' days')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '-' || ", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(%(expressions)s))"
        return self.as_sql(
            compiler, connection, template=template, arg_joiner="::timestamptz - MAKE_INTERVAL(days => ", **context
        )
