"""Today and lists are read off indexes alone, in their order, whatever PostgreSQL expects to find.

What an owner waits for: in the very words of the question. Parts of an organ: with what a list asks of them.
"""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("door", "0008_text_that_can_be_sealed")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matter_owner_waits"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["owner", "due", "id"],
                name="matter_owner_waits",
                condition=Q(closed_on__isnull=True, awaited__isnull=False) & ~Q(awaited=F("owner")),
            ),
        ),
        migrations.RemoveIndex(model_name="participation", name="participation_of_organ"),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                fields=["organ", "person", "-matter", "side", "since", "until"], name="participation_of_organ"
            ),
        ),
    ]
