"""What no page of ours sends, and no database takes, is answered and is no fault of the desk (tried on PostgreSQL)."""

import pytest

from transom.composing.models import Draft


@pytest.mark.parametrize("seen", [str(2**31), "9" * 30])
def test_a_draft_made_from_a_version_that_is_none_yet(ticket, sues, seen):
    assert sues.post(f"/tickets/{ticket.number}/draft", {"body": "Hello", "seen": seen}).status_code == 303
    assert Draft.objects.get().seen <= ticket.version


@pytest.mark.parametrize(
    "url", ["/macros/?q=", "/customers/names?customer=", "/replies/?q=", "/find/?q=", "/palette/?q="]
)
def test_a_letter_that_no_database_takes(ticket, sues, url):
    assert sues.get(f"{url}a%00b").status_code in (200, 404)
