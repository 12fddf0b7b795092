"""What a reader may fold away of a mail's text: older mail and signatures. Nothing is ever removed."""

from transom.mail.reading.parsed import Fold
from transom.mail.reading.quoting.lines import Span, split_lines
from transom.mail.reading.quoting.quotes import quoted_spans
from transom.mail.reading.quoting.signatures import signature_spans

LONGEST_TEXT = 300_000  # characters; a longer one is a log or a bomb, and 1 s a megabyte is too dear for those
MOST_FOLDS = 500


def folds(text: str) -> tuple[Fold, ...]:
    """What may be folded away, in order and without overlap; empty where nothing else would remain.

    Takes time in proportion to the length of the text, whatever is in it.
    """
    if len(text) > LONGEST_TEXT:
        return ()
    lines = split_lines(text)
    found: list[Fold] = []
    own_from = 0
    quotes = quoted_spans(lines)
    for quote in [*quotes, Span(len(lines), len(lines))]:
        spans = [(span, "signature") for span in signature_spans(lines, Span(own_from, quote.first))]
        if quote.first < quote.end:
            spans.append((quote, "quote"))
        found += [Fold(lines[span.first].start, lines[span.end - 1].end, kind) for span, kind in spans]
        own_from = quote.end
    return tuple(found[:MOST_FOLDS]) if remaining(text, found) else ()


def visible(text: str) -> str:
    """The text without what may be folded, trimmed; where lines were folded, one blank line stands."""
    return remaining(text, folds(text))


def remaining(text: str, folded: tuple[Fold, ...] | list[Fold]) -> str:
    """The text without the characters of `folded`, trimmed."""
    starts = [0, *(fold.end for fold in folded)]
    ends = [*(fold.start for fold in folded), len(text)]
    pieces = (_without_blank_ends(text[start:end]) for start, end in zip(starts, ends, strict=True))
    return "\n\n".join(piece for piece in pieces if piece).strip()


def _without_blank_ends(piece: str) -> str:
    """Blank lines taken off both ends; the first line keeps its indentation, which may be code."""
    kept = piece.rstrip()
    blank = len(kept) - len(kept.lstrip())
    return kept[max(kept.rfind("\n", 0, blank), kept.rfind("\r", 0, blank)) + 1 :]
