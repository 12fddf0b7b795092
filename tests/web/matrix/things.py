"""One real thing behind every kind of key: those that a person may have, and the same of a mailbox or a person that is not theirs."""

from functools import cached_property

from transom.mail.models import InboundEmail, OutboundEmail
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.history import Event, MissedHearing
from transom.tickets.messages import Attachment
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment, Words
from transom.worker import drain

MISSING = 987654


class Conversation:
    """A ticket at one mailbox, with an answer of ours that carries a file, and a stranger's mail that is held on it."""

    def __init__(self, mailbox: Mailbox, writer: User, mail):
        mail(
            to=mailbox.address,
            subject=f"Of {mailbox.name}",
            sender=f"Ann <ann@{mailbox.name.lower()}.example>",
            html="<p>It is broken.</p>",
        )
        self.ticket = Ticket.objects.get(mailbox=mailbox)
        words = Words(text="Try this.", attachments=(NewAttachment(store(b"\x89PNG"), "x.png", "image/png"),))
        self.message = actions.reply(self.ticket, words, actor=person(writer))
        drain()
        self.received = self.ticket.messages.exclude(pk=self.message.pk).get()
        self.sent = OutboundEmail.objects.filter(ticket=self.ticket).last()
        self.note = actions.note(self.ticket, Words(text="Among us."), actor=person(writer))
        mail(
            "Let me in.",
            to=mailbox.address,
            sender="Olga <olga@out.example>",
            in_reply_to=f"<{self.sent.message_id_header}>",
        )
        self.held = InboundEmail.objects.filter(ticket=self.ticket, outcome="held").get()
        self.attachment = Attachment.objects.filter(message=self.message).get()


class Things:
    """`own(kind, someone)` and `foreign(kind, someone)` give the value of an address's parameter.

    A kind is the name of a method of `Own`, or one that a table of `KINDS` adds; see `kinds.py`.
    """

    def __init__(self, mail, staff: dict[str, User]):
        self.staff, self.mail = staff, mail
        team = Team.objects.create(name="Those inside")
        insider = User.objects.create_user("insider@desk.example", "Ina Insider", roles=["supporter", "admin"])
        team.members.add(insider)
        mailbox = Mailbox.objects.get(address="support@desk.example")
        secret = Mailbox.objects.create(address="secret@desk.example", name="Secret", team=team, restricted=True)
        self.insider, self.team, self.mailbox, self.secret = insider, team, mailbox, secret
        self.open = Conversation(mailbox, staff["supporter"], mail)
        self.hidden = Conversation(secret, insider, mail)

    @cached_property
    def missed(self) -> MissedHearing:
        event = Event.objects.first()
        return MissedHearing.objects.create(event=event, hearer="x", due_at=event.at, parked_at=event.at)
