"""Of two moments in which a role is held each has its own row; who holds it is told."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transom', '0019_clock'),
    ]

    operations = [
        migrations.AlterField(
            model_name='holding',
            name='how',
            field=models.CharField(choices=[('by-plan', 'By the plan'), ('accepted', 'By a hand-over'), ('took-over', 'Taken over'), ('deputy', 'As deputy'), ('alone', 'As the only one who can'), ('nobody', 'Nobody was there')], max_length=16),
        ),
        migrations.AlterField(
            model_name='notification',
            name='reason',
            field=models.CharField(choices=[('mentioned', 'Somebody mentions you'), ('assigned', 'A ticket is given to you'), ('customer-wrote', 'A customer writes on a ticket of yours'), ('stopped', 'An answer that you had scheduled was stopped'), ('undelivered', 'An answer could not be delivered'), ('held', 'A mail is held and waits for a decision'), ('warned', 'A ticket will soon be overdue'), ('overdue', 'A ticket is overdue'), ('unassigned', 'A customer writes and nobody has the ticket'), ('colleague', 'A colleague writes on a ticket of yours'), ('watched', 'Somebody writes on a ticket that you watch'), ('bulk', 'A change of many tickets has ended'), ('shift', 'Your turn at the queue: a shift, a hand-over, somebody takes over'), ('nobody-there', 'The queue has no manager, or no shift is planned')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.UniqueConstraint(fields=('role', 'since'), name='one_begins_to_hold_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.UniqueConstraint(fields=('role', 'until'), name='one_ends_to_hold_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='holding_has_length'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'nobody'), ('person__isnull', True)), models.Q(('person__isnull', False), models.Q(('how', 'nobody'), _negated=True)), _connector='OR'), name='holding_by_somebody_or_nobody'),
        ),
    ]
