"""The words of the clock that ship."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0022_closed")]

    operations = []
