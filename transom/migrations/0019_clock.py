"""The rules of time that ship, and the calendar of the desk."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0018_clock_schema")]

    operations = []
