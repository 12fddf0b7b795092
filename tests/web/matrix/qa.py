"""Rows: QA's page, a try to reproduce, a thank-you that counts."""

from tests.web.matrix.rows import page, verb

TICKET = {"number": "ticket"}

ROWS = {
    "qa": page(),
    **dict.fromkeys(["qa_give", "reproduce", "count_word"], verb(TICKET)),
}
