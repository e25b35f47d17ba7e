"""Today is read in the order of its indexes: the soonest due first, what has no due day last, on either database alike."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.lookups import IsNull


class Migration(migrations.Migration):
    dependencies = [("door", "0009_read_off_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matter_awaited"),
        migrations.RemoveIndex(model_name="matter", name="matter_owner_waits"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                "awaited",
                IsNull(F("due"), rhs=True),
                "due",
                "id",
                name="matter_awaited",
                condition=Q(closed_on__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                "owner",
                IsNull(F("due"), rhs=True),
                "due",
                "id",
                name="matter_owner_waits",
                condition=Q(closed_on__isnull=True, awaited__isnull=False) & ~Q(awaited=F("owner")),
            ),
        ),
    ]
