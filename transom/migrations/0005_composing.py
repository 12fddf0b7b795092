from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transom", "0004_account_mail")]

    operations = []
