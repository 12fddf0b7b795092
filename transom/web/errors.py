"""Pages for what went wrong. The 404 is one and the same for everything that is not there or not yours.

Django itself finds `403_csrf.html` for a form without a fitting token.
"""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from transom.foundation import ground


def _page(name: str, status: int) -> HttpResponse:
    # Without the request: nothing on these pages depends on who asks or for what.
    return HttpResponse(render_to_string(f"errors/{name}.html"), status=status)


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    return _page("400", 400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return _page("403", 403)


def missing(request: HttpRequest, exception=None) -> HttpResponse:
    answer = _page("404", 404)
    # What Django adds for a page that asked who is there; a page that nobody has is not to differ by it.
    patch_vary_headers(answer, ("Cookie",))
    add_never_cache_headers(answer)
    del answer.headers["Expires"]
    return answer


def too_often(request: HttpRequest) -> HttpResponse:
    return _page("429", 429)


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error: what the desk cannot save is no fault of its code, and passes."""
    return _page("503", 503) if ground.is_gone(sys.exception()) else _page("500", 500)


def refused(status: int, heading: str, words: str) -> HttpResponse:
    """A request that was turned away before it came to a page."""
    return HttpResponse(render_to_string("errors/refused.html", {"heading": heading, "words": words}), status=status)
