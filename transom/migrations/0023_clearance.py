"""Each kind of words once a type and language; what the desk sends into a silence has a name of its own.

The words that ship are no rows: `clearance/shipped.py`.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0022_closed")]

    operations = [
        migrations.AlterField(
            model_name="outboundemail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answer", "Answer"),
                    ("acknowledgement", "Acknowledgement"),
                    ("question", "Question to the customer"),
                    ("follow-up", "Follow-up"),
                    ("farewell", "Closing message"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="clockwords",
            constraint=models.UniqueConstraint(
                fields=["kind", "ticket_type", "language"], name="clock_words_once_a_type"
            ),
        ),
        migrations.AddConstraint(
            model_name="clockwords",
            constraint=models.UniqueConstraint(
                fields=["kind", "language"], condition=models.Q(ticket_type=None), name="clock_words_once_for_any"
            ),
        ),
    ]
