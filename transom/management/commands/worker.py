"""`transom worker`: reads stored mail, dispatches events, sends."""

from transom.management.prepare import require_prepared
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "Only the worker: reads stored mail, dispatches events, sends. Start as many as you like on PostgreSQL."

    def add_arguments(self, parser):
        self.add_watch(parser)

    def handle(self, *, watch, **options):
        parts = Parts(worker=True, watch=watch)
        self.check_free(parts)
        require_prepared()
        self.serve(parts, "Transom's worker is at work")
