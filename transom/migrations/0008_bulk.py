import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0007_notifications")]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, unique=True)),
                ('purpose', models.CharField(blank=True, max_length=200)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AlterField(
            model_name='ticketlink',
            name='relation',
            field=models.CharField(choices=[('follows', 'follows'), ('split-from', 'was split from'), ('relates', 'relates to'), ('duplicates', 'duplicates'), ('blocks', 'blocks')], max_length=16),
        ),
        migrations.CreateModel(
            name='BulkRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200)),
                ('stored_order', models.JSONField()),
                ('began_at', models.DateTimeField()),
                ('held_until', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BulkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('parked_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('seen', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('waiting', 'not yet'), ('done', 'done'), ('nothing', 'nothing to do'), ('came-in', 'something came in'), ('refused', 'refused'), ('failed', 'did not work'), ('stopped', 'stopped before it began')], default='waiting', max_length=8)),
                ('reason', models.TextField(blank=True)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='transom.ticket')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='transom.bulkrun')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='bulkrun',
            index=models.Index(fields=['person', '-id'], name='bulk_of_person'),
        ),
        migrations.AddIndex(
            model_name='bulkitem',
            index=models.Index(condition=models.Q(('parked_at', None), ('settled_at', None)), fields=['due_at', 'id'], name='bulk_to_do'),
        ),
        migrations.AddConstraint(
            model_name='bulkitem',
            constraint=models.UniqueConstraint(fields=('run', 'ticket'), name='bulk_once_a_ticket'),
        ),
    ]
