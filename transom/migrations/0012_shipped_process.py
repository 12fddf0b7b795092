"""What the shipped paths say in the columns that are new, and what a run of a changed path has to remember.

Until now nobody could change a path, so a desk of the past has the paths that shipped then. What they say beside is
written into their rows; whatever is not as it shipped stays.
"""

import django.db.models.deletion
from django.db import migrations, models

# slug: entering, leaving, what to do with what stays too long, what is asked of the customer
WORDS = {
    "submitted": (
        "It came in, and nobody has looked at it yet.",
        "Somebody has read it and knows whose it is.",
        "escalate",
        "",
    ),
    "in-review": (
        "Somebody finds out what it is about and whether it can be reproduced.",
        "It is clear what is wrong or wanted, and who decides about it.",
        "escalate",
        "",
    ),
    "cannot-replicate": (
        "We tried what the customer described, and it did not happen. They were asked for more.",
        "The customer wrote, or showed it to us.",
        "call",
        "",
    ),
    "needs-estimate": (
        "It is billable work, and somebody works out what it takes.",
        "There is an estimate that the customer can decide about.",
        "escalate",
        "",
    ),
    "estimate-ready": (
        "The estimate is written down and has not gone to the customer yet.",
        "Somebody has read it through and sends it.",
        "escalate",
        "",
    ),
    "estimate-pending": (
        "The customer has the estimate, with a link by which they approve or decline it.",
        "The customer has decided, or asks for another estimate.",
        "call",
        "estimate",
    ),
    "approved": (
        "It is agreed that this is to be done.",
        "Somebody has it and begins.",
        "escalate",
        "",
    ),
    "in-progress": (
        "Somebody is working on it.",
        "It is done and can be tested, or it was put down again.",
        "escalate",
        "",
    ),
    "ready-to-test": (
        "Whoever did it says that it is done, and how to test it.",
        "Somebody has begun to test it.",
        "escalate",
        "",
    ),
    "in-testing": (
        "Somebody other than whoever did it is testing it.",
        "It passed, or it is sent back with what failed.",
        "escalate",
        "",
    ),
    "ready-to-install": (
        "It passed the test and waits to be installed at the customer's.",
        "It is installed where the customer can try it.",
        "escalate",
        "",
    ),
    "client-testing": (
        "The customer has it and was asked whether it works.",
        "The customer says that it works, or that it is still broken. Only they can say so.",
        "call",
        "test",
    ),
    "answered": (
        "The customer has our answer.",
        "The customer is content, or writes again.",
        "ask",
        "",
    ),
    "considered": (
        "The product owner has read it and thinks about it.",
        "It is planned, or declined with a reason.",
        "",
        "",
    ),
    "planned": (
        "It will be in the product, and the product owner knows when.",
        "It is in what customers use.",
        "",
        "",
    ),
    "shipped": (
        "Customers have it.",
        "",
        "",
        "",
    ),
    "declined": (
        "It will not be done, and whoever asked knows why.",
        "",
        "",
        "",
    ),
    "completed": (
        "It is done, and the customer said so.",
        "",
        "",
        "",
    ),
    "closed-without-answer": (
        "Our word was last, and the customer did not come back. A word from them opens it again.",
        "",
        "",
        "",
    ),
    "not-for-us": (
        "It is nothing that this desk can help with, and whoever wrote knows it.",
        "",
        "",
        "",
    ),
    "spam": (
        "Nobody asked for anything. Nobody is answered.",
        "",
        "",
        "",
    ),
    "merged": (
        "It goes on in another ticket.",
        "",
        "",
        "",
    ),
}
REASONS = {"approved": ["Waiting for capacity", "Blocked by…", "Unclear", "Forgotten"]}
PURPOSES = {
    "question": "Somebody wants to know something. It is done when they have their answer.",
    "issue": "Something does not work as it should. It is done when the customer says that it does.",
    "request": "Consultation, training or a change that the customer pays for, after an estimate.",
    "idea": "Something that the product could do. The product owner decides about it.",
    "custom-code": "What was made for one customer alone. It takes the road of an issue.",
}
TRIGGERS = {
    ("client-testing", "completed"): "customer-confirms",
    ("client-testing", "in-progress"): "customer-objects",
    ("estimate-pending", "approved"): "customer-approves",
    ("estimate-pending", "declined"): "customer-declines",
}
ESTIMATED = ("needs-estimate", "estimate-ready")


def say(apps, schema_editor):
    """The words and settings of today's shipped paths, where a row says nothing yet."""
    steps = apps.get_model("transom", "Step").objects.select_related("status", "version__ticket_type")
    for step in steps:
        status = step.status
        step.name, step.public_name, step.silence_counts = status.name, status.public_name, status.silence_counts
        if step.version.ticket_type.slug in PURPOSES and status.slug in WORDS:
            step.entering, step.leaving, step.suggested_act, step.asks = WORDS[status.slug]
            step.reasons = REASONS.get(status.slug, [])
        step.save()
    for slug, purpose in PURPOSES.items():
        apps.get_model("transom", "TicketType").objects.filter(slug=slug, purpose="").update(purpose=purpose)
    ways = apps.get_model("transom", "Transition").objects.filter(version__ticket_type__slug__in=PURPOSES)
    for way in ways.select_related("from_status", "to_status"):
        place = (way.from_status.slug, way.to_status.slug)
        if place in TRIGGERS and not way.trigger:
            way.trigger = TRIGGERS[place]
            way.save()
        if place == ESTIMATED and way.requires == ["comment"]:
            way.requires = ["estimate"]
            way.save()


class Migration(migrations.Migration):
    dependencies = [("transom", "0011_process")]

    operations = [
        migrations.CreateModel(
            name="PathRunLeft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="pathrunpart",
            name="path_run_part_once",
        ),
        migrations.AddField(
            model_name="pathrunpart",
            name="reached",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="pathrunpart",
            name="ticket_type",
            field=models.ForeignKey(default=None, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="transom.tickettype"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="step",
            name="silence_counts",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="roleheld",
            name="role",
            field=models.CharField(choices=[("supporter", "Supporter"), ("queue-manager", "Queue manager"), ("qa", "QA"), ("support-developer", "Support developer"), ("product-owner", "Product owner"), ("release-manager", "Release manager"), ("professional-services", "Professional services"), ("admin", "Admin"), ("customer", "Customer"), ("clock", "The clock"), ("desk", "The desk itself")], max_length=32),
        ),
        migrations.AlterField(
            model_name="step",
            name="owner_role",
            field=models.CharField(blank=True, choices=[("supporter", "Supporter"), ("queue-manager", "Queue manager"), ("qa", "QA"), ("support-developer", "Support developer"), ("product-owner", "Product owner"), ("release-manager", "Release manager"), ("professional-services", "Professional services"), ("admin", "Admin"), ("customer", "Customer"), ("clock", "The clock"), ("desk", "The desk itself")], max_length=32),
        ),
        migrations.AddConstraint(
            model_name="pathrunpart",
            constraint=models.UniqueConstraint(fields=("run", "ticket_type", "from_status"), name="path_run_part_once"),
        ),
        migrations.AddField(
            model_name="pathrunleft",
            name="part",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="left", to="transom.pathrunpart"),
        ),
        migrations.AddField(
            model_name="pathrunleft",
            name="ticket",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="transom.ticket"),
        ),
        migrations.AddConstraint(
            model_name="pathrunleft",
            constraint=models.UniqueConstraint(fields=("part", "ticket"), name="path_run_left_once"),
        ),
        migrations.RunPython(say, migrations.RunPython.noop),
    ]
