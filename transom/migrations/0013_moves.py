"""What moves need: linked bugs, and when a person of ours last answered, as the events of stored desks say."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery


def tell_last_answers(apps, schema_editor):
    Event, Ticket = apps.get_model("transom", "Event"), apps.get_model("transom", "Ticket")
    answers = Event.objects.filter(stream="ticket", stream_id=OuterRef("pk"), kind="reply-sent")
    answers = answers.exclude(payload__automatic=True).order_by().values("stream_id")
    last = Subquery(answers.annotate(last=Max("at")).values("last"))
    Ticket.objects.filter(first_replied_at__isnull=False).update(last_replied_at=last)


class Migration(migrations.Migration):
    dependencies = [("transom", "0012_shipped_process")]

    operations = [
        migrations.CreateModel(
            name="TicketBug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=100)),
                ("url", models.CharField(blank=True, max_length=500)),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bugs", to="transom.ticket"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            model_name="ticketbug",
            constraint=models.UniqueConstraint(fields=("ticket", "reference"), name="bug_linked_once"),
        ),
        migrations.RunPython(tell_last_answers, migrations.RunPython.noop),
    ]
