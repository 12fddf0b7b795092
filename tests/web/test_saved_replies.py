"""The pages of saved replies: everyone keeps their own, admins share with the desk, members with their team."""

import pytest

from transom.composing.saved import SavedReply
from transom.people.models import Team

WORDS = "Hello {{their first name}},\n\nwhich version is it?"


@pytest.fixture
def adas(ada, sign_in):
    return sign_in(ada)


@pytest.fixture
def payments(sue):
    team = Team.objects.create(name="Payments")
    team.members.add(sue)
    return team


def make(client, **more):
    return client.post("/replies/new/", {"name": "Which version", "body": WORDS, "whose": "me"} | more)


def test_the_empty_list_teaches(sues):
    page = sues.get("/replies/").content.decode()
    assert "Save what you write more than twice" in page
    assert "{{my first name}}" in page


def test_everyone_keeps_their_own(sues, quinns, sue):
    assert make(sues).status_code == 303
    row = SavedReply.objects.get()
    assert (row.owner, row.team, row.body) == (sue, None, WORDS)
    assert "Which version" in sues.get("/replies/").content.decode()
    assert "Which version" not in quinns.get("/replies/").content.decode()


@pytest.mark.parametrize("act", ["", "retired", "copies"])
def test_a_private_one_is_not_there_for_others(sues, quinns, adas, act):
    make(sues)
    url = f"/replies/{SavedReply.objects.get().pk}/{act}"
    for client in (quinns, adas):
        assert client.get("/replies/999999/").status_code == 404
        assert client.post(url, {"name": "x", "body": "x", "whose": "me"}).status_code == 404
    assert SavedReply.objects.get().name == "Which version"


def test_members_share_with_their_team_and_no_other(sues, quinns, payments):
    other = Team.objects.create(name="Editor")
    assert make(sues, whose=f"team-{other.pk}").status_code == 422
    assert make(sues, whose=f"team-{payments.pk}").status_code == 303
    assert SavedReply.objects.get().team == payments
    assert "Which version" not in quinns.get("/replies/").content.decode()
    payments.members.add(quinns_user := quinns.get("/replies/").wsgi_request.user)
    assert quinns_user.name == "Quinn Abara"
    assert "Which version" in quinns.get("/replies/").content.decode()


def test_only_admins_share_with_the_whole_desk(sues, adas):
    assert make(sues, whose="desk").status_code == 422
    assert make(adas, whose="desk").status_code == 303
    row = SavedReply.objects.get()
    assert (row.owner, row.team) == (None, None)
    assert "Which version" in sues.get("/replies/").content.decode()
    assert sues.get(f"/replies/{row.pk}/").status_code == 404
    assert sues.post(f"/replies/{row.pk}/retired").status_code == 404


def test_an_unknown_name_is_refused_with_the_list(sues):
    answer = make(sues, body="Hello {{first}}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no {{first}}" in page
    assert "Hello {{first}}" in page
    assert not SavedReply.objects.exists()


@pytest.mark.parametrize(("field", "words"), [("name", "Give it a name"), ("body", "Write what the reply says")])
def test_what_is_missing_is_said(sues, field, words):
    answer = make(sues, **{field: ""})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_one_that_is_used_by_all_is_copied_to_be_changed(sues, adas, sue):
    make(adas, whose="desk")
    SavedReply.objects.update(uses=7)
    first = SavedReply.objects.get()
    assert sues.get(f"/replies/{first.pk}/copies").status_code == 303
    assert SavedReply.objects.count() == 1
    answer = sues.post(f"/replies/{first.pk}/copies")
    copy = SavedReply.objects.exclude(pk=first.pk).get()
    assert answer.url == f"/replies/{copy.pk}/"
    assert (copy.owner, copy.name, copy.body, copy.uses) == (sue, "Which version (copy)", WORDS, 0)
    first.refresh_from_db()
    assert (first.owner, first.uses) == (None, 7)


def test_retired_ones_are_offered_to_nobody_and_can_come_back(sues, at, ticket):
    make(sues)
    row = SavedReply.objects.get()
    sues.get(f"/replies/{row.pk}/retired")
    assert SavedReply.objects.get().retired_at is None
    sues.post(f"/replies/{row.pk}/retired")
    assert "1 is retired" in sues.get("/replies/").content.decode()
    assert "Which version" not in sues.get(at("saved/menu")).content.decode()
    assert sues.get(at(f"saved/replies/{row.pk}")).status_code == 404
    sues.post(f"/replies/{row.pk}/retired", {"back": "1"})
    assert "Which version" in sues.get(at("saved/menu")).content.decode()


def test_a_preview_is_of_a_ticket_that_is_nobodys(sues):
    page = sues.post("/replies/preview", {"text": "Hello {{their first name}}, **now** {{nope}} <script>x</script>"})
    assert "Hello Alex, <strong>now</strong>" in page.content.decode()
    assert "There is no {{nope}}" in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_who_has_no_role_sees_none_of_it(olga, sign_in, desk):
    olgas = sign_in(olga)
    for url in ("/replies/", "/replies/new/", "/replies/preview", "/macros/", "/tags/offered", "/setup/tags/"):
        assert olgas.get(url).status_code == 404


def test_the_list_asks_the_same_for_many(sues, sue, django_assert_max_num_queries):
    for number in range(30):
        SavedReply.objects.create(name=f"Reply {number}", body="x", owner=sue)
    with django_assert_max_num_queries(10):
        assert "Reply 29" in sues.get("/replies/").content.decode()


def test_many_are_found_by_a_part_of_their_name(sues, sue):
    assert "Part of a name" not in sues.get("/replies/").content.decode()
    SavedReply.objects.bulk_create(SavedReply(name=f"Reply {number:03}", body="x", owner=sue) for number in range(301))
    page = sues.get("/replies/").content.decode()
    assert "There are more than are shown here" in page
    assert page.count("Make a copy") == 300
    found = sues.get("/replies/?q=reply 07").content.decode()
    assert found.count("Make a copy") == 10
    assert "None has “zebra” in its name" in sues.get("/replies/?q=zebra").content.decode()
