from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("door", "0005_clocks_of_items"),
        ("registry", "0006_recorded_when"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_owner",
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(
                    ("closed_on__isnull", True), models.Q(("awaited", models.F("owner")), _negated=True)
                ),
                fields=["owner", "due", "id"],
                name="matter_owner_waits",
            ),
        ),
    ]
