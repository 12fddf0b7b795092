"""The console script `transom`. It says where the desk's data is, then hands over to the command.

Settings are read when Django is first imported, so what the command line says about them goes into the environment first.
"""

import argparse
import json
import os
import sys

from django.core.management import execute_from_command_line

from transom import __version__

COMMANDS = {
    "run": "the whole desk in one process: pages, worker and mail intake",
    "demo": "the same, with a fictional company to look at",
    "web": "only the pages (many processes on PostgreSQL)",
    "worker": "only the worker (many processes on PostgreSQL)",
    "smtp": "only the mail sockets (many processes on PostgreSQL)",
    "fetch": "only fetching by IMAP (many processes on PostgreSQL)",
    "deliver": "take one mail on standard input, for a pipe from a mail server",
    "export": "everything as JSON Lines and files, into a new folder",
    "backup": "the whole desk in one file, or --verify one",
    "restore": "a desk out of a backup",
    "pause": "stop sending or fetching mail",
    "resume": "let sending and fetching go on",
    "search": "how far the index of the search is; `search rebuild` fills it anew",
    "audit": "is every customer's word accounted for? looks at everything that was ever stored",
    "check": "is this desk fit to run? `check mailbox ADDRESS` tries a mailbox that is fetched",
    "manage": "Django's own commands, as in: transom manage dbshell",
}
NO_SUCH_MAILBOX, TRY_AGAIN = 67, 75  # EX_NOUSER and EX_TEMPFAIL of sysexits.h
USAGE = "transom COMMAND [--data DIR] [options]\n\n" + "\n".join(
    f"  {name:<9}{text}" for name, text in COMMANDS.items()
)


def main(arguments: list[str] | None = None) -> None:
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(f"{USAGE}\n\ntransom COMMAND --help tells the options of a command.")  # noqa: T201
        return
    if arguments[0] == "--version":
        print(f"Transom {__version__}")  # noqa: T201
        return
    command, rest = arguments[0], arguments[1:]
    if command not in COMMANDS:
        sys.exit(f"transom: there is no command {command!r}.\n\n{USAGE}")
    rest = _settle_environment(command, rest)
    if command == "deliver":
        sys.exit(_deliver(rest))
    if command == "check":
        command, rest = ("check_mailbox", rest[1:]) if rest[:1] == ["mailbox"] else ("check_desk", rest)
    try:
        execute_from_command_line(["transom", *rest] if command == "manage" else ["transom", command, *rest])
    except SystemExit as end:
        if command == "check_desk" and "--json" in rest and isinstance(end.code, str):
            print(_settings_are_wrong(end.code))  # noqa: T201
            sys.exit(1)
        raise


def _settings_are_wrong(words: str) -> str:
    """What `transom check --json` says where the settings cannot be read, so that nothing else can be looked at."""
    finding = {"name": "settings", "state": "problem", "said": words, "remedy": "Mend what the words name."}
    return json.dumps({"version": 1, "transom": __version__, "fit": False, "findings": [finding], "not_looked_at": []})


def _deliver(arguments: list[str]) -> int:
    """Run `deliver` so that whatever goes wrong, from a full disk to a misspelt option, the mail server keeps the mail."""
    try:
        execute_from_command_line(["transom", "deliver", *arguments])
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)  # noqa: T201
        return end.code if end.code in (0, None, NO_SUCH_MAILBOX) else TRY_AGAIN
    except Exception as error:  # not stored, whatever it was
        print(f"The mail could not be stored ({error}). Try again later.", file=sys.stderr)  # noqa: T201
        return TRY_AGAIN
    return 0


def _settle_environment(command: str, arguments: list[str]) -> list[str]:
    """Put what settings need into the environment; gives the arguments that are left for the command."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    known, rest = parser.parse_known_args(arguments)
    if known.data:
        os.environ["TRANSOM_DATA"] = known.data
    if command in ("run", "demo", "web") and not os.environ.get("TRANSOM_BASE_URL"):
        parser.add_argument("--http", default="127.0.0.1:8000")
        os.environ["TRANSOM_BASE_URL"] = f"http://{parser.parse_known_args(arguments)[0].http}"
    os.environ.pop("TRANSOM_ONLY_LOOK", None)  # ours, and no setting: a desk that only looked would make up a key
    if command == "check":
        os.environ["TRANSOM_ONLY_LOOK"] = "1"
    if command == "demo":
        os.environ["TRANSOM_SMTP_URL"] = "sink:"  # a demo never writes to anybody
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "transom.config.settings")
    return rest
