"""How long tickets stayed where. The worker makes the rows of stored tickets, in small steps."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0013_moves")]

    operations = [
        migrations.CreateModel(
            name="StayProgress",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("tickets", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("left_by", models.PositiveIntegerField()),
                (
                    "status",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="transom.status",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="transom.ticket"
                    ),
                ),
                (
                    "ticket_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="transom.tickettype",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.UniqueConstraint(fields=("ticket", "left_by"), name="stay_once"),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["ticket_type", "status", "-until"], name="latest_stays"),
        ),
    ]
