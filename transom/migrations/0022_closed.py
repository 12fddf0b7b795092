"""A closed ticket hears: a mail that is held on one waits like on any other.

What is written here is what its events tell from now on, so only tickets are touched for which they tell just that.
"""

from datetime import UTC, datetime, timedelta

from django.db import migrations, models

NORMAL_BAND = 10**16
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def held_mail_is_owed(apps, schema_editor):
    Ticket, Event = apps.get_model("transom", "Ticket"), apps.get_model("transom", "Event")
    decided = Event.objects.filter(stream="ticket", kind="held-mail-discarded", stream_id=models.OuterRef("pk"))
    rows = models.QuerySet(Ticket).filter(
        ~models.Exists(decided), category="closed", held_since__isnull=False, awaiting_us_since=None
    )
    for key, held_since in list(rows.values_list("pk", "held_since")):
        sort_key = NORMAL_BAND + (held_since - EPOCH) // timedelta(microseconds=1)
        models.QuerySet(Ticket).filter(pk=key).update(awaiting_us_since=held_since, sort_key=sort_key)


class Migration(migrations.Migration):
    dependencies = [("transom", "0021_cockpit")]

    operations = [
        migrations.AlterField(
            "reproduction",
            "result",
            models.CharField(
                choices=[("reproduced", "Reproduced"), ("not-reproduced", "Not reproduced")], max_length=20
            ),
        ),
        migrations.RunPython(held_mail_is_owed, migrations.RunPython.noop, elidable=True),
    ]
