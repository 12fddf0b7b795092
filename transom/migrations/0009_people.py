from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transom", "0008_bulk")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="theme",
            field=models.CharField(blank=True, choices=[("light", "Light"), ("dark", "Dark")], max_length=8),
        ),
    ]
