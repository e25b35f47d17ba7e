"""Beside the key of a form a digest of what was sent, so that another form with that key is told apart.

What was done before has none: what it was asked with is not kept anywhere.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("door", "0010_soonest_due_first")]

    operations = [
        migrations.AddField(
            model_name="performed",
            name="digest",
            field=models.CharField(max_length=80, null=True),
        ),
    ]
