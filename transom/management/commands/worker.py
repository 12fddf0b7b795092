"""`transom worker`: reads stored mail, dispatches events, sends."""

from transom.management.prepare import require_prepared
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "Only the worker: reads stored mail, dispatches events, sends. Start as many as you like on PostgreSQL."

    def handle(self, **options):
        require_prepared()
        self.serve(Parts(worker=True), "Transom's worker is at work")
