"""Pieces of pages: what a window that has the frame already is sent when it moves to another ticket."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

MAIN = "main-pane"
"""The id of the region that holds the ticket. htmx names it where a ticket alone is asked for."""
PIECES = frozenset({"ticket"})
"""Names of the pages that can come as a piece."""
SWAP = "outerHTML settle:0ms focus-scroll:false"


def is_piece(request: HttpRequest) -> bool:
    """Does the window ask for the ticket alone?"""
    return bool(request.htmx) and request.htmx.target == MAIN


class Redirects:
    """Tells a window that asked for a piece where to go next.

    A browser follows a redirect before a script sees it, and loses its `#place`. So what would be one is said in
    htmx's own words: a ticket is fetched as a piece again, any other page is opened whole.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if 300 <= answer.status_code < 400 and "Location" in answer.headers and is_piece(request):
            return _told(answer, request.htmx.current_url_abs_path)
        return answer


def _told(answer: HttpResponse, here: str | None) -> HttpResponse:
    url = answer.headers["Location"]
    del answer.headers["Location"]
    answer.status_code = 200
    if _name(url) in PIECES:
        again = {"replace": "true", "push": "false"} if _page(url) == _page(here or "") else {}
        answer.headers["HX-Location"] = json.dumps({"path": url, "target": f"#{MAIN}", "swap": SWAP} | again)
    else:
        answer.headers["HX-Redirect"] = url
    return answer


def _page(url: str) -> str:
    return url.partition("#")[0]


def _name(url: str) -> str | None:
    try:
        return resolve(_page(url).partition("?")[0]).url_name
    except Resolver404:
        return None
