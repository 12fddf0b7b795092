"""`transom check`: is this desk fit to run? Looks and changes nothing; exits with 1 where there is a problem."""

import json
import sys

from django.utils import timezone

from transom import __version__
from transom.management.desk_command import DeskCommand
from transom.operating.findings.finding import Finding, State
from transom.operating.findings.look import Report, look_at_everything

VERSION = 1
"""Of the shape of `--json`: a later one may add names, and never changes or takes away these."""
REMEDY = "→ "


class Command(DeskCommand):
    typed_as = "check"
    help = "Is this desk fit to run? Exit 0: yes, perhaps with warnings; 1: there are problems. It changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", dest="as_json", help="for a machine (docs/monitoring.md)")

    def handle(self, *, as_json, **options):
        report = look_at_everything(timezone.now())
        lines = [as_text(report)] if as_json else self._lines(report)
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
        sys.exit(0 if report.is_fit else 1)

    def _lines(self, report: Report) -> list[str]:
        """What is well first, and the problems last, where a terminal still shows them."""
        width = max(len(finding.name) for finding in report.findings)
        found = [line for state in State for finding in report.of(state) for line in self._finding(finding, width)]
        if report.not_looked_at:
            found.append(f"Not looked at, because of the database: {', '.join(report.not_looked_at)}.")
        return [*found, "", self._paint(_closing(report), State.OK if report.is_fit else State.PROBLEM)]

    def _finding(self, finding: Finding, width: int) -> list[str]:
        lines = [f"{self._paint(f'{finding.state:<8}', finding.state)} {finding.name:<{width}}  {finding.said}"]
        return lines + ([f"{'':<{width + 11}}{REMEDY}{finding.remedy}"] if finding.remedy else [])

    def _paint(self, words: str, state: State) -> str:
        styles = {State.OK: self.style.SUCCESS, State.WARNING: self.style.WARNING, State.PROBLEM: self.style.ERROR}
        return styles[state](words)


def as_text(report: Report) -> str:
    return json.dumps(
        {
            "version": VERSION,
            "transom": __version__,
            "fit": report.is_fit,
            "findings": [finding.as_json() for finding in report.findings],
            "not_looked_at": list(report.not_looked_at),
        },
        indent=2,
        ensure_ascii=False,
    )


def _closing(report: Report) -> str:
    problems, warnings = len(report.of(State.PROBLEM)), len(report.of(State.WARNING))
    counted = [_count(problems, "problem")] if problems else []
    counted += [_count(warnings, "warning")] if warnings else []
    verdict = "This desk is fit to run" if report.is_fit else "This desk is not fit to run"
    return f"{verdict}: {' and '.join(counted)}." if counted else f"{verdict}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
