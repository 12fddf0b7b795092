"""What stands under the desk's static address: made once when a process starts, from the files as they are written.

The address has a mark of all their contents, so a browser keeps each file for good and asks for none twice; a desk with
other files has another address. The style sheet is one file, and everything lies there compressed. Nothing is built
before: whoever edits a file restarts the desk.
"""

import gzip
import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

OWN = Path(__file__).resolve().parent.parent / "static"
HTMX = "django_htmx/htmx-2.min.js"
SHEET = "transom/css/index.css"
IMPORT = re.compile(r'@import url\("(?P<name>[\w./-]+)"\)(?: layer\((?P<layer>\w+)\))?;\n?')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
TEXT = frozenset({".css", ".js", ".svg"})


def sources() -> dict[str, Path]:
    """Every file that pages may ask for, by its name."""
    own = {path.relative_to(OWN).as_posix(): path for path in sorted(OWN.rglob("*")) if path.is_file()}
    return own | {HTMX: Path(find_spec("django_htmx").origin).parent / "static" / HTMX}


@cache
def mark() -> str:
    """Twelve signs that are others as soon as one file is another."""
    sums = hashlib.sha256()
    for name, path in sources().items():
        sums.update(f"{name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return sums.hexdigest()[:12]


def folder() -> Path:
    """Where the files lie ready, each with its compressed twin beside it; it goes when the process ends."""
    return Path(_made().name)


@cache
def _made() -> TemporaryDirectory:
    made = TemporaryDirectory(prefix="transom-static-")
    for name, path in sources().items():
        _write(Path(made.name) / name, one_sheet(path).encode() if name == SHEET else path.read_bytes())
    return made


def one_sheet(path: Path) -> str:
    """A style sheet with what it imports in the place of each import, in the layer that the import names."""

    def put(found: re.Match) -> str:
        inner = one_sheet(path.parent / found["name"])
        return f"@layer {found['layer']} {{\n{inner}}}\n" if found["layer"] else inner

    return IMPORT.sub(put, COMMENT.sub("", path.read_text()))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix in TEXT:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
