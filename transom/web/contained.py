"""Content that others wrote, served so that it can do nothing: it loads nothing, runs nothing and embeds nowhere."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp
from django.http import HttpResponse

SEALED = {
    "default-src": [NONE],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": [True],
}


def contained(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For files and raw mail. `nosniff` comes with every page of the desk and is said again here."""

    @csp(SEALED)
    @wraps(view)
    def sealed(*args, **kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return sealed
