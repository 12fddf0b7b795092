"""`transom fetch`: fetches by IMAP alone."""

from transom.management.prepare import require_prepared
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "Only fetching by IMAP. Start two where one must not be missed: each mailbox is fetched by one of them."

    def add_arguments(self, parser):
        self.add_watch(parser)

    def handle(self, *, watch, **options):
        parts = Parts(fetch=True, watch=watch)
        self.check_free(parts)
        require_prepared()
        self.serve(parts, "Transom fetches mail by IMAP")
