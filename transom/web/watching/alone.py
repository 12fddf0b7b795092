"""The three answers without the pages, for a process that has none: a worker, the mail sockets, fetching."""

from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.http import HttpResponseNotFound

from transom.web.watching.answers import answer_to


def application(environ, start_response):
    """A WSGI application. Its threads come and go, so each gives its connection to the database back."""
    try:
        request = WSGIRequest(environ)
        answer = answer_to(request) or HttpResponseNotFound()
    finally:
        connections.close_all()
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [b"" if request.method == "HEAD" else answer.content]
