"""A request that looks like a bare thank-you brings a closed ticket back: nobody is left alone because of how they write."""

from email.message import EmailMessage
from email.utils import make_msgid

import pytest

from tests.conftest import ANN, MAILBOX
from tests.tickets.telling import now, said, status
from transom.mail.models import OutboundEmail
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.worker import drain


@pytest.fixture
def closed(mail, sue, as_actor):
    ticket = mail().ticket
    actions.reply(ticket, said("Try it now. Does it still burn?"), actor=as_actor(sue))
    drain()
    return actions.change_status(ticket, status("completed"), actor=as_actor(sue), comment="Done.")


@pytest.fixture
def answers(closed, mail):
    """A mail into the closed ticket, with these parts as plain text and as HTML."""

    def write(text="", html="", subject="Re: The printer is on fire"):
        built = EmailMessage()
        built["From"], built["To"], built["Subject"] = ANN, MAILBOX, subject
        built["Message-ID"] = make_msgid(domain="acme.example")
        built["In-Reply-To"] = f"<{OutboundEmail.objects.filter(ticket=closed).latest('pk').message_id_header}>"
        if text:
            built.set_content(text)
        if html:
            (built.add_alternative if text else built.set_content)(html, subtype="html")
        return mail(raw=built.as_bytes())

    return write


NOTICE = "The confidential export of our patients burns since Monday and we are losing all of them, so it has to be undone today!"
BELOW = (
    "Hi Sue,\n\nThanks!\n-- \nAnn Meyer\nNow the export burns, too",
    "Hi Sue,\n\nThanks!\n-- \nDer Drucker brennt",
    f"Hi Sue,\n\nThanks!\n-- \nAnn\n\n{NOTICE}",
    "Hi Sue,\n\nThanks!\n-- \n" + "Export Burns\n" * 30,
    "Hi Sue,\n\nThanks!\n\nBest regards\nAnn Meyer\nThe export burns since Monday\nTel. +49 30 1234567",
    "Hi Sue,\n\nThanks!\nSent from my iPhone which is on fire",
    "Thanks!\n\nAnn\n\nCall me at +49 30 1234567",
    "Thanks!\n\nAnn\n\nShip order 12345678 today",
    "Danke!\n\nAnn\n\nDer Drucker brennt\nTel. 030 1234567",
    "Danke!\n---\nDer Drucker brennt",
    "Thanks!\n____\nTHE PRINTER BURNS",
    "Thanks. It ~~works~~",
)


@pytest.mark.parametrize("text", BELOW)
def test_said_below_it(closed, answers, text):
    answers(text)
    assert now(closed).awaiting_us_since is not None
    assert_replays(closed)


@pytest.mark.parametrize(
    "subject", ["Re: [It burns again] The printer is on fire", "[It burns again]", "[URGENT] The printer is on fire"]
)
def test_said_in_the_subject_in_brackets(closed, answers, subject):
    answers("Thanks!", subject=subject)
    assert now(closed).awaiting_us_since is not None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Thanks!", "<p>Thanks!</p><p>It burns again.</p>"),
        (
            "Thanks!\n\nOn Monday, Support wrote:\n> Does it still burn?",
            "<p>Thanks!</p><p>It does still burn</p>On Monday, Support wrote: <blockquote>Does it still burn?</blockquote>",
        ),
        ("", "<p>Thanks! It <s>works</s></p>"),
        ("", "<p>Thanks!</p><img src='data:image/png;base64,iVBORw0KGgo='>"),
    ],
)
def test_said_in_html_alone(closed, answers, text, html):
    answers(text, html)
    assert now(closed).awaiting_us_since is not None


def test_html_that_says_the_same_changes_nothing(closed, answers):
    text = "Hi Sue,\n\nthanks a lot!\n\nOn Monday, Support wrote:\n> Does it\n> still burn?\n"
    html = (
        "<style>p { color: red }</style><p>Hi Sue,</p><p>thanks&nbsp;a <b>lot</b>!</p>"
        "<div>On Monday, Support wrote:</div><blockquote>Does it still burn?</blockquote>"
    )
    answers(text, html)
    assert (now(closed).is_closed, now(closed).awaiting_us_since) == (True, None)
