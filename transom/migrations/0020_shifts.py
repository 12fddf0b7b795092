"""Shifts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0019_clock")]

    operations = []
