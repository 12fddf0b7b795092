"""Why work was not started, and what languishes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0014_stays")]

    operations = []
