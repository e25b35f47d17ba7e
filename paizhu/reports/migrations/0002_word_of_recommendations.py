from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_layouts"),
    ]

    operations = [
        migrations.AddField(
            model_name="layout",
            name="recommendation_word",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
    ]
