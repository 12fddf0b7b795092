"""Estimates, and the links by which customers answer."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0015_delays")]

    operations = []
