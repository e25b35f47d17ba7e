from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_word_of_recommendations"),
    ]

    operations = [
        migrations.AddField(
            model_name="layout",
            name="minutes_typst",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="layout",
            name="minutes_docx",
            field=models.BinaryField(blank=True, default=bytes),
        ),
    ]
