"""Tickets that know of each other: said from either side, shown on both with their status, taken back."""

import pytest

from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.links import Relation
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.workflow.models import Status


@pytest.fixture
def other(mail) -> Ticket:
    return mail(subject="The same again", sender="Bo Berg <bo@acme.example>").ticket


@pytest.fixture
def links(sues, at, now, ticket):
    def say(other, relation="relates", **more):
        return sues.post(at("links"), {"other": other, "relation": relation, "seen": now(ticket).version, **more})

    return say


@pytest.mark.parametrize(
    ("relation", "here", "there"),
    [
        ("relates", "relates to", "relates to"),
        ("duplicates", "duplicates", "is duplicated by"),
        ("blocks", "blocks", "is blocked by"),
        ("back:blocks", "is blocked by", "blocks"),
        ("back:duplicates", "is duplicated by", "duplicates"),
    ],
)
def test_a_link_reads_right_on_both_sides(ticket, other, sues, links, relation, here, there):
    answer = links(f"#{other.number}", relation)
    assert answer.status_code == 303
    for page, words, named in ((ticket, here, other), (other, there, ticket)):
        body = sues.get(f"/tickets/{page.number}/").content.decode()
        shown = body.split('class="links"')[1].split("</ul>")[0]
        assert f'<span class="link-words">{words}</span>' in shown
        assert f"#{named.number} " in shown
        assert named.status.name in shown
    for one in (ticket, other):
        assert_replays(one)


def test_a_link_is_taken_back_from_either_side(ticket, other, sues, now, links):
    links(other.number, "blocks")
    said = {"other": ticket.number, "relation": "back:blocks", "remove": "1", "seen": now(other).version}
    assert sues.post(f"/tickets/{other.number}/links", said).status_code == 303
    assert not ticket.links.exists()
    row = Event.objects.of_ticket(ticket.pk).last()
    assert row.kind == "unlinked"
    assert_replays(ticket)


def test_said_twice_is_said_once(ticket, other, links):
    for _ in range(2):
        links(other.number, "relates")
    assert [row.kind for row in Event.objects.of_ticket(ticket.pk)].count("linked") == 1
    assert ticket.links.get().relation == Relation.RELATES


def test_what_contradicts_is_refused_in_words(ticket, other, links):
    links(other.number, "blocks")
    answer = links(other.number, "back:blocks")
    assert answer.status_code == 422
    assert "Remove that link first" in answer.content.decode()


@pytest.mark.parametrize(
    ("number", "relation", "words"),
    [
        ("4711", "relates", "There is no ticket 4711."),
        ("", "relates", "Write the number of the other ticket."),
        (None, "relates", "A ticket cannot be linked with itself."),
        ("x" * 300, "blocks", "There is no ticket"),
        ("1", "split-from", "Choose how the tickets stand to each other."),
        ("1", "hates", "Choose how the tickets stand to each other."),
    ],
)
def test_nonsense_is_refused_in_words(ticket, links, number, relation, words):
    answer = links(ticket.number if number is None else number, relation)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ticket.links.exists()


def test_where_it_was_split_from_cannot_be_taken_back(ticket, mail, sue, sues, links, as_actor):
    mail("Coffee, too.", in_reply_to=f"<{ticket.messages.first().message_id}>")
    made = actions.split(ticket, [ticket.messages.last()], "Coffee", actor=as_actor(sue))
    assert links(made.number, "back:split-from", remove="1").status_code == 422
    assert made.links.exists()


def test_a_closed_blocker_announces_itself(ticket, other, sue, sues, at, links, as_actor):
    links(other.number, "back:blocks")
    assert "which blocked this, is closed" not in sues.get(at()).content.decode()
    actions.change_status(other, Status.objects.get(slug="completed"), actor=as_actor(sue), comment="Done.")
    body = sues.get(at()).content.decode()
    assert f"#{other.number}, which blocked this, is closed" in body
    assert "Nothing blocks it any more" in body


def test_one_of_two_blockers_closed_says_what_still_blocks(ticket, other, mail, sue, sues, at, links, as_actor):
    third = mail(subject="Third").ticket
    for blocker in (other, third):
        links(blocker.number, "back:blocks")
    actions.change_status(other, Status.objects.get(slug="completed"), actor=as_actor(sue), comment="Done.")
    assert f"Still blocked by #{third.number}." in sues.get(at()).content.decode()


def test_a_blocker_that_was_merged_is_not_done(ticket, other, mail, sue, sues, at, links, as_actor):
    links(other.number, "back:blocks")
    actions.merge(other, mail(subject="Third").ticket, actor=as_actor(sue))
    assert "which blocked this, is closed" not in sues.get(at()).content.decode()


def test_what_one_may_not_see_is_neither_shown_nor_linked(ticket, other, petra, desk, sues, links, at, as_actor):
    from_team = petra.teams.create(name="Payroll")
    links(other.number, "blocks")
    hidden = type(desk).objects.create(address="pay@desk.example", name="Pay", team=from_team, restricted=True)
    petra_ticket = actions.open_ticket("Salaries", other.requester, actor=as_actor(petra), mailbox=hidden)
    assert links(petra_ticket.number).status_code == 422
    actions.link(petra_ticket, ticket, "blocks", actor=as_actor(petra))
    assert "Salaries" not in sues.get(at()).content.decode()


def test_others_are_offered_by_number_by_words_and_before_a_word(ticket, other, mail, sues, at):
    stranger = mail(subject="Unrelated boiler", sender="Eve <eve@else.example>").ticket
    offered = sues.get(at("others")).content.decode()
    assert f'value="{other.number}"' in offered  # the same customer
    assert f'value="{stranger.number}"' not in offered
    assert f'value="{stranger.number}"' in sues.get(at("others"), {"other": f"#{stranger.number}"}).content.decode()
    assert f'value="{stranger.number}"' in sues.get(at("others"), {"into": "boiler"}).content.decode()
    assert f'value="{ticket.number}"' not in sues.get(at("others"), {"into": str(ticket.number)}).content.decode()


def test_the_other_ticket_stays_typed_when_it_is_refused(links):
    assert 'value="4711"' in links("4711", "blocks").content.decode()
