"""What machines send to a desk: bounces, delays, complaints, absence notices, list mail; and people who look alike."""
# ruff: noqa: E501 (a mail is easier to read with its long lines whole)

DAEMON = "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.other.example>\nTo: support@desk.example\n"
RETURNED = (
    "Message-ID: <sent-7@desk.example>\nFrom: support@desk.example\nTo: carl@other.example\nSubject: Your report\n"
)
PERSON = "From: Ann Acker <ann@acme.example>\nTo: support@desk.example\nMessage-ID: <p@acme.example>\n"
FAILED = [{"address": "carl@other.example", "permanent": True, "status": "5.1.1"}]


def report(status: str, words: str, subject: str, head: str = DAEMON, returned: str = "message/rfc822") -> bytes:
    return (
        f"{head}Subject: {subject}\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{words}\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.other.example\n\n{status}\n"
        f"--b\nContent-Type: {returned}\n\n{RETURNED}\nHello Carl\n--b--\n"
    ).encode()


def prose(subject: str, words: str, head: str = DAEMON) -> bytes:
    return f"{head}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{words}\n".encode()


def absence(subject: str, headers: str = "In-Reply-To: <sent-7@desk.example>\n") -> bytes:
    return f"{PERSON}Subject: {subject}\n{headers}Content-Type: text/plain; charset=utf-8\n\nBack on Monday.\n".encode()


def person(subject: str, headers: str = "", words: str = "Can you help?") -> bytes:
    return f"{PERSON}{headers}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{words}\n".encode()


STATUS = "Final-Recipient: rfc822; carl@other.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n"
DELAYED = "Final-Recipient: rfc822; carl@other.example\nAction: delayed\nStatus: 4.4.1\n"
ALIAS = "Original-Recipient: rfc822;carl@other.example\nFinal-Recipient: rfc822;c.smith@inner.example\nAction: failed\nStatus: 5.2.2\n"
RELAYED = "Final-Recipient: rfc822; carl@other.example\nAction: relayed\nStatus: 2.0.0\n"
TWO = STATUS + "\nFinal-Recipient: rfc822; dora@other.example\nAction: failed\nStatus: 4.4.7\n"
QMAIL = (
    "Hi. This is the qmail-send program at mx.other.example.\nI'm afraid I wasn't able to deliver your message to the "
    "following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<carl@other.example>:\n"
    "Sorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" + RETURNED
)
EXIM = (
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to "
    "one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  carl@other.example\n"
    "    550 5.1.1 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n\n"
    + RETURNED
)
OWN_WORDS = (
    "The post office of Other Limited regrets: your letter could not be delivered to carl@other.example, whose mailbox is "
    "full.\n\n--- original message ---\n" + RETURNED
)
COMPLAINT = (
    "From: abuse@provider.example\nTo: support@desk.example\nSubject: complaint\n"
    "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nSomebody complained.\n"
    "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Sorter/1\nVersion: 1\n"
    f"Original-Rcpt-To: carl@other.example\n\n--b\nContent-Type: message/rfc822\n\n{RETURNED}\nHello\n--b--\n"
).encode()
ATTACHED_BOUNCE = (
    f"{PERSON}Subject: What does this mean?\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nI got this from you.\n"
    "--o\nContent-Type: message/rfc822\n\n"
    + report(STATUS, "failed", "Undelivered Mail Returned to Sender").decode()
    + "\n--o--\n"
).encode()
RECEIPT = (
    f"{PERSON}Subject: Read: Your report\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
    "--b\n\nIt was displayed.\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--\n"
).encode()
SES = (
    b"From: AWS <no-reply@sns.amazonaws.example>\nx-amz-sns-message-id: 1\nSubject: AWS Notification Message\n\n"
    b'{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":'
    b'"carl@other.example","status":"5.1.1"}]},"mail":{"commonHeaders":{"messageId":"<sent-7@desk.example>"}}}\n'
)
ORIGINAL = "sent-7@desk.example"
BOUNCE = {"automatic": "bounce", "report_original": ORIGINAL, "report_recipients": FAILED}
REPLY = {"automatic": "auto-reply"}
LIST = {"automatic": "list"}
HUMAN = {"automatic": None, "report_recipients": None}
ABSENT = {
    "en": "Automatic reply: Your report",
    "de": "Abwesenheitsnotiz: Ihr Bericht",
    "fr": "Réponse automatique : Votre rapport",
    "es": "Respuesta automática: Su informe",
    "it": "Risposta automatica: Il suo rapporto",
    "pt": "Resposta automática: O seu relatório",
    "nl": "Automatisch antwoord: Uw verslag",
    "pl": "Automatyczna odpowiedź: Raport",
    "sv": "Autosvar: Din rapport",
    "ja": "自動応答: 報告",
    "ru": "Автоответ: Отчёт",
}

MAILS = {
    "bounce-rfc3464": (report(STATUS, "It failed.", "Undelivered Mail Returned to Sender"), BOUNCE),
    "bounce-rfc3464-headers-only": (report(STATUS, "It failed.", "Failure", returned="text/rfc822-headers"), BOUNCE),
    "bounce-rfc3464-from-a-server-without-marks": (
        report(
            STATUS, "It failed.", "Unzustellbar: Bericht", head="From: mail@other.example\nTo: support@desk.example\n"
        ),
        BOUNCE,
    ),
    "bounce-rfc3464-alias": (
        report(ALIAS, "Full.", "Delivery failure"),
        {"report_recipients": [{"address": "carl@other.example", "permanent": True, "status": "5.2.2"}]},
    ),
    "bounce-rfc3464-two": (
        report(TWO, "Two failed.", "Returned mail"),
        {"report_recipients": [*FAILED, {"address": "dora@other.example", "permanent": True, "status": "4.4.7"}]},
    ),
    "bounce-delay": (
        report(DELAYED, "Still trying.", "Warning: could not send message for past 4 hours"),
        {
            "automatic": "bounce",
            "report_recipients": [{"address": "carl@other.example", "permanent": False, "status": "4.4.1"}],
        },
    ),
    "bounce-success": (
        report(RELAYED, "Relayed.", "Delivery status"),
        {"automatic": "bounce", "report_recipients": []},
    ),
    "bounce-qmail": (
        prose("failure notice", QMAIL),
        {"report_original": ORIGINAL, "report_recipients": [{"address": "carl@other.example", "permanent": True}]},
    ),
    "bounce-exim": (
        prose(
            "Mail delivery failed: returning message to sender",
            EXIM,
            DAEMON + "X-Failed-Recipients: carl@other.example\n",
        ),
        BOUNCE,
    ),
    "bounce-own-words": (
        prose("Undeliverable letter", OWN_WORDS),
        {"automatic": "bounce", "report_original": ORIGINAL, "report_recipients": [{"address": "carl@other.example"}]},
    ),
    "bounce-prose-delay": (
        prose(
            "Delayed mail",
            "Your mail to <carl@other.example> is delayed; we are still trying. You do not need to resend.",
        ),
        {"automatic": "bounce", "report_recipients": [{"address": "carl@other.example", "permanent": False}]},
    ),
    "bounce-amazon": (SES, BOUNCE),
    "bounce-complaint": (
        COMPLAINT,
        {
            "automatic": "bounce",
            "report_original": ORIGINAL,
            "report_recipients": [{"address": "carl@other.example", "permanent": False}],
        },
    ),
    "null-sender": (
        prose(
            "Hello",
            "A machine says hello.",
            DAEMON.replace("MAILER-DAEMON", "robot").replace("Mail Delivery System", "Robot"),
        ),
        REPLY,
    ),
    "read-receipt": (RECEIPT, REPLY),
    **{f"absence-{language}": (absence(subject), REPLY) for language, subject in ABSENT.items()},
    "absence-rfc3834": (absence("Your report", "Auto-Submitted: auto-replied (vacation)\n"), REPLY),
    "absence-x-autoreply": (absence("Your report", "X-Autoreply: yes\n"), REPLY),
    "absence-precedence": (absence("Your report", "Precedence: auto_reply\n"), REPLY),
    "generated-form": (person("Contact form", "Auto-Submitted: auto-generated\n"), {"automatic": "generated"}),
    "list-id": (person("[users] Printing", "List-Id: Users <users.lists.example>\n"), LIST),
    "list-post": (person("Printing", "List-Post: <mailto:users@lists.example>\n"), LIST),
    "list-precedence-list": (person("Printing", "Precedence: list\n"), LIST),
    "list-precedence-bulk": (person("Our offers", "Precedence: bulk\nList-Unsubscribe: <https://x.example>\n"), LIST),
    "person-list-unsubscribe-only": (person("Printing", "List-Unsubscribe: <https://x.example/u>\n"), HUMAN),
    "person-auto-submitted-no": (person("Printing", "Auto-Submitted: no\n"), HUMAN),
    "person-suppress": (person("Printing", "X-Auto-Response-Suppress: All\n"), HUMAN),
    "person-asks-about-absence": (
        person("Out of office replies are sent twice", "In-Reply-To: <x@y.example>\n"),
        HUMAN,
    ),
    "person-answers-absence": (person("Re: Automatic reply: Your report", "In-Reply-To: <x@y.example>\n"), HUMAN),
    "person-starts-with-absence": (person("Abwesenheit: Kalender zeigt falsche Tage"), HUMAN),
    "person-asks-about-bounce": (person("Undelivered Mail Returned to Sender", "", QMAIL + "\n\nWhat is this?"), HUMAN),
    "person-forwards-bounce": (
        person("Fwd: failure notice", "", "Please look.\n\n> From: MAILER-DAEMON@x.example\n>\n" + QMAIL),
        HUMAN,
    ),
    "person-attaches-bounce": (ATTACHED_BOUNCE, HUMAN | {"text": "I got this from you."}),
    "person-at-postmaster": (
        person("Our mail server", "", "We move our server on Monday.").replace(b"ann@acme", b"postmaster@acme"),
        HUMAN,
    ),
}
