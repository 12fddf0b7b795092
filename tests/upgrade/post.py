"""The post and the clock of the story: mails as strangers write them, and time that goes on."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from transom.mail.receive import accept
from transom.worker import drain

START = datetime(2025, 1, 6, 8, tzinfo=UTC)  # long ago whatever the clock says, so that all that waits is due
SUPPORT = "support@desk.example"
BOUNCE = """From: Mail system <mailer-daemon@mx.kontora.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.1@mx.kontora.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kontora.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <{about}>

--b--
"""


class Desk:
    """The post and the clock of the story."""

    def __init__(self):
        self.now, self.mails = START, 0

    def later(self, hours: float) -> datetime:
        self.now += timedelta(hours=hours)
        return self.now

    def mail(self, sender: str, subject: str, text: str, *, to=SUPPORT, files=(), html="", **headers: str) -> bytes:
        self.mails += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = format_datetime(self.now)
        mail["Message-ID"] = f"<mail.{self.mails}@{sender.partition('@')[2].rstrip('>')}>"
        for name, value in headers.items():
            mail[name.replace("_", "-").title()] = value
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        for name, kind, content in files:
            main, _, sub = kind.partition("/")
            mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return mail.as_bytes()

    def post(self, raw: bytes, sender: str, to: str = SUPPORT, *, read: bool = True):
        """Hand a mail in, and have it read unless told otherwise; gives the row as it is then."""
        row = accept(raw, [to], envelope_sender=sender, road="smtp", at=self.later(0.1))
        if read:
            drain(lambda: self.now)
            row.refresh_from_db()
        return row
