"""Looks at everything, one thing after the other: what cannot be looked at stops nothing else."""

from dataclasses import dataclass, replace
from datetime import datetime

from transom.operating.findings import (
    address,
    clock,
    database,
    durability,
    fetching,
    files,
    folder,
    key,
    minding,
    missed,
    people,
    queues,
    search,
    signs,
    way_out,
)
from transom.operating.findings.finding import Finding, Look, State, problem

HERE: tuple[Look, ...] = (address.base_url, folder.data_folder, folder.disk_space, key.secret_key, way_out.way_out)
IN_THE_DATABASE: tuple[Look, ...] = (
    database.migrations,
    durability.durability,
    durability.integrity,
    clock.clock,
    files.files,
    people.admin,
    people.mailboxes,
    fetching.fetching,
    signs.worker,
    queues.mail_to_read,
    queues.mail_to_send,
    queues.events,
    search.search,
    minding.set_aside,
    minding.pauses,
    missed.words,
)


@dataclass(frozen=True)
class Report:
    """`not_looked_at` are the names of what needs a database, or this program's tables, where there are none."""

    findings: tuple[Finding, ...]
    not_looked_at: tuple[str, ...] = ()

    @property
    def is_fit(self) -> bool:
        return not self.of(State.PROBLEM)

    def of(self, state: State) -> list[Finding]:
        return [finding for finding in self.findings if finding.state == state]


def look_at_everything(now: datetime) -> Report:
    here = [_found(look, now) for look in HERE]
    answers = _found(database.database, now)
    if answers.state == State.PROBLEM:
        return Report((*here, answers), tuple(look.__name__ for look in IN_THE_DATABASE))
    tables, *others = IN_THE_DATABASE
    fit = _found(tables, now)
    if fit.state == State.PROBLEM:
        return Report((*here, answers, fit), tuple(look.__name__ for look in others))
    return Report((*here, answers, fit, *(_found(look, now) for look in others)))


def _found(look: Look, now: datetime) -> Finding:
    try:
        found = look(now)
    except Exception as error:  # it is a finding as well, and the others are still wanted
        words = " ".join(str(error).split())[:300]
        found = problem(
            f"This could not be looked at: {type(error).__name__}: {words}",
            "Mend what the words name. If they name nothing of yours, report them as a fault of Transom.",
        )
    return replace(found, name=look.__name__)
