"""What every page for customers has in common: it is stored nowhere, tells nobody where its reader came from, and only
its own button changes anything."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from transom.foundation import tokens

PURPOSE = "answer-page"
HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the secret
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def plain_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that a token opens. It needs no cookie: under `no-referrer` browsers send `Origin: null` with a form,
    which Django's own check refuses, so `is_own_form` takes its place (decision 34)."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def plain(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return plain


def mark(token: str) -> str:
    """What the page of this token puts into its form."""
    return tokens.mark(PURPOSE, token)


def is_own_form(request: HttpRequest, token: str) -> bool:
    """Was this sent by the button on our own page of this token, and not from elsewhere?"""
    origin = request.headers.get("Origin", "null")
    return origin in ("null", settings.BASE_URL, _own_origin(request)) and tokens.is_mark(
        PURPOSE, token, request.POST.get("page", "")
    )


def _own_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
