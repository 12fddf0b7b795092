"""`transom deliver`: a mail on standard input, from the pipe of any mail server."""

import sys

from django.db import DatabaseError

from transom.mail.receive import PIPE, UnknownMailbox, accept, check_recipient

from transom.cli import NO_SUCH_MAILBOX, TRY_AGAIN  # isort: skip
from transom.management.desk_command import DeskCommand


class Command(DeskCommand):
    help = "Store one mail from standard input. Exit 0: stored; 67: no such mailbox; 75: not stored, try again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--mailbox", required=True, metavar="ADDRESS", help="the address that it came to, token and all"
        )
        parser.add_argument("--sender", default="", metavar="ADDRESS", help="the envelope sender; empty for <>")

    def handle(self, *, mailbox, sender, **options):
        try:
            check_recipient(mailbox)
            accept(sys.stdin.buffer.read(), [mailbox], envelope_sender=sender, road=PIPE)
        except UnknownMailbox:
            self.stderr.write(f"{mailbox} is no mailbox of this desk.")
            sys.exit(NO_SUCH_MAILBOX)
        except (DatabaseError, OSError) as error:
            self.stderr.write(f"The mail could not be stored ({error}). Try again later.")
            sys.exit(TRY_AGAIN)
