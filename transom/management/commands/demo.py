"""`transom demo`: the desk with a fictional company, to look at and to play with. It sends nothing to anybody."""

from django.conf import settings
from django.core.management import CommandError

from transom.management.demo import build, cast
from transom.management.prepare import prepare
from transom.management.process import Parts
from transom.management.serving import ServingCommand

PASTE = (
    'python3 -c "import smtplib; smtplib.SMTP({host!r}, {port}).sendmail({sender!r}, {mailbox!r}, '
    "'From: Ann Meyer <{sender}>\\nTo: {mailbox}\\nSubject: The export stopped again\\n\\nSince this morning, at step two.')\""
)


class Command(ServingCommand):
    help = "The whole desk in one process, with a fictional company. Nothing leaves this machine."

    def add_arguments(self, parser):
        self.add_http(parser)
        self.add_mail(parser)

    def handle(self, *, http, smtp, lmtp, **options):
        parts = Parts(http=http, smtp=smtp, lmtp=lmtp, worker=True)
        self.check_free(parts)
        warnings = prepare()
        if build.is_somebody_elses():
            raise CommandError(
                "This is a desk at work, and the demo would send its mail to nobody. "
                "Name an empty folder, as in --data ./demo, with TRANSOM_DATABASE_URL unset."
            )
        if not build.is_built():
            self.stdout.write(f"Making {cast.COMPANY} …")
            build.build()
        self.serve(parts, *warnings, *self._first_words(smtp))

    def _first_words(self, smtp):
        yield f"\n{cast.COMPANY}: {settings.BASE_URL}\n"
        yield f"Sign in as any of them; the password is  {cast.password()}"
        for first, name, roles in cast.PEOPLE:
            email = f"{first}@desk.example"
            yield f"  {email:<22}{name}, {', '.join(str(role.label) for role in roles)}"
        yield "\nSend the desk a mail: paste this into another terminal."
        host = "127.0.0.1" if smtp.host == "0.0.0.0" else smtp.host  # noqa: S104, compared and not bound
        yield "  " + PASTE.format(host=host, port=smtp.port, sender="ann@acme.example", mailbox=cast.MAILBOX)
        yield "\nStop it with Ctrl-C."
