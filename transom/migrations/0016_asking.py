"""Estimates, and the links by which customers answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0015_delays")]

    operations = [
        migrations.AlterField(
            model_name="outboundemail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answer", "Answer"),
                    ("acknowledgement", "Acknowledgement"),
                    ("question", "Question to the customer"),
                ],
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("hours", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("text", models.TextField()),
                ("valid_until", models.DateField(null=True)),
                ("author_label", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="estimates", to="transom.ticket"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asks",
                    models.CharField(
                        choices=[
                            ("", "Nothing"),
                            ("test", "To test it: it works, or it is still broken"),
                            ("estimate", "To approve or decline the estimate"),
                        ],
                        max_length=16,
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not answered yet"),
                            ("approve", "Approves it"),
                            ("decline", "Declines it"),
                            ("works", "It works"),
                            ("broken", "Still broken"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="transom.contact"
                    ),
                ),
                (
                    "estimate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="transom.estimate",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer_links", to="transom.ticket"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(fields=("ticket", "number"), name="estimate_number_once"),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__isnull", False), ("amount__isnull", False), _connector="OR"),
                name="estimate_has_a_figure",
            ),
        ),
    ]
