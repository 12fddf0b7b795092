"""The bytes of a mail move into rows of their own, which are written once (decision 16)."""

import django.db.models.deletion
from django.db import migrations, models

OUT_OF_THE_ROWS = (
    "INSERT INTO transom_inboundsource (inbound_id, raw) SELECT id, raw FROM transom_inboundemail",
    "INSERT INTO transom_outboundsource (outbound_id, mime) SELECT id, mime FROM transom_outboundemail",
)


def bytes_of(name: str, column: str) -> migrations.CreateModel:
    owner = models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name="source",
        serialize=False,
        to=f"transom.{name}email",
    )
    return migrations.CreateModel(f"{name}Source", fields=[(name.lower(), owner), (column, models.BinaryField())])


class Migration(migrations.Migration):
    dependencies = [("transom", "0002_unhurt")]
    operations = [
        bytes_of("Inbound", "raw"),
        bytes_of("Outbound", "mime"),
        *(migrations.RunSQL(statement) for statement in OUT_OF_THE_ROWS),
        migrations.RemoveField("inboundemail", "raw"),
        migrations.RemoveField("outboundemail", "mime"),
    ]
