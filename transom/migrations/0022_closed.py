"""A closed ticket hears."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0021_cockpit")]

    operations = []
