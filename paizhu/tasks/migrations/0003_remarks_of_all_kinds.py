"""What was said of tasks goes to the table that all kinds of matter share, each row with its key."""

from typing import Any

from django.core.management.color import no_style
from django.db import migrations
from django.db.migrations.exceptions import IrreversibleError

_COLUMNS = 'id, kind, seat, "on", text, matter_id, organ_id'


def _move(apps: Any, editor: Any, from_: str, to: str) -> None:
    editor.execute(f"INSERT INTO {to} ({_COLUMNS}) SELECT {_COLUMNS} FROM {from_} ORDER BY id")  # noqa: S608  names of tables
    app, model = to.split("_")
    reset = editor.connection.ops.sequence_reset_sql(no_style(), [apps.get_model(app, model)])
    for statement in reset:
        editor.execute(statement)


def _lift(apps: Any, editor: Any) -> None:
    _move(apps, editor, "tasks_remark", "remarks_remark")


def _lower(apps: Any, editor: Any) -> None:
    """Take it back as long as only tasks have remarks: the old table has no place for those of other kinds."""
    if apps.get_model("remarks", "Remark").objects.exclude(matter__kind="task").exists():
        raise IrreversibleError("There are remarks on matters that are no tasks; nothing was changed.")
    _move(apps, editor, "remarks_remark", "tasks_remark")
    editor.execute("DELETE FROM remarks_remark")


class Migration(migrations.Migration):
    dependencies = [
        ("remarks", "0001_remarks"),
        ("tasks", "0002_about_a_period"),
    ]

    # The rows are carried over as they were; what they are about came later.
    run_before = [("remarks", "0002_remarks_about_items")]

    operations = [
        migrations.RunPython(_lift, _lower),
        migrations.DeleteModel("Remark"),
    ]
