"""Meetings over tickets."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0016_asking")]

    operations = []
