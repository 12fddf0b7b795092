"""The decisions of the cockpit that ship."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0020_shifts")]

    operations = []
