from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("business_invitations", "0001_business_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="businessinvitation",
            name="came_by",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="businessinvitation",
            name="came_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="businessinvitation",
            name="their_number",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="businessinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came_by", ""), ("came_on", None), ("their_number", "")),
                    models.Q(("came_by__in", ["paper", "phone", "word"]), ("came_on__isnull", False)),
                    _connector="OR",
                ),
                name="business_invitation_came_whole",
            ),
        ),
    ]
