"""Why work was not started, and what languishes."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0014_stays")]

    operations = [
        migrations.CreateModel(
            name="ProcessSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "urgent_limit",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="How many tickets may be urgent",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="step",
            name="status",
            field=models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="steps", to="transom.status"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("delay_reason__gt", "")),
                fields=["status", "delay_reason", "id"],
                name="delayed",
            ),
        ),
    ]
