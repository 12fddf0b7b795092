"""The three answers. None takes a session or writes anything; a stranger learns `ok` or `not ready` and nothing else."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from transom.operating import ready
from transom.operating.metrics import exposition
from transom.web.watching.readers import may_read

METHODS = ("GET", "HEAD")


def health(request: HttpRequest) -> HttpResponse:
    """The process lives and answers requests; nothing else is looked at, for no restart mends a database that is down.

    Under ASGI `health.py` is quicker.
    """
    return _fresh(JsonResponse({"status": "ok"}))


def readiness(request: HttpRequest) -> HttpResponse:
    wrong = ready.wrong()
    said = {"status": "not ready" if wrong else "ok"}
    if wrong and may_read(request):
        said["wrong"] = wrong
    return _fresh(JsonResponse(said, status=503 if wrong else 200))


def metrics(request: HttpRequest) -> HttpResponse | None:
    """None for whoever may not read them: they get what a missing page gives."""
    if not may_read(request):
        return None
    return _fresh(HttpResponse(exposition.text(), content_type=exposition.CONTENT_TYPE))


def _fresh(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


ANSWERS = {"/healthz": health, "/readyz": readiness, "/metrics": metrics}


def answer_to(request: HttpRequest) -> HttpResponse | None:
    """The answer, if this is one of the three; None sends the request on to the pages."""
    answer = ANSWERS.get(request.path_info)
    return answer(request) if answer and request.method in METHODS else None
