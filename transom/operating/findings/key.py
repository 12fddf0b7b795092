"""The secret key: without it, sessions end and the signed addresses of old answers lead nowhere."""

from datetime import datetime

from django.conf import settings

from transom.operating.findings.finding import Finding, ok, problem, warning

SHORTEST = 32  # characters
MAKE_ONE = "Put at least 32 random letters into it, or take TRANSOM_SECRET_KEY away and let the desk make one."


def secret_key(now: datetime) -> Finding:
    path = settings.SECRET_KEY_FILE
    if path is None:
        if len(settings.SECRET_KEY) < SHORTEST:
            return warning("TRANSOM_SECRET_KEY is short enough to be guessed.", MAKE_ONE)
        return ok("The key comes from TRANSOM_SECRET_KEY.")
    try:
        mode, content = path.stat().st_mode & 0o777, path.read_text().strip()
    except FileNotFoundError:
        return problem(
            f"There is no key {path}.",
            "Bring it back from your backup. A desk that never ran makes one when it starts.",
        )
    except OSError as error:
        return problem(f"The key {path} cannot be read ({error.strerror}).", "Run this as the user of the desk.")
    if mode & 0o077:
        return problem(f"The key {path} has the rights {mode:o}: others can sign in as anybody.", f"chmod 600 {path}")
    if len(content) < SHORTEST:
        return problem(f"The key {path} is too short to be one.", "Bring it back from your backup.")
    return ok(f"The key {path} is its owner's alone.")
