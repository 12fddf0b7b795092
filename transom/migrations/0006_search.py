import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

POSTGRESQL = (
    "ALTER TABLE transom_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_words ON transom_searchentry USING gin (words) WITH (gin_pending_list_limit = 512)",
)
SQLITE = "CREATE VIRTUAL TABLE transom_searchtext USING fts5(words, tokenize='ascii', prefix='2 3'{without_text})"


def make_index(apps, schema_editor):
    """The words themselves, which the models do not know of: transom/search/postgresql.py and sqlite.py say why."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
    else:
        forgets = schema_editor.connection.Database.sqlite_version_info >= (3, 43)
        without_text = ", content='', contentless_delete=1" if forgets else ""
        schema_editor.execute(SQLITE.format(without_text=without_text))


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":  # there it goes with its table
        schema_editor.execute("DROP TABLE transom_searchtext")


class Migration(migrations.Migration):
    dependencies = [("transom", "0005_composing")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("question", models.CharField(max_length=500)),
                (
                    "shared",
                    models.CharField(
                        choices=[("nobody", "only me"), ("team", "a team"), ("desk", "everyone at the desk")],
                        default="nobody",
                        max_length=8,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={"ordering": ["position", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shared", "team"), ("team__isnull", False)),
                    models.Q(models.Q(("shared", "team"), _negated=True), ("team", None)),
                    _connector="OR",
                ),
                name="view_shared_with_a_team",
            ),
        ),
        migrations.CreateModel(
            name="SearchDue",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="transom.ticket",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.PositiveSmallIntegerField(choices=[(0, "Ticket"), (1, "Message"), (2, "Note")]),
                ),
                ("source", models.BigIntegerField()),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="transom.ticket"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(fields=("kind", "source"), name="indexed_once"),
        ),
        migrations.CreateModel(
            name="SearchProgress",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("format", models.PositiveSmallIntegerField()),
                ("tickets", models.BigIntegerField()),
                ("messages", models.BigIntegerField()),
                ("notes", models.BigIntegerField()),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["-opened_at", "-id"], name="opened_latest"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    ("team__isnull", False), models.Q(("category", "closed"), _negated=True)
                ),
                fields=["team", "sort_key", "id"],
                name="team_by_need",
            ),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
