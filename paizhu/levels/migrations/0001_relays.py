import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("door", "0005_clocks_of_items"),
        ("registry", "0006_recorded_when"),
    ]

    operations = [
        migrations.CreateModel(
            name="Relay",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="relay",
                        serialize=False,
                        to="door.matter",
                    ),
                ),
                ("item", models.CharField(blank=True, default="", max_length=20)),
                ("level", models.PositiveSmallIntegerField()),
                ("request", models.TextField(max_length=10000)),
                ("due_on", models.DateField()),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_on",
                        to="door.matter",
                    ),
                ),
                (
                    "passer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organid"
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relays", to="door.matter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organid"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("passer", models.F("unit")), _negated=True),
                        name="relay_between_two_parties",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 1), ("root", models.F("parent"))),
                            models.Q(("level__gt", 1), models.Q(("root", models.F("parent")), _negated=True)),
                            _connector="OR",
                        ),
                        name="relay_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("matter", models.F("parent")), _negated=True),
                        name="relay_not_of_itself",
                    ),
                ],
            },
        ),
    ]
