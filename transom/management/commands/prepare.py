"""`transom manage prepare`: make the desk's tables, or bring them up to date; says how an empty desk gets its admin."""

from transom.management.desk_command import DeskCommand
from transom.management.prepare import first_words, prepare


class Command(DeskCommand):
    typed_as = "manage prepare"
    help = "Make the desk's tables and its shipped process, or bring the tables up to date."

    def handle(self, **options):
        for warning in prepare():
            self.stderr.write(warning)
        for line in ("The database is up to date.", *first_words()):
            self.stdout.write(line)
