"""The words of the search: what is wrong with a question, and how to ask."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.search.question import Problem, Trouble

HELP = (
    ("printer invoice", gettext_lazy("both words, in one message or note, with its subject and who asked")),
    ('"printer on fire"', gettext_lazy("these words, one behind the other; in quotes a word is found as it stands")),
    ("printer -paper", gettext_lazy("without a word")),
    ("#123", gettext_lazy("the ticket of that number")),
    ("status:open", gettext_lazy("a status, or open, closed, new, waiting")),
    ("type:question", gettext_lazy("a type of ticket")),
    ("assignee:me", gettext_lazy("who has it: me, a name, or nobody")),
    ("team:mine", gettext_lazy("a team, mine, or none")),
    ("customer:acme", gettext_lazy("a customer, by a part of the name")),
    ("requester:ann", gettext_lazy("who asked, by a part of the name or the address")),
    ("tag:billing", gettext_lazy("a tag")),
    ("mailbox:support", gettext_lazy("the mailbox that it came to")),
    ("after:7d", gettext_lazy("from a day on: 2026-11-22, today, 7d, 2w; with words, when they were written")),
    ("before:2026-11", gettext_lazy("before a day, a month or a year")),
    ("is:urgent", gettext_lazy("urgent, open, closed, waiting, mine, unassigned, held, watched")),
    ("delay:any", gettext_lazy("not started, for a reason; or a reason of the path, or none said yet")),
    ("has:file", gettext_lazy("with a file, or with a note")),
)
"""How to ask, each with an example that can be tried."""


def problem_words(problem: Problem) -> str:
    """Why a part of the question was left out, in a sentence."""
    words = {
        Trouble.UNKNOWN_NAME: _("“%(part)s” was left out: there is no such operator."),
        Trouble.UNKNOWN_VALUE: _("“%(part)s” was left out: nothing here is called so."),
        Trouble.NO_VALUE: _("“%(part)s” was left out: say what after the colon."),
        Trouble.NO_DATE: _("“%(part)s” was left out: that is no day. Write 2026-11-22, today or 7d."),
        Trouble.TOO_MUCH: _("This is more than can be looked for at once. Left out: %(part)s"),
    }
    part = problem.part if len(problem.part) <= 60 else f"{problem.part[:59]}…"
    return words[problem.trouble] % {"part": part}
