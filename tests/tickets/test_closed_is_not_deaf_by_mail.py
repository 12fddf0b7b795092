"""By mail, as customers really write: with a signature, a quote, and a subject."""

import pytest

from tests.tickets.telling import now, said, status
from transom.mail.models import OutboundEmail
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.worker import drain

QUOTE = "\n\nOn Monday, Support wrote:\n> Try it now. Does it still burn?\n"


@pytest.fixture
def closed(mail, sue, as_actor):
    ticket = mail().ticket
    actions.reply(ticket, said("Try it now. Does it still burn?"), actor=as_actor(sue))
    drain()
    return actions.change_status(ticket, status("completed"), actor=as_actor(sue), comment="Done.")


@pytest.fixture
def answers(closed, mail):
    def write(text, subject="Re: The printer is on fire", **parts):
        ours = OutboundEmail.objects.filter(ticket=closed).latest("pk")
        return mail(text, subject=subject, in_reply_to=f"<{ours.message_id_header}>", **parts)

    return write


@pytest.mark.parametrize(
    "text",
    [
        f"Thanks!{QUOTE}",
        f"Hi Sue,\n\nthank you very much!\n\nBest regards\nAnn Meyer\n-- \nAnn Meyer\nAcme Clinics\nTel. +49 30 1234567{QUOTE}",
        f"Vielen Dank!\n\nVon meinem iPhone gesendet{QUOTE}",
        "Merci beaucoup !",
    ],
)
def test_a_bare_thank_you_leaves_it_closed(closed, answers, text):
    came = answers(text)
    assert (came.ticket, now(closed).is_closed, now(closed).awaiting_us_since) == (closed, True, None)
    assert_replays(closed)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (f"Thanks! But it still burns.{QUOTE}", "Re: The printer is on fire"),
        ("Thanks!", "It burns again"),
        (f"Thanks!\n\nPS: the other one, too{QUOTE}", "Re: The printer is on fire"),
        ("> Does it still burn?\nYes, thanks.", "Re: The printer is on fire"),
    ],
)
def test_anything_more_reopens_it(closed, answers, text, subject):
    answers(text, subject)
    assert not now(closed).is_closed
    assert now(closed).awaiting_us_since is not None
    assert_replays(closed)


def test_a_strangers_thank_you_is_held_as_ever(closed, answers):
    came = answers("Thank you!", sender="Mo <mo@elsewhere.example>")
    assert (came.outcome, now(closed).is_closed) == ("held", True)
    assert now(closed).held_since == now(closed).awaiting_us_since == came.received_at
    assert_replays(closed)
