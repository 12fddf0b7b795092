"""The ledger of the customers' words."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0023_clearance")]

    operations = []
