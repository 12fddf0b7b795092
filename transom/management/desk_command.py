"""What all commands of the desk have in common: help with their own options only, and errors in plain words."""

import argparse
import sys

from django.core.management import BaseCommand, CommandError

from transom import __version__

DATA = "the desk's folder (default: TRANSOM_DATA, or ./transom-data)"


class DeskCommand(BaseCommand):
    """A command of `transom`. `typed_as` is how people type it, where that is not the name of its file."""

    typed_as = ""
    requires_system_checks = ()
    suppressed_base_arguments = (
        *("--version", "--verbosity", "--settings", "--pythonpath"),
        *("--traceback", "--no-color", "--force-color"),
    )

    def get_version(self) -> str:
        return f"Transom {__version__}"

    def create_parser(self, prog_name, subcommand, **options):
        parser = super().create_parser(prog_name, self.typed_as or subcommand, **options)
        # Read before Django starts (`cli`): here it is for `--help` alone.
        parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=DATA)
        return parser

    def execute(self, *args, **options):
        """On a command line an error is its words, without the name of Django's class before them."""
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if not self._called_from_command_line or options["traceback"]:
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)
