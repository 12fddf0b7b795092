"""What `/metrics` asks walks an index and is bounded, on both databases: a million mails cost what ten cost."""

import pytest
from django.db import connection

from transom.operating.first_row import first_row
from transom.operating.metrics import questions

WALKS = {
    "TO_READ": "inbound_to_read",
    "ATTENTION": "inbound_attention",
    "TO_SEND": "outbound_to_send",
    "COMPOSED": "transom_outboundemail",
    "TO_DISPATCH": "event_to_dispatch",
    "RECORDED": "transom_event",
    "TO_HEAR": "hearing_to_repeat",
    "OPEN_TICKETS": "open_by_need",
}
WITHOUT_INDEX = {"GIVEN_UP"}  # a table of failures alone


def plan(question: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {question}", [1])
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")  # tables this small are quicker read whole
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute(f"EXPLAIN {question}", [1])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def asked() -> dict[str, str]:
    return {name: value for name, value in vars(questions).items() if isinstance(value, str) and "SELECT" in value}


def test_every_question_is_looked_at():
    assert asked().keys() == WALKS.keys() | WITHOUT_INDEX


@pytest.mark.parametrize("name", WALKS)
def test_a_question_walks_its_index(db, name):
    words = plan(asked()[name])
    if name in ("COMPOSED", "RECORDED"):  # by its key
        assert "PRIMARY KEY" in words or f"{WALKS[name]}_pkey" in words, words
        return
    assert WALKS[name] in words, words
    assert "TEMP B-TREE" not in words, words
    assert "Seq Scan" not in words, words
    assert "Sort" not in words, words


@pytest.mark.parametrize("name", sorted(WALKS.keys() - {"COMPOSED", "RECORDED"}))
def test_a_question_stops_somewhere(name):
    assert "LIMIT %s" in asked()[name]


def test_only_questions_are_asked(db):
    with pytest.raises(ValueError, match="This is no question: DELETE"):
        first_row("DELETE FROM transom_pause")
