"""What other people really wrote: of thousands of mails only those that say nothing but thank you are taken for that."""

from tests.mail.roads import realdata
from tests.tickets.telling import said
from transom.mail.reading.fold import folds
from transom.tickets.thanks import is_only_thanks

pytestmark = realdata.needs_realdata
LISTS = ("r-announce", "r-package-devel")
READ_ONE_BY_ONE = 21
"""So many of them say nothing but thank you; each was read, and none says anything else."""


def test_of_thousands_of_letters_to_lists_only_bare_thanks_are_taken_for_that():
    found = [text for name in LISTS for text, who in realdata.letters(name) if _only_thanks(text, who)]
    assert len(found) == READ_ONE_BY_ONE


def _only_thanks(text, who):
    return is_only_thanks(
        said(text, folds=tuple((fold.start, fold.end, str(fold.kind)) for fold in folds(text))), [who]
    )
