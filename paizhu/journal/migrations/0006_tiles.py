"""Tiles: hashes of subtrees side by side, so that a proof reads few rows. Of entries that there are already they are made here.

Once written they are not changed or deleted. A migration that makes SQLite build the table anew must put its triggers back.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.state import StateApps

SAME = "o.id = NEW.id OR (o.log_id = NEW.log_id AND o.tier = NEW.tier AND o.place = NEW.place)"
REFUSE = "BEGIN SELECT RAISE(ABORT, 'journal_kept'); END"
HEIGHT, WIDTH, HASH = 6, 64, 32
ROWS = "SELECT hashes FROM journal_entry WHERE log_id = %s AND number IN ({}) ORDER BY number"
WRITE = "INSERT INTO journal_tile (log_id, tier, place, nodes) VALUES (%s, %s, %s, %s)"


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        for log_id, length in apps.get_model("journal", "Log").objects.values_list("id", "length"):
            tier, count = 0, length // WIDTH
            while count:
                for place in range(count):
                    _fill(cursor, log_id, tier, place)
                tier, count = tier + 1, count // WIDTH


def _fill(cursor: CursorWrapper, log_id: int, tier: int, place: int) -> None:
    begins = tier * HEIGHT
    numbers = [(place * WIDTH + one) << begins for one in range(1, WIDTH + 1)]
    cursor.execute(ROWS.format(", ".join(["%s"] * WIDTH)), [log_id, *numbers])
    rows = [bytes(hashes) for (hashes,) in cursor.fetchall()]
    if len(rows) != WIDTH:
        return  # an entry is missing: verifying says so
    nodes = [
        row[(begins + level) * HASH : (begins + level + 1) * HASH]
        for level in range(HEIGHT)
        for row in rows[(1 << level) - 1 :: 1 << level]
    ]
    cursor.execute(WRITE, [log_id, tier, place, b"".join(nodes)])


def hold(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement, params=None)


def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = editor.connection.vendor == "sqlite"
    for what in ("no_update", "no_delete", "not_replaced") if sqlite else ("kept", "all_kept"):
        on = "" if sqlite else " ON journal_tile"
        editor.execute(f"DROP TRIGGER journal_tile_{what}{on}", params=None)


def _sqlite() -> list[str]:
    when = f"WHEN EXISTS (SELECT 1 FROM journal_tile o WHERE {SAME})"  # noqa: S608  names of ours
    return [
        f"CREATE TRIGGER journal_tile_no_update BEFORE UPDATE ON journal_tile {REFUSE}",
        f"CREATE TRIGGER journal_tile_no_delete BEFORE DELETE ON journal_tile {REFUSE}",
        f"CREATE TRIGGER journal_tile_not_replaced BEFORE INSERT ON journal_tile {when} {REFUSE}",
    ]


def _postgresql() -> list[str]:
    return [
        """
        CREATE TRIGGER journal_tile_kept BEFORE UPDATE OR DELETE ON journal_tile
        FOR EACH ROW EXECUTE FUNCTION journal_keep()""",
        """
        CREATE TRIGGER journal_tile_all_kept BEFORE TRUNCATE ON journal_tile
        FOR EACH STATEMENT EXECUTE FUNCTION journal_keep_all()""",
    ]


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_contradictions")]
    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tier", models.SmallIntegerField()),
                ("place", models.BigIntegerField()),
                ("nodes", models.BinaryField()),
                (
                    "log",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tiles",
                        to="journal.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "tier", "place"), name="journal_tile_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(hold, release),
    ]
