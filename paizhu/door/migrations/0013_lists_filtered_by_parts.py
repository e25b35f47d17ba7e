"""The index by which lists are read holds what parts say of their matters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("door", "0012_parts_know_how_matters_stand")]

    operations = [
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                fields=["organ", "person", "-matter", "side", "since", "until", "kind", "state", "closed"],
                name="participation_of_organ",
            ),
        ),
    ]
