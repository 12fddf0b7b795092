"""Rows: nothing missed, and the numbers."""

from tests.web.matrix.kinds import Kind
from tests.web.matrix.rows import MINDERS, page, verb

ROWS = {
    "nothing_missed": page(query="days=7"),
    "nothing_missed_lost": page(),
    "count_again": verb({}, MINDERS),
    "missed_words": page(fate="fate"),
    "missed_mails": page(outcome="outcome"),
    "numbers": page(query="by=month&apart=team"),
    "numbers_file": page(what="figures"),
}
KINDS = {
    "fate": Kind(lambda all, me: "owed"),
    "figures": Kind(lambda all, me: "reaction"),
}
