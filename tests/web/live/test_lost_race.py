"""Two people at once: the second is shown what the first did beside what they wanted, and chooses."""

import pytest

from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.words import Words
from transom.workflow import rules


@pytest.fixture
def lose(sues, ticket, dev, as_actor, at):
    """Dev was quicker: what Sue's page says to her `verb`."""
    seen = ticket.version
    actions.note(ticket, Words("I am at it."), actor=as_actor(dev))

    def make(verb, **data):
        answer = sues.post(at(verb) + "?queue=open", data | {"seen": seen})
        assert answer.status_code == 409
        return answer.content.decode()

    return make


def test_two_assign_at_once(sues, ticket, sue, dev, tess, as_actor, at, now):
    seen = ticket.version
    actions.assign(ticket, tess, actor=as_actor(dev))
    answer = sues.post(at("assignee"), {"assignee": sue.pk, "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "assigned it to Tess Moreau" in page
    assert "give it to Sue Lindqvist" in page
    assert "Do it anyway" in page and "Leave it" in page
    assert now(ticket).assignee == tess


def test_doing_it_anyway_does_it(sues, ticket, sue, dev, tess, as_actor, at, now):
    seen = ticket.version
    actions.assign(ticket, tess, actor=as_actor(dev))
    sues.post(at("assignee"), {"assignee": sue.pk, "seen": seen})
    answer = sues.post(at("assignee"), {"assignee": sue.pk, "seen": now(ticket).version})
    assert answer.status_code == 303
    assert now(ticket).assignee == sue
    assert_replays(ticket)


def test_the_form_does_it_with_all_that_was_chosen(lose, ticket, sue, at):
    page = lose("priority", priority="urgent", reason="Payroll is “tonight”.", then="next")
    assert "make it urgent: “Payroll is “tonight”.”" in page
    form = page[page.index('class="buttons" method="post"') :].partition("</form>")[0]
    assert f'action="{at("priority")}?queue=open"' in form
    for name, value in {"priority": "urgent", "reason": "Payroll is “tonight”.", "then": "next"}.items():
        assert f'name="{name}" value="{value}"' in form
    ticket.refresh_from_db()
    assert form.count('name="seen"') == 1
    assert f'name="seen" value="{ticket.version}"' in form


def test_every_verb_says_what_was_wanted(lose, ticket, ann, sue, mail, as_actor):
    team = Team.objects.create(name="Payments")
    other = mail("Another.").ticket
    move = next(
        way for way in rules.moves(ticket.position(), as_actor(sue).roles) if way.to_status_id != ticket.status_id
    )
    wanted = {
        "give it to nobody": ("assignee", {}),
        "give it to the team Payments": ("team", {"team": team.pk}),
        f"make it a ticket of the type {ticket.ticket_type.name}": ("type", {"ticket_type": ticket.ticket_type_id}),
        "make it a normal one": ("priority", {"priority": "normal"}),
        "call it “Better”": ("subject", {"subject": "Better"}),
        "tag it a, b": ("tags", {"tags": "b, a"}),
        f"move it to {move.to_status.name}: “So.”": ("moves", {"to": move.to_status_id, "comment": "So."}),
        f"merge it into #{other.number}": ("merges", {"into": str(other.number)}),
        "say that it needs no answer": ("no-answer", {}),
        "be done with it": ("done", {}),
    }
    for words, (verb, data) in wanted.items():
        page = lose(verb, **data)
        assert f"<strong>{words}</strong>" in page, words
        assert "I am at it." in page


def test_what_was_typed_stays_text(lose):
    assert "<b>x</b>" not in lose("subject", subject="<b>x</b>")


def test_a_word_that_is_stopped_keeps_its_own_way(lose):
    page = lose("reply", body="My words", kind="reply")
    assert "Send anyway" in page
    assert "My words" in page and "I am at it." in page
    assert "Do it anyway" not in page
