"""`transom manage mailbox_secret ADDRESS < token`: a new password or access token, without the browser."""

import sys

from django.core.management import CommandError

from transom.management.commands.check_mailbox import account_of
from transom.management.desk_command import DeskCommand


class Command(DeskCommand):
    typed_as = "manage mailbox_secret"
    help = (
        "Read a new password or access token for a mailbox's IMAP server from standard input. The desk uses it at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="ADDRESS")

    def handle(self, *, address, **options):
        account = account_of(address)
        secret = sys.stdin.read().strip("\r\n")
        if not secret or not secret.isprintable():
            raise CommandError("Nothing was changed: standard input must hold the password or token, on one line.")
        account.keep_secret(secret)
        account.save(update_fields=["secret"])
        self.stdout.write(f"Stored. The desk signs in to {account.host} as {account.login} with it within seconds.")
