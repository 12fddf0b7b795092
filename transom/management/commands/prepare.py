"""`transom manage prepare`: make the desk's tables, or bring them up to date."""

from django.core.management import BaseCommand

from transom.management.prepare import prepare


class Command(BaseCommand):
    help = "Make the desk's tables and its shipped process, or bring the tables up to date."

    def handle(self, **options):
        for warning in prepare():
            self.stderr.write(warning)
        self.stdout.write("The database is up to date.")
