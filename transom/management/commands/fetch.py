"""`transom fetch`: fetches by IMAP alone."""

from transom.management.prepare import require_prepared
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "Only fetching by IMAP. Start two where one must not be missed: each mailbox is fetched by one of them."

    def handle(self, **options):
        require_prepared()
        self.serve(Parts(fetch=True), "Transom fetches mail by IMAP")
