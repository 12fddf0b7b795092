"""How events are logged: on standard error, as text for a person or as JSON for a machine. Whatever a logged value
contains, it forges no line of its own, and no secret of the environment stands in it.
"""

import logging
import traceback
from datetime import UTC, datetime

from pythonjsonlogger.json import JsonFormatter

TEXT, JSON = KINDS = ("text", "json")
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
CONTROLS |= {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t", 0x2028: "\\u2028", 0x2029: "\\u2029"}
TRACE = "    | "
"""Before each line of a traceback in the text format, so that none can be taken for an event."""
WITHHELD = "***"
SHORTEST_SECRET = 6  # characters; withholding a shorter one would leave holes all over
SECRET_PARTS = ("token", "key")
"""Parts of an address by which whoever knows it gets in."""


class JsonLine(JsonFormatter):
    """time (UTC, ISO 8601), level, logger, message, what the event was given as `extra`, and exc_info where it failed."""

    def __init__(self, secrets: tuple[str, ...] = ()):
        super().__init__(
            ["levelname", "name", "message"], rename_fields={"levelname": "level", "name": "logger"}, json_default=str
        )
        self.secrets = secrets

    def add_fields(self, log_data, record, message_dict):
        log_data["time"] = _time(record)
        super().add_fields(log_data, record, message_dict)

    def format(self, record):
        return _withhold(super().format(record), self.secrets)


class TextLine(logging.Formatter):
    """One line an event; the lines of a traceback follow behind `TRACE`."""

    def __init__(self, secrets: tuple[str, ...] = ()):
        super().__init__()
        self.secrets = secrets

    def format(self, record):
        words = f"{_time(record)} {record.levelname} {record.name} {record.getMessage()}".translate(CONTROLS)
        trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        lines = [words, *(TRACE + line.translate(CONTROLS) for line in trace.splitlines())]
        return _withhold("\n".join(lines), self.secrets)


class WithoutRequest(logging.Filter):
    """Django logs the address of a request that failed. Of an address that lets its reader in, the secret is withheld."""

    def filter(self, record):
        request = record.__dict__.pop("request", None)
        if path := getattr(request, "path", ""):
            record.args = tuple(_harmless(path, request) if value == path else value for value in record.args or ())
        return True


def _harmless(path: str, request) -> str:
    """The path without its secrets; of one that leads to no page, the first part alone: it may be a link cut short."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        head, slash, _rest = path.lstrip("/").partition("/")
        return f"/{head}{slash}" + ("…" if _rest else "")
    for name in SECRET_PARTS:
        if value := match.kwargs.get(name):
            path = path.replace(value, WITHHELD)
    return path


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _withhold(line: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        line = line.replace(secret, WITHHELD)
    return line


def settings(kind: str, secrets: tuple[str, ...]) -> dict:
    """Django's LOGGING. Everything goes to one handler, the libraries' own ones are taken away."""
    formatter = {"()": f"{__name__}.{'JsonLine' if kind == JSON else 'TextLine'}", "secrets": secrets}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "filters": {"without request": {"()": f"{__name__}.WithoutRequest"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without request"]}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "transom": {"level": "INFO"},
            "mail.log": {"level": "ERROR"},
            "django": {"handlers": [], "level": "WARNING"},
            "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
