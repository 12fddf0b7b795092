"""What time, one queue manager, silence and the ledger of words need; and a mail that is held on a closed ticket waits like any other.

What is written to tickets is what their events tell from now on, so only those are touched for which they tell just that.
The rules that ship are rows of `clock/shipped.py`.
"""

from datetime import UTC, datetime, timedelta

import django.core.validators
import django.db.models.deletion
from django.conf import settings
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
    dependencies = [
        ("transom", "0017_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="absence_has_length"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="one_answer_run_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("looked_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("unaccounted", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditRound",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("place", models.PositiveBigIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("walked", models.PositiveBigIntegerField(default=0)),
                ("began_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("last_found", models.PositiveIntegerField(default=0)),
                ("last_walked", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("time_zone", models.CharField(max_length=64)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("subdivision", models.CharField(blank=True, max_length=10)),
                ("hours", models.JSONField(default=list)),
                ("days_off", models.JSONField(default=list)),
                ("is_default", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("is_default",), name="one_default_calendar"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClearanceBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="ClockWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("follow-up", "Follow-up"), ("farewell", "Closing message")], max_length=16
                    ),
                ),
                (
                    "ticket_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.tickettype",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=16)),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["kind", "ticket_type", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "ticket_type", "language"), name="clock_words_once_a_type"),
                    models.UniqueConstraint(
                        condition=models.Q(("ticket_type", None)),
                        fields=("kind", "language"),
                        name="clock_words_once_for_any",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="customer_words", to="transom.ticket"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.contact",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="transom.message"
                    ),
                ),
                (
                    "inbound",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.inboundemail",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.event",
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("is_first", models.BooleanField(default=False)),
                ("channel", models.CharField(blank=True, max_length=8)),
                (
                    "ticket_type",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.tickettype",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.team",
                    ),
                ),
                ("tier", models.CharField(blank=True, max_length=50)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("owed", "Owed an answer"),
                            ("held", "Held until somebody decides"),
                            ("answered", "Answered"),
                            ("called", "Answered by a call"),
                            ("not-needed", "Needed no answer, somebody decided"),
                            ("thanks", "Only a thank-you"),
                            ("closed-by-customer", "Closed by the customer"),
                            ("closed-by-us", "Closed by us"),
                            ("discarded", "Discarded by a person, with a reason"),
                            ("automated", "Written by a machine"),
                        ],
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.event",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.message",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.status",
                    ),
                ),
                ("seconds", models.PositiveBigIntegerField(null=True)),
                ("working_seconds", models.PositiveBigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["fate", "said_at", "ticket"], name="words_by_fate"),
                    models.Index(
                        fields=["said_at", "fate", "seconds", "ticket_type", "team", "tier", "channel"],
                        name="words_by_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=1)),
                (
                    "ticket_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.tickettype",
                    ),
                ),
                (
                    "move_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.status",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.team",
                    ),
                ),
                ("asks_team", models.BooleanField(default=False)),
                ("asks_comment", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("key",), name="decision_has_its_key")],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("day", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "day", "person"), name="digest_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("supporter", "Supporter"),
                            ("queue-manager", "Queue manager"),
                            ("qa", "QA"),
                            ("support-developer", "Support developer"),
                            ("product-owner", "Product owner"),
                            ("release-manager", "Release manager"),
                            ("professional-services", "Professional services"),
                            ("admin", "Admin"),
                            ("customer", "Customer"),
                            ("clock", "The clock"),
                            ("desk", "The desk itself"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("offered_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("accepted", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-offered_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("role",),
                        name="one_hand_over_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldFollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="held_follow_ups", to="transom.ticket"
                    ),
                ),
                ("anchor", models.DateTimeField()),
                ("text", models.TextField()),
                ("held_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waits for a look"),
                            ("sent", "Sent"),
                            ("skipped", "Not sent"),
                            ("overtaken", "Overtaken: the ticket moved on"),
                        ],
                        max_length=12,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("decision", "")), fields=["held_at", "id"], name="held_waiting")
                ],
                "constraints": [models.UniqueConstraint(fields=("ticket", "anchor"), name="held_once_a_silence")],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.ticket",
                    ),
                ),
                ("sent", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("follow-up", "Follow-up"), ("farewell", "Closing message")], max_length=16
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                (
                    "ticket_type",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.tickettype",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transom.team",
                    ),
                ),
                ("tier", models.CharField(blank=True, max_length=50)),
                ("woke_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["sent_at", "kind"], name="reminders_by_time")],
                "constraints": [models.UniqueConstraint(fields=("ticket", "sent"), name="reminder_once")],
            },
        ),
        migrations.CreateModel(
            name="Reproduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reproductions", to="transom.ticket"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "result",
                    models.CharField(
                        choices=[("reproduced", "Reproduced"), ("not-reproduced", "Not reproduced")], max_length=20
                    ),
                ),
                ("steps", models.TextField(blank=True)),
                ("version", models.CharField(blank=True, max_length=100)),
                ("comment", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("ticket", "number"), name="reproduction_number_once")],
            },
        ),
        migrations.CreateModel(
            name="RevivalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revival_links", to="transom.ticket"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="transom.contact"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("supporter", "Supporter"),
                            ("queue-manager", "Queue manager"),
                            ("qa", "QA"),
                            ("support-developer", "Support developer"),
                            ("product-owner", "Product owner"),
                            ("release-manager", "Release manager"),
                            ("professional-services", "Professional services"),
                            ("admin", "Admin"),
                            ("customer", "Customer"),
                            ("clock", "The clock"),
                            ("desk", "The desk itself"),
                        ],
                        default="queue-manager",
                        max_length=32,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["starts_at"],
                "indexes": [models.Index(fields=["role", "starts_at"], name="shifts_by_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_has_length"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waits", to="transom.ticket"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("ticket", "since"), name="wait_begins_once")],
            },
        ),
        migrations.CreateModel(
            name="WaitProgress",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("tickets", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WordProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="AnswerRunItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="transom.answerrun"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="transom.ticket"
                    ),
                ),
                ("served_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Shown"),
                            ("answered", "Answered"),
                            ("decided", "Decided"),
                            ("skipped", "Skipped"),
                            ("gone", "Somebody else was quicker"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "ticket"), name="served_once_a_run"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")), fields=("ticket",), name="served_to_one_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClearanceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="transom.clearancebatch"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clearances", to="transom.ticket"
                    ),
                ),
                ("anchor", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not decided"),
                            ("kept", "Kept"),
                            ("called", "Called"),
                            ("closed", "Closed"),
                            ("overtaken", "Moved on by itself"),
                        ],
                        max_length=12,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kept_until", models.DateTimeField(null=True)),
                ("revived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("batch", "ticket"), name="cleared_once_a_batch")],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("supporter", "Supporter"),
                            ("queue-manager", "Queue manager"),
                            ("qa", "QA"),
                            ("support-developer", "Support developer"),
                            ("product-owner", "Product owner"),
                            ("release-manager", "Release manager"),
                            ("professional-services", "Professional services"),
                            ("admin", "Admin"),
                            ("customer", "Customer"),
                            ("clock", "The clock"),
                            ("desk", "The desk itself"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("by-plan", "By the plan"),
                            ("accepted", "By a hand-over"),
                            ("took-over", "Taken over"),
                            ("deputy", "As deputy"),
                            ("alone", "As the only one who can"),
                            ("nobody", "Nobody was there"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="transom.shift"
                    ),
                ),
                ("alarmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("role",), name="one_holds_a_role_at_a_time"
                    ),
                    models.UniqueConstraint(fields=("role", "since"), name="one_begins_to_hold_at_a_time"),
                    models.UniqueConstraint(fields=("role", "until"), name="one_ends_to_hold_at_a_time"),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="holding_has_length"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "nobody"), ("person__isnull", True)),
                            models.Q(("person__isnull", False), models.Q(("how", "nobody"), _negated=True)),
                            _connector="OR",
                        ),
                        name="holding_by_somebody_or_nobody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimerRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reaction", "Reaction: an answer to a customer's word"),
                            ("next-word", "Next word: news for the customer while we work"),
                            ("resolution", "Resolution: from the first word to the end"),
                            ("follow-up", "Follow-up: when the customer is silent"),
                            ("clearance", "Clearance: when the customer stays silent"),
                            ("languishing", "Languishing: too long in one status"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                (
                    "ticket_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.tickettype",
                    ),
                ),
                ("tier", models.CharField(blank=True, max_length=50)),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="transom.team",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="transom.calendar",
                    ),
                ),
                (
                    "counting",
                    models.CharField(
                        choices=[("working", "Working hours"), ("real", "Around the clock")],
                        default="real",
                        max_length=8,
                    ),
                ),
                ("after_minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "move_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="transom.status",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["kind", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TimerStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="transom.timerrule"
                    ),
                ),
                ("offset_minutes", models.IntegerField(default=0)),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("tell-owner", "Tell whoever has it"),
                            ("tell-team", "Tell its team"),
                            ("tell-queue-manager", "Tell the queue manager"),
                            ("tell-admins", "Tell the admins"),
                            ("give-to-queue-manager", "Give it to the queue manager"),
                            ("make-urgent", "Make it urgent"),
                            ("tag", "Tag it"),
                            ("send-follow-up", "Send the follow-up"),
                            ("hold-follow-up", "Hold the follow-up for a look"),
                        ],
                        max_length=24,
                    ),
                ),
                ("tag", models.CharField(blank=True, max_length=50)),
            ],
            options={
                "ordering": ["offset_minutes", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "offset_minutes", "effect", "tag"), name="timer_step_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockMark",
            fields=[
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mark",
                        serialize=False,
                        to="transom.timerstep",
                    ),
                ),
                ("cutoff", models.DateTimeField(null=True)),
                ("swept_at", models.DateTimeField(null=True)),
                ("rule_version", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="TimerFired",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fired", to="transom.timerstep"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fired", to="transom.ticket"
                    ),
                ),
                ("anchor", models.DateTimeField()),
                ("fired_at", models.DateTimeField()),
                ("result", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["ticket", "-fired_at"], name="fired_on_ticket")],
                "constraints": [
                    models.UniqueConstraint(fields=("step", "ticket", "anchor"), name="fires_once_an_anchor")
                ],
            },
        ),
        migrations.AddField(
            model_name="processsettings",
            name="clearance_minute",
            field=models.PositiveSmallIntegerField(default=600, verbose_name="Time of the clearance"),
        ),
        migrations.AddField(
            model_name="processsettings",
            name="clearance_weekday",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="Day of the clearance"),
        ),
        migrations.AddField(
            model_name="processsettings",
            name="digest_minute",
            field=models.PositiveSmallIntegerField(default=480, verbose_name="Time of the digest"),
        ),
        migrations.AddField(
            model_name="processsettings",
            name="reopen_days",
            field=models.PositiveSmallIntegerField(
                default=60,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="For how many days a word reopens a closed ticket",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="is_quick",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="ticket",
            name="kept_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="reproduction",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="notification",
            name="reason",
            field=models.CharField(
                choices=[
                    ("mentioned", "Somebody mentions you"),
                    ("assigned", "A ticket is given to you"),
                    ("customer-wrote", "A customer writes on a ticket of yours"),
                    ("stopped", "An answer that you had scheduled was stopped"),
                    ("undelivered", "An answer could not be delivered"),
                    ("held", "A mail is held and waits for a decision"),
                    ("warned", "A ticket will soon be overdue"),
                    ("overdue", "A ticket is overdue"),
                    ("unassigned", "A customer writes and nobody has the ticket"),
                    ("colleague", "A colleague writes on a ticket of yours"),
                    ("watched", "Somebody writes on a ticket that you watch"),
                    ("bulk", "A change of many tickets has ended"),
                    ("shift", "Your turn at the queue: a shift, a hand-over, somebody takes over"),
                    ("nobody-there", "The queue has no manager, or no shift is planned"),
                    ("unaccounted", "A customer's word is unaccounted for"),
                    ("queue-digest", "How the queue stands, each working day, while you answer for it"),
                ],
                max_length=16,
            ),
        ),
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
        migrations.RemoveIndex(
            model_name="inboundemail",
            name="inbound_attention",
        ),
        migrations.AddIndex(
            model_name="inboundemail",
            index=models.Index(
                condition=models.Q(("outcome__in", ["held", "quarantined"])),
                fields=["-id", "outcome"],
                name="inbound_attention",
            ),
        ),
        migrations.AddIndex(
            model_name="inboundemail",
            index=models.Index(fields=["received_at", "outcome"], name="inbound_by_time"),
        ),
        migrations.AddIndex(
            model_name="inboundemail",
            index=models.Index(
                condition=models.Q(("message__isnull", True), ("outcome__in", ["ticket", "message"])),
                fields=["id"],
                name="inbound_without_word",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("trust", "ours"), _negated=True), fields=["at", "id"], name="incoming_by_time"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("awaiting_us_since__isnull", False)),
                fields=["awaiting_us_since", "id"],
                name="owed_by_anchor",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("awaiting_us_since__isnull", False)), fields=["sort_key", "id"], name="owed_by_need"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("awaiting_customer_since__isnull", False)),
                fields=["awaiting_customer_since", "id"],
                name="silent_by_anchor",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("last_replied_at__isnull", False), models.Q(("category", "closed"), _negated=True)),
                fields=["last_replied_at", "id"],
                name="open_by_our_word",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("category", "closed"), _negated=True),
                fields=["opened_at", "id"],
                name="open_by_opening",
            ),
        ),
        migrations.RunPython(held_mail_is_owed, migrations.RunPython.noop, elidable=True),
    ]
