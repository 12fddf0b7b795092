"""The backend that `ENGINE` names. Everything but `is_usable` is Django's."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `is_usable` of a connection that has met an error, before it is used for other work.

    Its own answer for SQLite is always yes. But where the disk failed in the middle of letting a lock go, the connection keeps the
    lock and fails for ever; opening another one costs less than a millisecond.
    """

    def is_usable(self):
        return False
