"""The way out: would the mail server take our mail? It is asked as far as the login, and given no mail."""

from datetime import datetime

from django.conf import settings

from transom.mail.transport import BadAddress, Submission, Unavailable
from transom.operating.findings.finding import Finding, ok, problem, warning

SECONDS = 10.0  # for one step of the conversation
SET_ONE = "Set TRANSOM_SMTP_URL, as in smtps://user:password@mail.example.com:465."


def way_out(now: datetime) -> Finding:
    if not settings.SMTP_URL:
        return warning("No way out is set, so answers wait.", SET_ONE)
    if settings.SMTP_URL == "sink:":
        return warning("The way out is sink:, so nothing leaves the desk.", SET_ONE)
    try:
        server = Submission(settings.SMTP_URL, SECONDS)
        server.probe()
    except BadAddress as error:
        return problem(str(error), "Write %40 for an @ and %2F for a / in a name or a password.")
    except Unavailable as error:
        return problem(
            f"The mail server does not take our mail: {error}",
            "Check the name, the port, the login and the certificate of TRANSOM_SMTP_URL. Until then answers wait.",
        )
    return _open(server)


def _open(server: Submission) -> Finding:
    where = f"{server.host}:{server.port}"
    if server.implicit_tls or server.start_tls:
        return ok(f"{where} answers, its certificate is good" + (", and it takes our login." if server.user else "."))
    return ok(f"{where} answers, without TLS, as TRANSOM_SMTP_URL asks.")
