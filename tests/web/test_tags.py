"""The desk's tags: agreed on by an admin, offered to everyone, forced on nobody."""

import pytest

from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.models import TicketTag
from transom.tickets.tags import Tag


@pytest.fixture
def adas(ada, sign_in):
    return sign_in(ada)


def test_an_admin_adds_one_and_everyone_is_offered_it(adas, sues):
    assert "agreed on no tags yet" in adas.get("/setup/tags/").content.decode()
    answer = adas.post("/setup/tags/", {"name": " Data  Export ", "purpose": "Anything that leaves as a file."})
    assert answer.status_code == 303
    assert Tag.objects.get().name == "data export"
    assert 'value="data export"' in sues.get("/tags/offered").content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Write the tag"), ("a, b", "no comma"), ("Export", "on the list already"), ("old", "Offer it again")],
)
def test_what_makes_no_sense_is_refused(adas, sues, ticket, name, words):
    Tag.objects.create(name="export")
    Tag.objects.create(name="old", retired_at=ticket.opened_at)
    answer = adas.post("/setup/tags/", {"name": name})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_retired_tag_is_not_offered_and_tickets_keep_it(adas, sues, ticket, sue, as_actor):
    row = Tag.objects.create(name="export")
    actions.set_tags(ticket, {"export"}, actor=as_actor(sue))
    adas.get(f"/setup/tags/{row.pk}/retired")
    assert "export" in sues.get("/tags/offered").content.decode()
    adas.post(f"/setup/tags/{row.pk}/retired")
    assert "export" not in sues.get("/tags/offered").content.decode()
    assert TicketTag.objects.get().name == "export"
    adas.post(f"/setup/tags/{row.pk}/retired", {"back": "1"})
    assert "export" in sues.get("/tags/offered").content.decode()


def test_another_spelling_leaves_tickets_as_they_are(adas, ticket, sue, as_actor):
    row = Tag.objects.create(name="export")
    actions.set_tags(ticket, {"export"}, actor=as_actor(sue))
    adas.post(f"/setup/tags/{row.pk}/", {"name": "exports", "purpose": "x"})
    assert Tag.objects.get().name == "exports"
    assert TicketTag.objects.get().name == "export"


def test_it_counts_what_this_admin_may_see(adas, ada, ticket, sue, as_actor, mail):
    Tag.objects.create(name="export")
    actions.set_tags(ticket, {"export"}, actor=as_actor(sue))
    assert "on one ticket" in adas.get("/setup/tags/").content.decode()
    Mailbox.objects.update(team=Team.objects.create(name="Board"), restricted=True)
    assert "on no ticket" in adas.get("/setup/tags/").content.decode()


def test_the_list_is_an_admins(sues, quinns):
    row = Tag.objects.create(name="export")
    for client in (sues, quinns):
        for url in ("/setup/tags/", f"/setup/tags/{row.pk}/", f"/setup/tags/{row.pk}/retired"):
            assert client.post(url, {"name": "x"}).status_code == 404
    assert Tag.objects.get().name == "export"


def test_other_tags_can_still_be_typed(sues, at, ticket):
    assert 'data-tags="/tags/offered"' in sues.get(at()).content.decode()
    sues.post(at("tags"), {"tags": "something else", "seen": ticket.version})
    assert TicketTag.objects.get().name == "something else"


def test_many_tags_cost_the_same(adas, django_assert_max_num_queries):
    Tag.objects.bulk_create(Tag(name=f"tag {number}") for number in range(60))
    with django_assert_max_num_queries(8):
        assert "tag 59" in adas.get("/setup/tags/").content.decode()
