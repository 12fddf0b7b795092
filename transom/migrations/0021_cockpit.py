"""A ticket is served to one person at a time. The decisions that ship are rows of `cockpit/shipped.py`, written behind the migrations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0020_shifts")]

    operations = [
        migrations.AddConstraint(
            model_name="answerrunitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(outcome=""), fields=("ticket",), name="served_to_one_at_a_time"
            ),
        ),
    ]
