"""The pages of the sum and of the numbers: every number leads to its list, and nobody sees what is not theirs."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.tickets.telling import said
from tests.web.conftest import signed_in
from transom.people.mailboxes import Mailbox
from transom.reports import watching
from transom.reports.models import CustomerWord
from transom.tickets import actions
from transom.web.reports.charting import chart
from transom.web.reports.csv_file import harmless
from transom.web.reports.saying import percent, took
from transom.worker import drain


@pytest.fixture
def answered(mail, sue, as_actor):
    """Ann's ticket, an hour old, with Sue's answer; and another that waits."""
    ticket = mail(at=timezone.now() - timedelta(hours=1)).ticket
    actions.reply(ticket, said("Turn it off."), actor=as_actor(sue))
    mail("Hello?", subject="Another")
    return ticket


def test_the_sum_and_behind_each_number_its_list(answered, quinn):
    client = signed_in(quinn)
    page = client.get("/nothing-missed/").content.decode()
    assert "Nothing is missed" in page and "2 words of customers are stored" in page
    assert "/nothing-missed/words/answered/?days=30" in page and "/nothing-missed/mails/ticket/?days=30" in page
    listed = client.get("/nothing-missed/words/answered/?days=30").content.decode()
    assert f"#{answered.number} The printer is on fire" in listed and "Sue Lindqvist answered after 1 h" in listed
    assert "Another" not in listed and "Another" in client.get("/nothing-missed/words/owed/").content.decode()
    assert "The printer is on fire" in client.get("/nothing-missed/mails/ticket/").content.decode()
    assert client.get("/nothing-missed/words/lost/").status_code == 404


def test_the_page_costs_at_most_twelve_queries_however_much_there_is(
    answered, mail, quinn, django_assert_max_num_queries
):
    client = signed_in(quinn)
    for number in range(4):
        mail(f"More {number}.", subject=f"More {number}")
    client.get("/nothing-missed/")
    with django_assert_max_num_queries(12):
        client.get("/nothing-missed/")
    with django_assert_max_num_queries(12):
        client.get("/numbers/")


def test_what_is_broken_stands_above_every_page_and_can_be_counted_again(answered, quinn, sue):
    CustomerWord.objects.filter(fate="answered").delete()
    watching.step(timezone.now() + timedelta(minutes=2))
    client = signed_in(quinn)
    assert "Unaccounted for: 1 word" in client.get("/queues/open/").content.decode()
    assert "Unaccounted for: 1 word" not in signed_in(sue).get("/queues/open/").content.decode()
    page = client.get("/nothing-missed/unaccounted/").content.decode()
    assert "1 word is unaccounted for" in page and f"/tickets/{answered.number}/" in page
    assert client.get("/nothing-missed/unaccounted/again").status_code == 303
    assert CustomerWord.objects.count() == 1
    assert client.post("/nothing-missed/unaccounted/again").status_code == 303
    assert CustomerWord.objects.count() == 2
    watching.step(timezone.now() + timedelta(minutes=10))
    assert "Unaccounted for:" not in client.get("/queues/open/").content.decode()


def test_a_restricted_mailbox_is_in_no_sum_list_or_file_of_those_outside(answered, desk, petra, sue):
    Mailbox.objects.filter(pk=desk.pk).update(team=petra.teams.create(name="Payroll"), restricted=True)
    client = signed_in(sue)
    for url in ("/nothing-missed/", "/nothing-missed/words/answered/", "/nothing-missed/mails/ticket/", "/numbers/"):
        page = client.get(url).content.decode()
        assert "printer" not in page and "Another" not in page and "words/answered/?" not in page
    assert set(rows_of(client.get("/numbers/reaction.csv"))[-1][1:6]) == {"0"}


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_numbers_as_a_file_say_what_the_page_says_in_seconds(answered, sue):
    head, *rows = rows_of(signed_in(sue).get("/numbers/reaction.csv"))
    assert head[0] == "week" and len(rows) == 12
    last = dict(zip(head, rows[-1], strict=True))
    assert (last["words"], last["answered"], last["owed"], last["within_24_h"]) == ("2", "1", "1", "1")
    assert 3600 <= int(last["median_s"]) < 3700
    assert rows_of(signed_in(sue).get("/numbers/apart.csv?apart=channel"))[1][:2] == ["by mail", "2"]
    assert rows_of(signed_in(sue).get("/numbers/silence.csv"))[0][1:] == ["follow-ups", "woke", "cleared", "revived"]
    assert signed_in(sue).get("/numbers/secrets.csv").status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_nothing_in_a_file_is_taken_for_a_formula(text):
    assert harmless(text).startswith("'")
    assert (harmless(-1), harmless(None), harmless("a=b")) == (-1, "", "a=b")


def test_filters_that_nobody_offers_change_nothing(answered, sue):
    client = signed_in(sue)
    usual = client.get("/numbers/reaction.csv").content
    assert client.get("/numbers/reaction.csv?type=999&tier=%27&by=year&apart=x&channel=pigeon").content == usual
    assert rows_of(client.get("/numbers/reaction.csv?channel=desk"))[-1][1] == "0"


def test_words_for_spans_and_shares():
    assert [took(one) for one in (None, 5, 60, 3600, 7800, 40_000, 200_000, 259_200)] == [
        "",
        "5 s",
        "1 min",
        "1 h",
        "2 h 10 min",
        "11 h",
        "2 d 7 h",
        "3 d",
    ]
    assert (percent(0.999), percent(1), percent(None)) == ("99 %", "100 %", "")


def test_a_line_breaks_where_there_is_no_value_and_of_nothing_there_is_none():
    drawn = chart([("a", 1), ("b", 2), ("c", None), ("d", 2)], str)
    assert len(drawn.lines) == 1 and len(drawn.points) == 3 and drawn.label == "2"
    assert chart([("a", None)], str) is None


def test_the_command_says_whether_the_sum_is_exact_and_exits_by_it(answered, capsys):
    drain()
    with pytest.raises(SystemExit) as fit:
        call_command("audit", "--json")
    assert fit.value.code == 0 and '"exact": true' in capsys.readouterr().out
    CustomerWord.objects.filter(fate="answered").delete()
    with pytest.raises(SystemExit) as unfit:
        call_command("audit")
    assert unfit.value.code == 1 and "Unaccounted for: 1." in capsys.readouterr().out
