"""Nothing signed is changed or deleted: checkpoints, countersignatures, and what was countersigned of others.

A migration that makes SQLite build one of these tables anew must put its triggers back.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# table: what makes an insert a replacement of a row that is there already.
SAME = {
    "checkpoint": "o.id = NEW.id OR (o.log_id = NEW.log_id AND o.size = NEW.size)",
    "countersignature": "o.id = NEW.id OR (o.checkpoint_id = NEW.checkpoint_id AND o.name = NEW.name)",
    "witnessed": "o.id = NEW.id OR (o.origin = NEW.origin AND o.size = NEW.size)",
}


def hold(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table, same in SAME.items():
        for statement in _sqlite(table, same) if editor.connection.vendor == "sqlite" else _postgresql(table):
            editor.execute(statement, params=None)


def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = editor.connection.vendor == "sqlite"
    for table in SAME:
        for what in ("no_update", "no_delete", "not_replaced") if sqlite else ("kept", "all_kept"):
            on = "" if sqlite else f" ON journal_{table}"
            editor.execute(f"DROP TRIGGER journal_{table}_{what}{on}", params=None)


def _sqlite(table: str, same: str) -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'journal_kept'); END"
    when = f"WHEN EXISTS (SELECT 1 FROM journal_{table} o WHERE {same})"  # noqa: S608  names of ours
    return [
        f"CREATE TRIGGER journal_{table}_no_update BEFORE UPDATE ON journal_{table} {refuse}",
        f"CREATE TRIGGER journal_{table}_no_delete BEFORE DELETE ON journal_{table} {refuse}",
        f"CREATE TRIGGER journal_{table}_not_replaced BEFORE INSERT ON journal_{table} {when} {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"""
        CREATE TRIGGER journal_{table}_kept BEFORE UPDATE OR DELETE ON journal_{table}
        FOR EACH ROW EXECUTE FUNCTION journal_keep()""",
        f"""
        CREATE TRIGGER journal_{table}_all_kept BEFORE TRUNCATE ON journal_{table}
        FOR EACH STATEMENT EXECUTE FUNCTION journal_keep_all()""",
    ]


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_checkpoints")]
    operations = [migrations.RunPython(hold, release)]
