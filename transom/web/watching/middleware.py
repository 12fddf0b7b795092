"""Stands before all other middleware: answers the machines that watch, and takes the time of every request."""

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from transom.foundation.counters import REQUEST_SECONDS
from transom.web.watching.answers import answer_to

METHODS = frozenset({"GET", "HEAD", "POST"})


class Watching:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if answer := answer_to(request):
            return answer
        began = perf_counter()
        answer = self.get_response(request)
        REQUEST_SECONDS.labels(route_of(request), method_of(request)).observe(perf_counter() - began)
        return answer


def route_of(request: HttpRequest) -> str:
    """The name of the page. Never its path: that is anybody's to choose, and each value is a series to keep."""
    if match := request.resolver_match:
        return match.view_name or "nameless"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "missing"


def method_of(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "other"
