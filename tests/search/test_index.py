"""The index fills itself on a desk that is older, goes on where it was stopped, and can be made anew."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from transom.customers.models import Contact
from transom.operating.findings.finding import State
from transom.operating.findings.search import search as look
from transom.search import backfill, engine, index
from transom.search.asking import Asked
from transom.search.models import FORMAT, Kind, SearchDue, SearchEntry, SearchProgress, place
from transom.search.words import Sought
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.events import REGISTRY
from transom.tickets.history import MissedHearing
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.worker import HEARERS, drain


def forget_all():
    """As a desk is that was upgraded or restored: nothing is in the index, and nothing says how far it is."""
    engine.empty()
    SearchProgress.objects.all().delete()


def pieces_in_index():
    return set(SearchEntry.objects.values_list("kind", "source", "ticket"))


@pytest.fixture
def said(ticket, mail, sue, as_actor):
    actions.note(ticket, Words("Ask Bodo about the capacitor."), actor=as_actor(sue))
    mail("The zeppelin has landed.", sender="Lena <lena@nordbau.example>", subject="Zeppelin")
    drain()
    return pieces_in_index()


def test_an_older_desk_is_filled_by_the_worker(said, sue, find):
    forget_all()
    assert find("fire", sue) == [] and look(timezone.now()).state == State.WARNING
    drain()
    assert pieces_in_index() == said
    assert find("capacitor", sue) and find("zeppelin", sue)
    assert look(timezone.now()).state == State.OK


def test_it_goes_on_where_it_was_stopped_and_begins_with_the_newest(said, sue, find, monkeypatch):
    monkeypatch.setattr(backfill, "BATCH", 1)
    forget_all()
    assert backfill.step(timezone.now())
    assert backfill.step(timezone.now())
    newest = Message.objects.order_by("-pk").first()
    assert pieces_in_index() == {(Kind.MESSAGE, newest.pk, newest.ticket_id)}
    before = SearchProgress.objects.get()
    assert not backfill.filled().is_whole
    while backfill.step(timezone.now()):
        pass
    assert SearchProgress.objects.get().started_at == before.started_at
    assert pieces_in_index() == said


def test_another_format_is_filled_anew(said, monkeypatch):
    SearchProgress.objects.update(format=FORMAT - 1)
    assert not backfill.filled().is_whole
    drain()
    assert backfill.filled().is_whole and SearchProgress.objects.get().format == FORMAT


@pytest.mark.parametrize("options", [[], ["--from-nothing"]])
def test_an_operator_makes_it_anew(said, sue, find, capsys, options):
    if options:
        engine.forget(list(SearchEntry.objects.values_list("pk", flat=True)))
        assert find("fire", sue) == []
    call_command("search", "rebuild", *options)
    assert capsys.readouterr().out == "The index is whole.\n"
    assert pieces_in_index() == said
    assert find("fire", sue)


def test_what_is_missing_of_the_newest_words_is_told(said):
    entry = SearchEntry.objects.filter(kind=Kind.MESSAGE).order_by("-pk").first()
    engine.forget([entry.pk])
    found = look(timezone.now())
    assert found.state == State.WARNING and "1 of the newest words" in found.said and "search rebuild" in found.remedy


def test_writing_a_piece_again_changes_nothing(said, ticket, sue, find):
    index.refresh([ticket.pk])
    index.refresh([ticket.pk])
    assert pieces_in_index() == said
    assert find("fire", sue) == [ticket.number]


def test_what_was_taken_out_of_a_word_is_found_no_more(ticket, sue, find):
    """As a redaction does: the row is written past the verbs, then the index is told."""
    Message.objects.filter(ticket=ticket).update(text="[removed]")
    index.refresh([ticket.pk])
    assert find("broken", sue) == [] and find("removed", sue) == [ticket.number]


def test_a_word_that_is_gone_leaves_the_index(ticket, sue, as_actor, find):
    note = actions.note(ticket, Words("Secret."), actor=as_actor(sue))
    drain()
    Note.objects.filter(pk=note.pk).delete()
    index.refresh([ticket.pk])
    assert find("secret", sue) == []
    assert (Kind.NOTE, note.pk, ticket.pk) not in pieces_in_index()


def test_names_that_changed_past_the_verbs_are_written_when_somebody_says_so(ticket, sue, find):
    Contact.objects.filter(pk=ticket.requester_id).update(name="Zacharias")
    index.due(Ticket.objects.filter(requester=ticket.requester_id))
    index.due(Ticket.objects.filter(requester=ticket.requester_id))
    assert SearchDue.objects.count() == 1
    drain()
    assert find("zacharias broken", sue) == [ticket.number] and not SearchDue.objects.exists()


def test_every_kind_of_event_that_brings_or_moves_words_is_heard():
    bringing = {
        kind
        for kind, event in REGISTRY.items()
        if {"message", "messages", "note", "notes"} & {*event.__struct_fields__}
    }
    unheard = {
        kind for kind in bringing if not any(hearer.__module__ == index.__name__ for hearer in HEARERS.get(kind, ()))
    }
    of_people = {"note-pinned", "note-taken-down", "hand-over-offered"}  # whose notes are no notes of tickets
    assert unheard == of_people | {"word-counts", "silence-broken"}  # of messages that were heard when they came


def test_nothing_was_missed(said):
    assert not MissedHearing.objects.exists()


def test_later_words_have_higher_places(ticket):
    message = ticket.messages.get()
    earlier = message.at.replace(year=2019)
    assert place(Kind.MESSAGE, 1, earlier) < place(Kind.TICKET, 2**40, message.at) < 2**63
    assert place(Kind.NOTE, 5, message.at.replace(year=1970)) >= 0


def test_a_very_long_word_and_a_very_long_text_are_taken(mail, sue, find):
    number = mail(
        "begin " + "x" * 100_000 + " " + "word " * 30_000 + "é" * 50_000, sender="Max <m@x.example>"
    ).ticket.number
    assert find("begin", sue) == [number]
    assert not MissedHearing.objects.exists()
    assert connection.vendor


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of FTS5")
def test_a_beginning_is_gone_through_once_and_not_for_each_piece(said):
    """FTS5 gathers the endings of a beginning anew for every row that it is asked for: seconds on a large desk."""
    told = []

    def listen(execute, sql, params, many, context):
        told.append((sql, params))
        return execute(sql, params, many, context)

    keys = list(SearchEntry.objects.values_list("pk", flat=True))
    with connection.execute_wrapper(listen):
        assert engine.among(keys, Asked((Sought(("fir",), True),)))
    [(sql, params)] = told
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        [scan] = [row[3] for row in cursor.fetchall() if row[3].startswith("SCAN f ")]
    assert "=" not in scan.partition("INDEX")[2]  # "0:=M0" would be a look-up of each
