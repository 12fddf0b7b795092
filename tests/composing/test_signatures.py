"""What stands under an answer: one's own for the mailbox, one's own for all, the mailbox's, nothing."""

from transom.composing.signatures import Signature, signature_for, write
from transom.people.mailboxes import Mailbox


def test_the_closest_one_is_taken(desk, sue, quinn):
    other = Mailbox.objects.create(address="sales@desk.example", name="Sales")
    assert signature_for(sue, desk) == ""
    write(None, desk, "The desk")
    assert signature_for(sue, desk) == "The desk"
    write(sue, None, "Sue")
    assert signature_for(sue, desk) == "Sue"
    write(sue, other, "Sue of sales")
    assert (signature_for(sue, desk), signature_for(sue, other)) == ("Sue", "Sue of sales")
    assert (signature_for(quinn, desk), signature_for(quinn, other)) == ("The desk", "")
    assert signature_for(sue, None) == "Sue"


def test_an_empty_one_takes_it_away(desk, sue):
    write(sue, desk, "Sue")
    write(sue, desk, "Sue Lindqvist\r\nSupport\n")
    assert signature_for(sue, desk) == "Sue Lindqvist\nSupport"
    write(sue, desk, " \n")
    assert not Signature.objects.exists()


def test_a_mailboxs_signature_names_whoever_signs(desk, sue):
    write(None, desk, "{{my first name}}, {{mailbox name}}")
    assert signature_for(sue, desk) == "Sue, Support"


def test_it_stands_under_an_answer_and_not_under_a_note(ticket, sue, send):
    write(sue, None, "Sue\nSupport")
    assert send().message.text == "Try this.\n\n-- \nSue\nSupport"
    send("Between us.", kind="note", once="form-2")
    assert ticket.notes.get().text == "Between us."
