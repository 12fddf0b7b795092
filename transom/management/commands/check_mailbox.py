"""`transom check mailbox ADDRESS`: can the mail of this mailbox be fetched?"""

import sys

from django.core.management import CommandError

from transom.foundation.addresses import normalise
from transom.mail.fetching.models import ImapAccount
from transom.mail.fetching.probe import probe
from transom.management.desk_command import DeskCommand
from transom.people.mailboxes import Mailbox


class Command(DeskCommand):
    typed_as = "check mailbox"
    help = "Try to sign in where a mailbox's mail is fetched, and say step by step how it went. Exit 0: all is well; 1: not."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="ADDRESS")

    def handle(self, *, address, **options):
        account = account_of(address)
        findings = probe(account)
        for finding in findings:
            self.stdout.write(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.name}: {finding.said}")
            if finding.remedy:
                self.stdout.write(f"      {finding.remedy}")
        if not account.is_active:
            self.stdout.write("      It is not fetched now: fetching is off on the mailbox's page.")
        if not all(finding.ok for finding in findings):
            sys.exit(1)


def account_of(address: str) -> ImapAccount:
    """The account of the mailbox `address`. Raises `CommandError` where there is none."""
    account = ImapAccount.objects.select_related("mailbox").filter(mailbox__address=normalise(address)).first()
    if account is not None:
        return account
    if Mailbox.objects.filter(address=normalise(address)).exists():
        raise CommandError(f"The mail of {address} is not fetched by IMAP. Turn it on on the mailbox's page.")
    raise CommandError(f"{address} is no mailbox of this desk.")
