"""`transom run`: the whole desk in one process."""

from django.conf import settings

from transom.foundation.pauses import Pause
from transom.management.prepare import first_words, prepare
from transom.management.process import Parts
from transom.management.serving import ServingCommand


class Command(ServingCommand):
    help = "The whole desk in one process: pages, worker, mail intake and fetching."

    def add_arguments(self, parser):
        self.add_http(parser)
        self.add_mail(parser)

    def handle(self, *, http, smtp, lmtp, **options):
        parts = Parts(http=http, smtp=smtp, lmtp=lmtp, worker=True, fetch=True)
        self.check_free(parts)
        warnings = prepare()
        self.serve(
            parts, *warnings, f"Transom is at {settings.BASE_URL}", *first_words(), *self._way_out(), *self._paused()
        )

    def _paused(self):
        for pause in Pause.objects.order_by("what"):
            yield f"{pause} Let it go on with: transom resume {pause.what}"

    def _way_out(self):
        if not settings.SMTP_URL:
            yield "No way out is set, so answers wait. Set TRANSOM_SMTP_URL, as in smtps://user:password@mail.example.com:465"
