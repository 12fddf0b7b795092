"""What the commands that serve have in common: their options, and their first words."""

from argparse import ArgumentParser

from django.core.management import CommandError

from transom.management import process
from transom.management.desk_command import DeskCommand
from transom.management.process import Parts
from transom.management.sockets import Endpoint, PortTaken, endpoint
from transom.worker import AnotherWorker

HTTP, SMTP = Endpoint("127.0.0.1", 8000), Endpoint("127.0.0.1", 2525)


class ServingCommand(DeskCommand):
    """A command that serves until it is told to stop. `--data DIR` is read before Django starts (`cli`)."""

    def add_http(self, parser: ArgumentParser) -> None:
        parser.add_argument("--http", type=endpoint, default=HTTP, metavar="HOST:PORT", help=f"pages (default {HTTP})")

    def add_mail(self, parser: ArgumentParser) -> None:
        parser.add_argument("--smtp", type=endpoint, default=SMTP, metavar="HOST:PORT", help=f"SMTP (default {SMTP})")
        parser.add_argument("--lmtp", type=endpoint, metavar="HOST:PORT", help="LMTP (off unless given)")

    def add_watch(self, parser: ArgumentParser) -> None:
        words = "where /healthz, /readyz and /metrics of this process are answered (off unless given)"
        parser.add_argument("--watch", type=endpoint, metavar="HOST:PORT", help=words)

    def check_free(self, parts: Parts) -> None:
        try:
            parts.check_free()
        except PortTaken as error:
            raise CommandError(str(error)) from error

    def serve(self, parts: Parts, *lines: str) -> None:
        """Run `parts`; say `lines` when they answer."""
        try:
            process.run(parts, on_ready=lambda: self._say(lines))
        except AnotherWorker as error:
            raise CommandError(str(error)) from error

    def _say(self, lines) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()
