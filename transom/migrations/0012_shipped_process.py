"""What the shipped paths say in the columns that are new."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0011_process")]

    operations = []
