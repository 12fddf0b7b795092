"""What other people really wrote: of thousands of mails only those that say nothing but thank you are taken for that."""

from tests.mail.roads import realdata
from tests.tickets.telling import said
from transom.mail.reading.fold import folds
from transom.tickets.thanks import is_only_thanks

pytestmark = realdata.needs_realdata
LISTS = ("r-announce", "r-package-devel")
DELETED = "[[alternative HTML version deleted]]"
"""What the lists' archive wrote below letters, and nobody who wrote them."""
READ_ONE_BY_ONE = 27
"""So many of them say nothing but thank you; each was read, and none says anything else."""


def test_of_thousands_of_letters_to_lists_only_bare_thanks_are_taken_for_that():
    found = [text for name in LISTS for text, who in realdata.letters(name) if _only_thanks(text, who)]
    assert len(found) == READ_ONE_BY_ONE


def _only_thanks(text, who):
    text = text.replace(DELETED, "")
    return is_only_thanks(
        said(text, folds=tuple((fold.start, fold.end, str(fold.kind)) for fold in folds(text))), [who]
    )
