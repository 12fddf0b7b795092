"""`transom web`: the pages alone."""

from django.conf import settings

from transom.management.prepare import require_prepared
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "Only the pages. Start as many as you like on PostgreSQL."

    def add_arguments(self, parser):
        self.add_http(parser)

    def handle(self, *, http, **options):
        parts = Parts(http=http)
        self.check_free(parts)
        require_prepared()
        self.serve(parts, f"Transom's pages are at {settings.BASE_URL}")
