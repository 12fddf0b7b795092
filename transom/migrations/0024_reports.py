"""The ledger of the customers' words, what the desk sent into silences, and how far the audit has come."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0023_clearance")]

    operations = [
        migrations.DeleteModel("CustomerWord"),
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
            name="CustomerWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("said_at", models.DateTimeField()),
                ("is_first", models.BooleanField(default=False)),
                ("channel", models.CharField(blank=True, max_length=8)),
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
                ("seconds", models.PositiveBigIntegerField(null=True)),
                ("working_seconds", models.PositiveBigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("follow-up", "Follow-up"), ("farewell", "Closing message")], max_length=16
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("tier", models.CharField(blank=True, max_length=50)),
                ("woke_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="auditalarm",
            name="looked_at",
            field=models.DateTimeField(default=None),
            preserve_default=False,
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
        migrations.AddField(
            model_name="customerword",
            name="answer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.message",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.contact",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="inbound",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.inboundemail",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="message",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="transom.message"
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="said_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.event",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="settled_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.event",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="status",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.status",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.team",
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="customer_words", to="transom.ticket"
            ),
        ),
        migrations.AddField(
            model_name="customerword",
            name="ticket_type",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.tickettype",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.team",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="ticket",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="transom.ticket"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="ticket_type",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="transom.tickettype",
            ),
        ),
        migrations.AddIndex(
            model_name="customerword",
            index=models.Index(fields=["fate", "said_at", "ticket"], name="words_by_fate"),
        ),
        migrations.AddIndex(
            model_name="customerword",
            index=models.Index(
                fields=["said_at", "fate", "seconds", "ticket_type", "team", "tier", "channel"], name="words_by_time"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["sent_at", "kind"], name="reminders_by_time"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("ticket", "sent"), name="reminder_once"),
        ),
        migrations.RemoveIndex(model_name="inboundemail", name="inbound_attention"),
        migrations.AddIndex(
            model_name="inboundemail",
            index=models.Index(
                fields=["-id", "outcome"],
                name="inbound_attention",
                condition=models.Q(("outcome__in", ["held", "quarantined"])),
            ),
        ),
    ]
