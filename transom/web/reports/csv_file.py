"""A table as a file for spreadsheets: nothing in it is ever taken for a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of one, in some parts of the world also in its wide form."""

BREAKS = ("\t", "\r", "\n")


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download in UTF-8, with the mark that spreadsheets want."""
    response = HttpResponse("\N{ZERO WIDTH NO-BREAK SPACE}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell: object) -> str | int | float:
    """A number as it is; a text that could be a formula with a mark before it, as OWASP advises."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return cell
    text = str(cell)
    shown = "".join(sign for sign in text if sign.isprintable() and unicodedata.category(sign) != "Cf").lstrip()
    return f"'{text}" if shown.startswith(FORMULA) or text[:1] in BREAKS else text
