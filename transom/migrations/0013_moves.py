"""What moves need."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0012_shipped_process")]

    operations = []
