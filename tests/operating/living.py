"""A little life for a desk of its own process: mails with files, an answer, a note, a move, a merge, a mail that waits."""

from decimal import Decimal

from tests.conftest import raw_mail
from transom.mail.receive import SMTP, accept
from transom.people import actor as actors
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment, Words
from transom.worker import drain

MAILBOX = "support@desk.example"
LOG = ("log.txt", "text/plain", b"line\n" * 1000)


def post(**parts) -> None:
    accept(raw_mail(**parts), [MAILBOX], envelope_sender="ann@acme.example", road=SMTP)


def live() -> None:
    sue = actors.person(User.objects.get(email="sue@desk.example"))
    for number in range(5):
        post(subject=f"Number {number}", text="Zażółć gęślą jaźń 日本 \U0001f600", attachments=(LOG,))
        drain()
    first, second = Ticket.objects.order_by("number")[:2]
    picture = NewAttachment(store(b"\x89PNG not really"), "p.png", "image/png")
    actions.reply(first, Words("Water helps.", attachments=(picture,)), actor=sue)
    actions.note(first, Words("Between us.", attachments=(picture,)), actor=sue)
    actions.set_tags(first, {"fire"}, actor=sue)
    actions.make_estimate(first, "A day.", hours=Decimal("7.5"), amount=Decimal(900), currency="EUR", actor=sue)
    actions.merge(second, first, actor=sue)
    drain()
    post(subject="Not read yet")
