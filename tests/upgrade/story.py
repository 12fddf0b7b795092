"""What happened at the desk that `make.py` writes down. Imported there, once Django is set up."""

import os
from datetime import timedelta

from post import BOUNCE, SUPPORT, Desk

from transom.customers.models import Contact, Customer, CustomerDomain
from transom.foundation.addresses import parse_addresses
from transom.mail import admit
from transom.mail.models import OutboundEmail
from transom.mail.thread import signed_address
from transom.mail.transport import Sink, Unavailable
from transom.management.prepare import prepare
from transom.people import actor as actors
from transom.people.mailboxes import Mailbox
from transom.people.models import ProductArea, Team, User
from transom.people.setup_links import SetupLink
from transom.tickets import actions
from transom.tickets.actions import NewAttachment, Words
from transom.tickets.files import store
from transom.tickets.history import MissedHearing
from transom.worker import drain
from transom.workflow.models import Status, TicketType

PASSWORD = "correct horse battery staple"  # noqa: S105
ANN, BRUNO = "Ann Meyer <ann@acme.example>", "Bruno Keller <bruno@kontora.example>"
OLGA, LENA = "Olga Orlova <olga@outside.example>", "Lena Voss <lena@nordbau.example>"
BILLING = "billing@desk.example"
AWAY = ".away"
FORWARD = """For you.

---------- Forwarded message ---------
From: {sender}
Date: Mon, 6 Jan 2025 at 08:00
Subject: It came to me
To: <sue@desk.example>

It came to the wrong one.
"""
PEOPLE = {
    "quinn": ("Quinn Abara", "queue-manager"),
    "sue": ("Sue Lindqvist", "supporter"),
    "tess": ("Tess Moreau", "qa"),
    "dev": ("Dev Okafor", "support-developer"),
    "rolf": ("Rolf Brandt", "release-manager"),
    "ada": ("Ada Winter", "admin"),
    "gina": ("Gina Gone", "supporter"),
}


class Trouble(Sink):
    """A way out that refuses `gone@` for good, cannot say of `slow@` yet, and takes everything else."""

    def send(self, sender, recipients, mime):
        if any(recipient.startswith("slow@") for recipient in recipients):
            raise Unavailable("451 try later")
        return {recipient: (True, "550 no such user") for recipient in recipients if recipient.startswith("gone@")}


def tell() -> None:
    desk = Desk()
    prepare()
    cast = _hire()
    _an_issue(desk, cast)
    _strangers(desk, cast)
    _a_whole_path(desk, cast)
    _joined_and_split(desk, cast)
    _at_the_desk(desk, cast)
    _turned_away(desk, cast)
    _mail_by_us(desk)
    drain(lambda: desk.now, Trouble())
    _left_undone(desk, cast)
    SetupLink.objects.offer(desk.now)


def _hire() -> dict[str, actors.Actor]:
    people = {
        first: User.objects.create_user(f"{first}@desk.example", name, PASSWORD, roles=[role])
        for first, (name, role) in PEOPLE.items()
    }
    people["gina"].leave()
    payments = Team.objects.create(name="Payments")
    payments.members.add(people["sue"], people["dev"])
    ProductArea.objects.create(name="Export", team=payments)
    Mailbox.objects.create(address=SUPPORT, name="Support", trusted_hop="mx.desk.example")
    Mailbox.objects.create(address=BILLING, name="Billing", team=payments, restricted=True)
    Mailbox.objects.create(address="plain@desk.example", name="Plain", signed_addresses=False, acknowledges=False)
    for name, domain in (("Acme Clinics", "acme.example"), ("Kontora", "kontora.example")):
        CustomerDomain.objects.create(domain=domain, customer=Customer.objects.create(name=name, tier="Gold"))
    return {first: actors.person(user) for first, user in people.items()}


def _user(first: str) -> User:
    return User.objects.get(email=f"{first}@desk.example")


def _attachment(name: str, content: bytes) -> NewAttachment:
    return NewAttachment(store(content), name, "text/plain")


def _move(ticket, to: str, actor, desk, comment: str = "") -> None:
    actions.change_status(ticket, Status.objects.get(slug=to), actor=actor, comment=comment, at=desk.later(0.2))


def _last_of_ours(ticket) -> OutboundEmail:
    return OutboundEmail.objects.filter(ticket=ticket).latest("pk")


def _an_issue(desk, cast) -> None:
    """Words, files, notes, tags, watchers, and an answer that one of its readers never got."""
    files = (
        ("screen.png", "image/png", b"\x89PNG\r\n\x1a\n not much of a picture"),
        ("log.txt", "text/plain", b"14:02 stopped"),
    )
    raw = desk.mail(ANN, "The export stops", "It stops at step two.", html="<p>It <b>stops</b>.</p>", files=files)
    ticket = desk.post(raw, "ann@acme.example").ticket
    desk.post(raw, "ann@acme.example")  # a copy
    actions.set_type(ticket, TicketType.objects.get(slug="issue"), actor=cast["quinn"], at=desk.later(0.1))
    actions.assign(ticket, _user("sue"), actor=cast["quinn"], at=desk.later(0.1))
    actions.set_tags(ticket, {"export", "clinic"}, actor=cast["sue"])
    actions.set_tags(ticket, {"export"}, actor=cast["sue"])
    actions.watch(ticket, _user("tess"), actor=cast["sue"])
    [ben] = parse_addresses("Ben Adler <ben@acme.example>")
    actions.watch(ticket, Contact.objects.find_or_make(ben), actor=cast["sue"])
    actions.set_priority(ticket, "urgent", reason="Every evening is lost.", actor=cast["quinn"])
    actions.set_subject(ticket, "The export stops at step two", actor=cast["sue"])
    noted = Words("Seen on their test site.", attachments=(_attachment("trace.txt", b"step two: no region"),))
    actions.note(ticket, noted, actor=cast["sue"], at=desk.later(0.1))
    copies = parse_addresses("ben@acme.example, gone@acme.example")
    words = Words(
        "Good morning Ann,\n\n**three** users have no region.", attachments=(_attachment("users.txt", b"a, b, c"),)
    )
    actions.reply(ticket, words, actor=cast["sue"], cc=tuple(copies), at=desk.later(0.1))
    drain(lambda: desk.now, Trouble())
    answer = desk.mail(
        ANN,
        "Re: The export stops",
        "Which ones?\n\n> three users",
        In_Reply_To=f"<{_last_of_ours(ticket).message_id_header}>",
    )
    desk.post(answer, "ann@acme.example", signed_address(ticket.mailbox, ticket))


def _strangers(desk, cast) -> None:
    """Held mail: let in, discarded, and still waiting."""
    ours = OutboundEmail.objects.filter(kind="answer").first()
    held = [
        desk.post(
            desk.mail(OLGA, "Re: The export stops", text, In_Reply_To=f"<{ours.message_id_header}>"),
            "olga@outside.example",
        )
        for text in ("I consult for them.", "Please send me everything.", "Anybody there?")
    ]
    admit.let_in(held[0], actor=cast["quinn"])
    stranger = desk.mail(LENA, "Re: The export stops", "Me too.", In_Reply_To=f"<{ours.message_id_header}>")
    admit.discard(desk.post(stranger, "lena@nordbau.example"), "Not about this.", actor=cast["quinn"])


def _a_whole_path(desk, cast) -> None:
    """From a mail to Completed, and reopened by a word; our answer bounces later."""
    ticket = desk.post(
        desk.mail(BRUNO, "Invoices twice", "Each invoice is there twice."), "bruno@kontora.example"
    ).ticket
    actions.set_type(ticket, TicketType.objects.get(slug="issue"), actor=cast["quinn"])
    for to, who in (("in-review", "tess"), ("approved", "tess")):
        _move(ticket, to, cast[who], desk)
    actions.assign(ticket, _user("dev"), actor=cast["dev"])
    path = (("in-progress", "dev"), ("ready-to-test", "dev"), ("in-testing", "tess"), ("ready-to-install", "tess"))
    for to, who in (*path, ("client-testing", "rolf")):
        _move(ticket, to, cast[who], desk)
    actions.reply(ticket, Words("Please look at one of this week."), actor=cast["dev"], at=desk.later(0.1))
    drain(lambda: desk.now, Trouble())
    sent = _last_of_ours(ticket)
    report = BOUNCE.format(to=sent.envelope_sender, recipient="bruno@kontora.example", about=sent.message_id_header)
    desk.post(report.encode(), "", sent.envelope_sender)
    _move(ticket, "completed", cast["quinn"], desk, "He says so on the phone.")
    desk.post(
        desk.mail(BRUNO, "Re: Invoices twice", "Twice again!", References=f"<{sent.message_id_header}>"),
        "bruno@kontora.example",
    )


def _joined_and_split(desk, cast) -> None:
    first = desk.post(desk.mail(LENA, "Our address", "Where do we change it?"), "lena@nordbau.example").ticket
    again = desk.post(desk.mail(LENA, "Address", "And it is still the old one."), "lena@nordbau.example").ticket
    actions.merge(again, first, actor=cast["quinn"])
    other = desk.post(desk.mail(ANN, "Two things", "The first thing."), "ann@acme.example").ticket
    more = desk.mail(ANN, "Re: Two things", "The second thing.", References="<mail.1@nowhere.example>")
    message = desk.post(more, "ann@acme.example", signed_address(other.mailbox, other)).message
    actions.split(other, [message], "The second thing", actor=cast["sue"])
    actions.link(other, first, "follows", actor=cast["sue"])
    actions.reply(first, Words("Under Settings, Company."), actor=cast["sue"], expects_answer=False, at=desk.later(0.1))


def _at_the_desk(desk, cast) -> None:
    """Opened by one of us, kept from some of us, closed as spam, owed no answer."""
    [carl] = parse_addresses("Carl Cold <slow@kontora.example>")
    ticket = actions.open_ticket("He called", Contact.objects.find_or_make(carl), actor=cast["sue"], at=desk.later(0.1))
    actions.reply(ticket, Words("As I said on the phone: on Monday."), actor=cast["sue"], at=desk.later(0.1))
    secret = desk.post(desk.mail(ANN, "Our contract", "We end it.", to=BILLING), "ann@acme.example", BILLING).ticket
    actions.no_answer_needed(secret, actor=cast["sue"])
    actions.assign_team(secret, Team.objects.get(), actor=cast["dev"])
    spam = desk.post(desk.mail(OLGA, "Forklifts", "Best price."), "olga@outside.example").ticket
    _move(spam, "spam", cast["quinn"], desk)


def _turned_away(desk, cast) -> None:
    """Quarantined, let in and discarded; ignored; a report about nothing of ours."""
    ourselves = "Support <support@desk.example>"  # a form on a web site that names nobody
    nobody = [desk.post(desk.mail(ourselves, subject, "Hello?"), SUPPORT) for subject in ("One", "Two", "Three")]
    admit.let_in(nobody[0], actor=cast["quinn"])
    admit.discard(nobody[1], "There is nobody to ask.", actor=cast["quinn"])
    holiday = desk.mail(LENA, "Away", "Back on Monday.", Auto_Submitted="auto-replied")
    desk.post(holiday, "lena@nordbau.example")
    news = desk.mail(
        OLGA,
        "News",
        "Buy.",
        List_Id="<news.outside.example>",
        List_Unsubscribe="<https://outside.example/>",
        Precedence="bulk",
    )
    desk.post(news, "bounces@outside.example")
    desk.post(BOUNCE.format(to=SUPPORT, recipient="x@outside.example", about="never.ours@outside.example").encode(), "")


def _mail_by_us(desk) -> None:
    """A colleague, vouched for by the server before us, forwards a customer's mail and answers another."""
    vouched = "mx.desk.example; dmarc=pass header.from=desk.example"
    forward = FORWARD.format(sender=BRUNO)
    sue = "Sue Lindqvist <sue@desk.example>"
    ticket = desk.post(
        desk.mail(sue, "Fwd: It came to me", forward, Authentication_Results=vouched), "sue@desk.example"
    ).ticket
    answer = desk.mail(sue, "Re: It came to me", "I call him.", Authentication_Results=vouched)
    desk.post(answer, "sue@desk.example", signed_address(ticket.mailbox, ticket))


def _without_its_file(desk, ticket, actor, name: str) -> str:
    """An answer that cannot become a mail, since its file is away; gives where the file belongs."""
    words = Words(f"See {name}.", attachments=(_attachment(name, name.encode()),))
    actions.reply(ticket, words, actor=actor, at=desk.later(0.1))
    with words.attachments[0].file.open() as file:
        os.rename(file.name, file.name + AWAY)
    drain(lambda: desk.now)
    return file.name


def _left_undone(desk, cast) -> None:
    """What was under way when this Transom was stopped for good."""
    sue = cast["sue"]
    ticket = desk.post(desk.mail(ANN, "A question", "How do I add a second approver?"), "ann@acme.example").ticket
    drain(lambda: desk.now, Trouble())
    files = [_without_its_file(desk, ticket, sue, "given-up.txt")]
    for _ in range(8):
        desk.later(30)
        drain(lambda: desk.now)
    files.append(_without_its_file(desk, ticket, sue, "tried-once.txt"))
    desk.post(desk.mail(BRUNO, "He wrote again", "Am I heard?"), "slow@kontora.example")
    [carl] = parse_addresses("slow@kontora.example")
    actions.reply(ticket, Words("To one whose server is slow."), actor=sue, to=(carl,), at=desk.later(0.1))
    drain(lambda: desk.now, Trouble())
    actions.reply(ticket, Words("Made into a mail, and not sent."), actor=sue, at=desk.later(0.1))
    actions.reply(ticket, Words("Claimed by a worker that was killed."), actor=sue, at=desk.later(0.1))
    drain(lambda: desk.now)
    OutboundEmail.objects.filter(attempts=0).claim(desk.now, timedelta(minutes=10))
    for file in files:
        os.rename(file + AWAY, file)
    assert [bool(row.parked_at) for row in MissedHearing.objects.filter(settled_at=None)] == [True, False]
    actions.reply(ticket, Words("Recorded, and not dispatched."), actor=sue, at=desk.later(0.1))
    desk.post(desk.mail(BRUNO, "Not read yet", "Is anybody there?"), "bruno@kontora.example", read=False)
    answer = desk.mail(ANN, "Re: A question", "Found it.")
    desk.post(answer, "ann@acme.example", signed_address(ticket.mailbox, ticket), read=False)
    kept = desk.mail(ANN, "Our contract again", "We stay.", to=BILLING)
    desk.post(kept, "ann@acme.example", BILLING, read=False)
