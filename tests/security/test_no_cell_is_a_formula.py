"""What a type, a team or a tier is called is never taken for a formula by whoever opens a table in a spreadsheet."""

import pytest

from transom.people.models import Team
from transom.tickets import actions
from transom.web.reports.csv_file import harmless
from transom.worker import drain

FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\xa0=1", "\u2003=1", "\u200b=1", "\ufeff=1")
WIDE = ("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)")


@pytest.mark.parametrize("name", [*FORMULAS, *WIDE, "\x0b=1", "\x00=1"])
def test_a_name(name):
    assert harmless(name) == f"'{name}"


@pytest.mark.parametrize("name", ["Printers", "Müller & Co", "a=b", "A-Team", "", "東京"])
def test_an_ordinary_name_stays(name):
    assert harmless(name) == name


def test_a_team_in_the_file(mail, sues, quinn, as_actor):
    ticket = mail().ticket
    actions.assign_team(ticket, Team.objects.create(name="\u200b=HYPERLINK(1)"), actor=as_actor(quinn))
    drain()
    assert "'\u200b=HYPERLINK" in sues.get("/numbers/apart.csv?apart=team").content.decode()
