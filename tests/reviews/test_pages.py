"""The table and what leads to it, as pages that work without a script."""

import pytest
from django.urls import reverse
from django.utils import timezone

from transom.mail.models import NoticeEmail
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.reviews import meeting
from transom.reviews.models import Review, Standing
from transom.search import saved
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.messages import Note
from transom.web.find.lists import slug_of
from transom.worker import drain
from transom.workflow import rules


@pytest.fixture
def at(client, quinn, begun):
    """Quinn's browser at the table."""
    client.force_login(quinn)
    return client


def post(client, review, name, *more, piece=False, **data):
    headers = {"X-Piece": "1"} if piece else {}
    return client.post(reverse(name, args=[review.pk, *more]), data, headers=headers)


def test_a_status_a_list_and_a_view_are_one_table(client, tickets, quinn, as_actor):
    view = saved.save("Exports", "export", actor=as_actor(quinn))
    client.force_login(quinn)
    page = client.get(reverse("new_review")).content.decode()
    slug = tickets[0].status.slug
    assert f'value="{slug}"' in page
    assert view.name in page
    answer = client.post(reverse("new_review"), {"status": [slug], "tickets": "mine", "name": ""})
    review = Review.objects.get()
    assert answer["Location"] == reverse("review", args=[review.pk])
    assert review.name == f"{tickets[0].status.name}, Mine"
    assert review.items.count() == 4


def test_a_saved_view_is_a_table(client, tickets, quinn, as_actor):
    saved.save("Urgent ones", "is:urgent", actor=as_actor(quinn))
    client.force_login(quinn)
    assert "Urgent ones" in client.get(reverse("new_review")).content.decode()
    client.post(reverse("new_review"), {"tickets": slug_of("is:urgent")})
    assert list(Review.objects.get().items.values_list("ticket__subject", flat=True)) == ["Invoices"]


def test_choosing_nothing_or_what_is_empty_says_what_to_do(client, tickets, quinn):
    client.force_login(quinn)
    nothing = client.post(reverse("new_review"), {})
    assert (nothing.status_code, b"Choose what to look at" in nothing.content) == (422, True)
    empty = client.post(reverse("new_review"), {"tickets": "mine"})
    assert (empty.status_code, b"no ticket in what you chose" in empty.content) == (422, True)


def test_the_table_shows_the_ticket_and_what_can_be_decided(at, begun, tickets):
    page = at.get(reverse("review", args=[begun.pk])).content.decode()
    for words in (
        "Invoices",
        "Urgent because: Month end",
        "0 of 4 looked through",
        "Quinn Abara",
        "Talk about it later",
    ):
        assert words in page
    assert "style=" not in page


def test_next_leads_to_the_next_ticket_without_a_script(at, begun):
    answer = post(at, begun, "review_turn", way="next", shown=1)
    assert answer.status_code == 303
    assert "<h1>Labels</h1>" in at.get(answer["Location"]).content.decode()


def test_the_list_of_all_is_asked_for_and_one_press_puts_another_on_the_table(at, begun):
    url = reverse("review", args=[begun.pk])
    assert "Export" not in at.get(url).content.decode()
    assert "Export" in at.get(f"{url}?agenda=1").content.decode()
    answer = post(at, begun, "review_turn", shown=1, to=4)
    assert "<h1>Export</h1>" in at.get(answer["Location"]).content.decode()


def test_who_was_slower_sees_what_lies_there_now(at, begun):
    post(at, begun, "review_turn", way="next", shown=1)
    answer = at.get(post(at, begun, "review_turn", way="next", shown=1)["Location"]).content.decode()
    assert "Somebody was quicker" in answer
    assert "<h1>Labels</h1>" in answer


def test_a_window_that_has_the_table_is_sent_the_table_alone(at, begun):
    answer = post(at, begun, "review_turn", way="skip", shown=1, piece=True)
    assert answer.status_code == 200
    words = answer.content.decode()
    assert "<h1>Labels</h1>" in words
    assert "<html" not in words


def test_a_note_an_owner_and_a_move_are_events_of_the_ticket(at, begun, tickets, quinn):
    ticket = tickets[3]
    post(at, begun, "review_act", ticket.number, "note", said="Ask the bank")
    post(at, begun, "review_act", ticket.number, "assign", assignee=quinn.pk)
    move = _first_move(ticket, quinn)
    answer = post(at, begun, "review_act", ticket.number, "move", to=move)
    assert answer["Location"] == reverse("review", args=[begun.pk])
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.status_id) == (quinn, move)
    assert Note.objects.get(ticket=ticket).text == "Ask the bank"
    assert_replays(ticket)


def _first_move(ticket, who) -> int:
    return next(way.to_status_id for way in rules.moves(ticket.position(), person(who).roles) if not way.requires)


def test_a_verb_that_is_refused_says_so_at_the_table_and_keeps_the_words(at, begun, tickets):
    answer = post(at, begun, "review_act", tickets[3].number, "note", said="  ")
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Your note is empty" in words
    assert "<h1>Invoices</h1>" in words


def test_only_tickets_of_the_review_are_acted_on(at, begun, ann, quinn, as_actor, desk):
    other = actions.open_ticket("Other", ann, actor=as_actor(quinn), mailbox=desk, channel="desk")
    assert post(at, begun, "review_act", other.number, "note", said="x").status_code == 404
    assert post(at, begun, "review_act", begun.items.first().ticket.number, "merge").status_code == 404


def test_the_end_keeps_minutes_and_mails_them_to_who_was_there(at, begun, sue, as_actor, settings, tickets):
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    meeting.sit_down(begun, actor=as_actor(sue), now=timezone.now())
    post(at, begun, "review_act", tickets[3].number, "note", said="Ask the bank")
    post(at, begun, "review_turn", way="next", shown=1)
    post(at, begun, "review_turn", way="skip", shown=2)
    post(at, begun, "review_turn", way="later", shown=3)
    page = at.get(post(at, begun, "review_end")["Location"]).content.decode()
    drain()
    for words in ("Quinn Abara, Sue Lindqvist", "wrote a note", "Ask the bank", "Skipped", "Left for later"):
        assert words in page
    mails = {mail.recipient: bytes(mail.mime).decode() for mail in NoticeEmail.objects.all()}
    assert set(mails) == {"quinn@desk.example", "sue@desk.example"}
    assert "Subject: Minutes: Monday" in mails["sue@desk.example"]
    assert "| Ask the bank" in mails["sue@desk.example"]
    assert at.get(reverse("review_printed", args=[begun.pk])).status_code == 200


def test_what_one_may_not_see_is_not_in_their_minutes_nor_on_their_table(
    client, at, begun, ann, sue, tickets, as_actor
):
    hidden = Mailbox.objects.create(
        address="board@desk.example", name="Board", team=Team.objects.create(name="Board"), restricted=True
    )
    meeting.sit_down(begun, actor=as_actor(sue), now=timezone.now())
    secret = actions.open_ticket("Takeover", ann, actor=as_actor(sue), mailbox=hidden, channel="desk")
    begun.items.filter(place=1).update(ticket=secret)
    client.force_login(sue)
    table = client.get(reverse("review", args=[begun.pk])).content.decode()
    assert "A ticket that you may not see" in table
    assert "Takeover" not in table
    assert post(client, begun, "review_act", secret.number, "note", said="x").status_code == 404
    post(client, begun, "review_end")
    assert "Takeover" not in client.get(reverse("review", args=[begun.pk])).content.decode()
    assert begun.items.get(place=1).standing == Standing.WAITING


def test_a_review_is_a_missing_page_for_who_sees_none_of_its_tickets(client, begun, tickets, olga, sue):
    client.force_login(olga)
    assert client.get(reverse("review", args=[begun.pk])).status_code == 404
    Mailbox.objects.update(team=Team.objects.create(name="Board"), restricted=True)
    client.force_login(sue)
    for name in ("review", "review_here", "review_turn", "review_end"):
        assert client.post(reverse(name, args=[begun.pk])).status_code == 404
    assert "Monday" not in client.get(reverse("reviews")).content.decode()


def test_looking_changes_nothing(at, begun):
    before = Event.objects.count()
    for name in ("review", "review_here", "review_turn", "review_end"):
        at.get(reverse(name, args=[begun.pk]))
    assert Event.objects.count() == before


def test_the_list_says_what_is_on_and_what_is_over(at, begun):
    assert "On now" in at.get(reverse("reviews")).content.decode()
    post(at, begun, "review_end")
    page = at.get(reverse("reviews")).content.decode()
    assert "Monday" in page
    assert "On now" not in page


@pytest.mark.parametrize("more", [0, 12])
def test_the_table_asks_the_same_however_many_tickets_lie_on_it(
    at, quinn, ann, as_actor, desk, begun, more, django_assert_max_num_queries
):
    for place in range(more):
        ticket = actions.open_ticket(f"More {place}", ann, actor=as_actor(quinn), mailbox=desk, channel="desk")
        begun.items.create(ticket=ticket, place=10 + place)
    at.get(reverse("review", args=[begun.pk]))
    with django_assert_max_num_queries(15):
        at.get(reverse("review", args=[begun.pk]))
