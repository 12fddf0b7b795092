"""Asking the database in its own words, for what no model can be asked: settings, plans, and counts within bounds."""

from django.db import connection

QUESTIONS = ("SELECT ", "PRAGMA ")


def first_row(question: str, *values) -> tuple | None:
    """The first row of the answer, None where there is none. Refuses what is no question (`ValueError`)."""
    if not question.lstrip().startswith(QUESTIONS):
        raise ValueError(f"This is no question: {question}")
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchone()
