"""When the desk itself cannot save: a full disk, a database that is away. What somebody wrote stays on their screen."""

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

CANNOT_SAVE = (OperationalError, InterfaceError, OSError)


def words() -> str:
    """For a form that comes back with everything that was typed."""
    return _(
        "The desk could not save this, so nothing was sent or changed. Its disk may be full, or its database does not answer. "
        "What you wrote is still here: keep this page and try again in a few minutes. Chosen files must be chosen again."
    )
