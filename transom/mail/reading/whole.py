"""All that a mail costs to understand, in one place: what is done in the parser's process and nowhere else."""

from dataclasses import replace

from transom.mail.reading.fold import folds
from transom.mail.reading.forwarded import find_forwarded
from transom.mail.reading.parse import parse
from transom.mail.reading.parsed import Forwarded, ParsedEmail, Reading


def read_whole(raw: bytes) -> Reading:
    """Raises `MemoryError` alone. What a fold or a forward costs and gives is never worth the mail's words."""
    mail = parse(raw)
    try:
        return Reading(mail, folds(mail.text), _forwarded(mail))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        problem = f"Older mail in it could not be told apart ({type(error).__name__})."
        return Reading(replace(mail, problems=(*mail.problems, problem)))


def _forwarded(mail: ParsedEmail) -> Forwarded | None:
    found = find_forwarded(mail)
    return replace(found, folds=folds(found.text)) if found else None
