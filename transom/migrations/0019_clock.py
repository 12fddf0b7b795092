"""How far the waits of a desk that is older than they are have been made. The rules that ship are rows of `clock/shipped.py`."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0018_clock_schema")]

    operations = [
        migrations.CreateModel(
            name="WaitProgress",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("tickets", models.BigIntegerField()),
            ],
        ),
    ]
