"""`transom smtp`: the mail sockets alone."""

from transom.management.prepare import require_prepared
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "Only the mail sockets: SMTP, and LMTP where asked for. Mail is stored before it is acknowledged."

    def add_arguments(self, parser):
        self.add_mail(parser)
        self.add_watch(parser)

    def handle(self, *, smtp, lmtp, watch, **options):
        parts = Parts(smtp=smtp, lmtp=lmtp, watch=watch)
        self.check_free(parts)
        require_prepared()
        self.serve(parts, f"Transom takes mail at {smtp}" + (f" and by LMTP at {lmtp}" if lmtp else ""))
