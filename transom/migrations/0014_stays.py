"""How long tickets stayed where."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0013_moves")]

    operations = []
