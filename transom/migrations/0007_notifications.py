from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0006_search")]

    operations = []
