import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coming", "0001_reminders"),
        ("mail", "0001_outbox"),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="notice",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="door.notice"
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="outstanding",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="coming.outstanding",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                fields=("account", "outstanding"), name="mail_outstanding_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice__isnull", False), ("outstanding", None)),
                    models.Q(("notice", None), ("outstanding__isnull", False)),
                    _connector="OR",
                ),
                name="mail_line_about_one_thing",
            ),
        ),
    ]
