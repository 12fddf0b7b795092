"""A language that nobody speaks: every text in brackets, so that whatever stands outside of them was not translated."""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo

from tests.translations.marked import ROOT

CODE = "xx"
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2)}
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")


def extracted() -> Catalog:
    """All texts of the desk, as `bin/messages` finds them."""
    methods, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    catalog = Catalog(project="Transom")
    for path, line, text, _comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        catalog.add(text, locations=[(path, line)], context=context)
    return catalog


def compiled(folder: Path) -> None:
    """Write the catalogue of the pseudo-language below `folder`, as Django looks for it."""
    found = extracted()
    pseudo = Catalog(locale="en")
    for message in found:
        if message.id:
            words = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(f"⟦{word}⟧" for word in words)
            pseudo.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    place = folder / CODE / "LC_MESSAGES" / "django.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_mo(file, pseudo)


def outside(text: str) -> str:
    """What of a text stands in no bracket, from the innermost outwards."""
    while (shorter := INNERMOST.sub(" ", text)) != text:
        text = shorter
    return text
