"""Rows: the queues, tickets and their verbs, the mail road, and what an admin sees of it."""

from tests.web.matrix.rows import ADMINS, AGENTS, LEADS_ON, MINDERS, TAKEN_OR_ASKED_AGAIN, Row, form, page, verb

TICKET = {"number": "ticket"}
HELD = {"pk": "held"}
SENT = {"pk": "sent"}

ROWS = {
    "home": Row(get=LEADS_ON),
    "queue": page(slug="queue"),
    "new_ticket": form(),
    "ticket": page(**TICKET),
    **dict.fromkeys(
        [
            *(
                "reply",
                "note",
                "no_answer",
                "move",
                "done",
                "assign",
                "assign_team",
                "set_type",
                "set_priority",
                "set_subject",
            ),
            *("set_tags", "watch", "merge", "split"),
            *("correct_contact", "correct_customer", "set_customer", "pin", "take_down"),
        ],
        verb(TICKET),
    ),
    "customer_names": page(query="customer=a"),
    "formatted": page(pk="received"),
    "attachment": page(pk="attachment"),
    "picture": page(pk="attachment"),
    "mail": page(**HELD),
    "let_in": verb(HELD),
    "discard": verb(HELD),
    "mail_source": page(**HELD),
    "sent": page(state="delivery"),
    "sent_mail": page(**SENT),
    "sent_source": page(**SENT),
    "send_after_all": Row(MINDERS, LEADS_ON, TAKEN_OR_ASKED_AGAIN, SENT),
    "hear_again": Row(MINDERS, LEADS_ON, TAKEN_OR_ASKED_AGAIN, {"pk": "missed"}),
    "attention": page(MINDERS, outcome="outcome"),
    "mailboxes": page(ADMINS),
    "new_mailbox": form(ADMINS),
    "mailbox": form(ADMINS, pk="mailbox"),
    "pauses": page(ADMINS),
    "resume_work": Row(ADMINS, LEADS_ON, TAKEN_OR_ASKED_AGAIN, {"what": "pause"}),
}
OPEN_TO_ALL = {
    "answer",
    "way-back",
    "setup_first",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_change_password",
}
"""What works before someone has signed in, and signing out; `test_doors` and `test_sign_in` hold them."""
assert AGENTS  # the rows of `verb` and `page` are for all of them
