"""Signatures: a person writes their own on their page, an admin those of the mailboxes."""

import pytest

from transom.composing.signatures import Signature, signature_for
from transom.people.mailboxes import Mailbox
from transom.people.models import Team


@pytest.fixture
def adas(ada, sign_in):
    return sign_in(ada)


def test_one_writes_ones_own(sues, sue, desk):
    assert "Your signature" in sues.get("/me/").content.decode()
    answer = sues.post("/me/signature", {"everywhere": "{{my name}}\nSupport"})
    assert answer.url == "/me/#signature"
    assert signature_for(sue, desk) == "Sue Lindqvist\nSupport"
    assert "Sue Lindqvist\nSupport" in sues.get("/me/").content.decode()


def test_one_for_each_mailbox_that_one_sees(sues, sue, desk):
    sales = Mailbox.objects.create(address="sales@desk.example", name="Sales")
    board = Team.objects.create(name="Board")
    hidden = Mailbox.objects.create(address="board@desk.example", name="Board", team=board, restricted=True)
    page = sues.get("/me/").content.decode()
    assert "From sales@desk.example" in page
    assert "board@desk.example" not in page
    form = {"everywhere": "Sue", f"mailbox-{sales.pk}": "Sue of sales", f"mailbox-{hidden.pk}": "Sue of the board"}
    sues.post("/me/signature", form)
    assert (signature_for(sue, desk), signature_for(sue, sales)) == ("Sue", "Sue of sales")
    assert not Signature.objects.filter(mailbox=hidden).exists()


def test_a_wrong_name_is_refused_with_what_there_is(sues):
    answer = sues.post("/me/signature", {"everywhere": "For {{their name}}"})
    assert answer.status_code == 422
    assert "You can write: {{my name}}" in answer.content.decode()
    assert not Signature.objects.exists()


def test_looking_at_it_changes_nothing(sues):
    assert sues.get("/me/signature").status_code == 303


def test_an_admin_writes_the_mailboxes(adas, sues, desk, sue):
    answer = adas.post("/setup/signatures/", {f"mailbox-{desk.pk}": "{{mailbox name}}"})
    assert answer.status_code == 303
    assert signature_for(sue, desk) == "Support"
    assert sues.get("/setup/signatures/").status_code == 404
    assert sues.post("/setup/signatures/", {f"mailbox-{desk.pk}": "x"}).status_code == 404
    adas.post("/setup/signatures/", {f"mailbox-{desk.pk}": ""})
    assert signature_for(sue, desk) == ""
