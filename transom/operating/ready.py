"""Can this process do its work now? Asked every few seconds, so it costs two small queries and never writes."""

from collections.abc import Callable

from django.db import DatabaseError

from transom.operating import schema, space, vital


def wrong() -> dict[str, str]:
    """What keeps this process from its work, a short sentence by name. Empty: it is ready."""
    said = {name: look() for name, look in LOOKS.items()}
    return {name: words for name, words in said.items() if words}


def _database() -> str:
    """The migrations are asked each time: whatever they are, the question shows that the database answers."""
    try:
        missing = schema.missing()
    except DatabaseError as error:
        return f"The database does not answer: {' '.join(str(error).split())}"
    return f"The database lacks {len(missing)} migrations. Run `transom manage prepare`." if missing else ""


def _threads() -> str:
    dead = vital.dead()
    return f"These threads have ended: {', '.join(dead)}. Start the desk again." if dead else ""


def _disk() -> str:
    found = space.of_data()
    if found is None:
        return "The data folder is not there."
    return f"The data folder has {found.free // space.MEBIBYTE} MB left." if found.is_full else ""


LOOKS: dict[str, Callable[[], str]] = {"database": _database, "threads": _threads, "disk": _disk}
