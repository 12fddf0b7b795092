"""What somebody may not see is not found, not counted and not hinted at."""

import pytest

from transom.people.models import Team
from transom.search.finding import Search
from transom.search.listing import count
from transom.search.question import parse
from transom.tickets import actions
from transom.tickets.actions import Words


@pytest.fixture
def restricted(ticket, quinn, as_actor, index):
    """Ann's ticket in a mailbox of the board alone, with a note and a tag."""
    actions.note(ticket, Words("The merger is called Bluebird."), actor=as_actor(quinn))
    actions.set_tags(ticket, ["bluebird"], actor=as_actor(quinn))
    index()
    team = Team.objects.create(name="Board")
    team.members.add(quinn)
    ticket.mailbox.team, ticket.mailbox.restricted = team, True
    ticket.mailbox.save()
    return ticket


EVERYTHING = (
    "fire",
    "broken",
    "bluebird",
    "meyer",
    "is:open",
    "status:open",
    "tag:bluebird",
    "fire -kettle",
    "#NUMBER",
    "-kettle",
)


@pytest.mark.parametrize("question", EVERYTHING)
def test_a_restricted_ticket_is_found_by_its_team_alone(restricted, sue, quinn, olga, find, question):
    question = question.replace("NUMBER", str(restricted.number))
    assert find(question, quinn) == [restricted.number]
    assert find(question, sue) == find(question, olga) == []


@pytest.mark.parametrize("question", EVERYTHING)
def test_no_count_tells_of_it(restricted, sue, quinn, as_actor, question):
    question = question.replace("NUMBER", str(restricted.number))

    def counted(who):
        return count(Search.of(parse(question), as_actor(who)), 99)

    assert counted(quinn) == 1
    assert counted(sue) == 0


def test_no_suggestion_tells_of_it(restricted, sue, quinn, find):
    assert find.search("tag:bluebirt", quinn).narrowed.problems[0].instead == ("tag:bluebird",)
    assert find.search("tag:bluebirt", sue).narrowed.problems[0].instead == ()
    told, foreign = (
        find.search(question, sue).narrowed.problems for question in ("requester:meyer", "requester:nobodyatall")
    )
    assert [problem.trouble for problem in told] == [problem.trouble for problem in foreign]
    assert (
        find.search("tag:bluebird", sue).narrowed.problems[0].trouble
        == find.search("tag:x", sue).narrowed.problems[0].trouble
    )


def test_a_customer_finds_what_was_said_to_them_and_no_note_tag_or_other_ticket(restricted, mail, ann, find):
    mail("The fire is elsewhere.", sender="Lena <lena@nordbau.example>")
    assert find("fire", ann) == find("broken", ann) == [restricted.number]
    for question in ("bluebird", "merger", "fire -bluebird kettle"):
        assert find(question, ann) == [], question


def test_a_customer_cannot_ask_how_the_desk_works(restricted, ann, find):
    for question in ("tag:bluebird", "is:unassigned", "assignee:nobody", "has:note", "team:board"):
        asked = find.search(f"fire {question}", ann).narrowed
        assert not asked.narrows and asked.problems, question


def test_a_word_that_moved_to_a_ticket_of_others_is_not_shown_before_the_index_knows(
    restricted, mail, sue, quinn, find, as_actor
):
    """The index is behind: it still has the note under the ticket that Sue may see."""
    open_ticket = mail(
        "The zeppelin.", to="other@desk.example", recipients=["support@desk.example"], sender="L <l@n.example>"
    ).ticket
    from_index = find.search("merger", quinn).by_words()
    [place] = from_index.tickets[restricted.pk]
    from transom.search.hits import _said  # noqa: PLC0415

    assert not _said(as_actor(sue), [place._replace(ticket=open_ticket.pk)], [])
