import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0006_search")]

    operations = [
        migrations.CreateModel(
            name="NotificationSettings",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notification_settings",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("chosen", models.JSONField(default=dict)),
                ("digest_hour", models.PositiveSmallIntegerField(default=8)),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_until", models.TimeField(blank=True, null=True)),
                ("quiet_weekends", models.BooleanField(default=False)),
                ("shows_words", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="MutedTicket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="transom.ticket"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "ticket"), name="muted_once")],
            },
        ),
        migrations.CreateModel(
            name="NoticeEmail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("parked_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True)),
                ("message_id_header", models.CharField(max_length=255, unique=True)),
                ("recipient", models.CharField(max_length=320)),
                ("mime", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("refused", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="transom.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("parked_at", None), ("settled_at", None)),
                        fields=["due_at", "id"],
                        name="notice_to_send",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("mentioned", "Somebody mentions you"),
                            ("assigned", "A ticket is given to you"),
                            ("customer-wrote", "A customer writes on a ticket of yours"),
                            ("stopped", "An answer that you had scheduled was stopped"),
                            ("undelivered", "An answer could not be delivered"),
                            ("held", "A mail is held and waits for a decision"),
                            ("unassigned", "A customer writes and nobody has the ticket"),
                            ("colleague", "A colleague writes on a ticket of yours"),
                            ("watched", "Somebody writes on a ticket that you watch"),
                            ("bulk", "A change of many tickets has ended"),
                        ],
                        max_length=16,
                    ),
                ),
                ("by", models.CharField(blank=True, max_length=254)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("at_desk", models.BooleanField(default=True)),
                ("in_browser", models.BooleanField(default=False)),
                (
                    "by_mail",
                    models.CharField(
                        blank=True,
                        choices=[("", "none"), ("at-once", "at once"), ("digest", "daily digest")],
                        max_length=8,
                    ),
                ),
                ("mail_due_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="transom.event",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.message",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.note",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="transom.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-id"], name="told_latest"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["person", "ticket"], name="told_unread"
                    ),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["mail_due_at"],
                        name="told_by_mail_next",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="told_once")],
            },
        ),
    ]
