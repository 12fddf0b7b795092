"""What the operator may set, read once from the environment. Nothing is required for a trial.

`docs/operating.md` tells each variable. A value that cannot be used stops the start with a sentence that says why.
"""

import contextlib
import json
import os
import secrets
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import dj_database_url

from transom.config import logs

ONLY_LOOK = "TRANSOM_ONLY_LOOK"
"""Set to 1 by `transom check`: reading the settings then makes neither folder nor key."""

LONGEST_UNDO = 60
SQLITE = "transom.foundation.backends.sqlite3"
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


class BadSetting(SystemExit):
    """An environment variable cannot be used. Printed as it stands; the process ends with status 1."""


@dataclass(frozen=True)
class Environment:
    data: Path
    base_url: str
    database: dict
    secret_key: str
    key_file: Path | None
    smtp_url: str
    allowed_hosts: tuple[str, ...]
    log: str
    metrics_token: str
    time_zone: str = "UTC"
    undo_seconds: int = 15

    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log: as it is, and as it is written in an address, in JSON and in Python."""
        found = [self.secret_key, self.metrics_token, self.database.get("PASSWORD", ""), _password(self.smtp_url)]
        spelt = {spelling for secret in found for spelling in _spellings(secret)}
        return tuple(sorted((one for one in spelt if len(one) >= logs.SHORTEST_SECRET), key=len, reverse=True))


def _spellings(secret: str) -> tuple[str, ...]:
    as_python = repr(secret)[1:-1]
    return secret, quote(secret, safe=""), as_python, json.dumps(secret)[1:-1], json.dumps(as_python)[1:-1]


def read(environment=os.environ) -> Environment:
    data = Path(environment.get("TRANSOM_DATA") or "transom-data").resolve()
    base_url = (environment.get("TRANSOM_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    if not base_url.startswith(("http://", "https://")):
        raise BadSetting(f"TRANSOM_BASE_URL is {base_url!r}. Write the whole address, as in https://desk.example.com.")
    given_key = environment.get("TRANSOM_SECRET_KEY", "")
    key_file = None if given_key else data / "secret.key"
    return Environment(
        data=data,
        base_url=base_url,
        database=_database(environment.get("TRANSOM_DATABASE_URL", ""), data),
        secret_key=given_key or _stored_key(key_file, make=environment.get(ONLY_LOOK) != "1"),
        key_file=key_file,
        smtp_url=environment.get("TRANSOM_SMTP_URL", ""),
        allowed_hosts=tuple(host for host in environment.get("TRANSOM_ALLOWED_HOSTS", "").split(",") if host),
        log=_log(environment.get("TRANSOM_LOG") or logs.TEXT),
        metrics_token=environment.get("TRANSOM_METRICS_TOKEN", ""),
        time_zone=_time_zone(environment.get("TRANSOM_TIME_ZONE") or "UTC"),
        undo_seconds=_undo_seconds(environment.get("TRANSOM_UNDO_SECONDS") or "15"),
    )


def _time_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise BadSetting(f"TRANSOM_TIME_ZONE is {name!r}. Write a name of the IANA database, as in Europe/Berlin.")
    return name


def _undo_seconds(text: str) -> int:
    if not text.isdecimal() or int(text) > LONGEST_UNDO:
        raise BadSetting(f"TRANSOM_UNDO_SECONDS is {text!r}. Write a number from 0 to {LONGEST_UNDO}.")
    return int(text)


def _password(url: str) -> str:
    try:
        return unquote(urlsplit(url).password or "")
    except ValueError:  # the way out says so itself
        return ""


def _log(kind: str) -> str:
    if kind not in logs.KINDS:
        raise BadSetting(f"TRANSOM_LOG is {kind!r}. Write {' or '.join(logs.KINDS)}; without it, logs are text.")
    return kind


def _database(url: str, data: Path) -> dict:
    if url:
        try:
            settings = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
        except ValueError as error:
            raise BadSetting(
                f"TRANSOM_DATABASE_URL cannot be read ({error}). It looks like postgres://user:password@host/name."
            ) from error
    else:
        settings = {"ENGINE": SQLITE, "NAME": data / "transom.sqlite3", "CONN_MAX_AGE": None}
    if settings["ENGINE"].endswith("postgresql"):
        # Planning the few dozen statements of a mail costs the server more than running them. A pooler that shares
        # connections may know no prepared ones.
        options = settings.get("OPTIONS", {})
        settings["OPTIONS"] = options | (PREPARED if options.pop("prepared", "on") != "off" else {})
    if settings["ENGINE"].endswith("sqlite3"):
        settings["ENGINE"] = SQLITE
        # IMMEDIATE: a writer waits its turn at BEGIN; Django's default fails at the first write instead.
        # FULL: what we said 250 to survives a power cut.
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000",
        }
    return settings


def _stored_key(path: Path, make: bool) -> str:
    """The desk's secret, made at the first start and readable by its owner alone.

    Without `make`, where there is none or none that we may read, a key that lives as long as this process.
    """
    try:
        if make and not path.exists():
            _make_key(path)
        return path.read_text().strip()
    except OSError as error:
        if not make:
            return secrets.token_urlsafe(48)
        raise BadSetting(
            f"The desk's secret key {path} cannot be used ({error.strerror}). "
            "Run this as the user that owns the data folder, or name another folder with --data."
        ) from error


def _make_key(path: Path) -> None:
    path.parent.mkdir(0o700, parents=True, exist_ok=True)  # what customers wrote lies beside it
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    # link() and not rename(): when a second process of the same desk was quicker, its key stands.
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
