"""What the tables cannot say by themselves: numbers follow on each other, and nothing recorded is changed or deleted.

Content may be deleted, for its time ends; it may not be changed. A migration that makes SQLite build one of these
tables anew must put its triggers back.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# table: what makes an insert a replacement of a row that is there already.
SAME = {
    "log": "o.id = NEW.id OR o.organ = NEW.organ",
    "entry": "o.id = NEW.id OR (o.log_id = NEW.log_id AND o.number = NEW.number)",
    "content": "o.id = NEW.id OR (o.entry_id = NEW.entry_id AND o.name = NEW.name)",
}
UNDELETED = ("log", "entry")
NEXT = "(SELECT length FROM journal_log WHERE id = NEW.log_id)"
# A log only ever grows by one, and not back in time.
GROWN = "NEW.id = OLD.id AND NEW.organ = OLD.organ AND NEW.hash = OLD.hash AND NEW.length = OLD.length + 1 AND NEW.latest_at >= OLD.latest_at"


def hold(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement, params=None)


def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        names = [f"{table}_not_replaced" for table in SAME] + [f"{table}_no_update" for table in SAME]
        for name in [*names, *(f"{table}_no_delete" for table in UNDELETED), "entry_next"]:
            editor.execute(f"DROP TRIGGER journal_{name}", params=None)
        return
    for function in ("keep", "keep_all", "grow", "follow"):
        editor.execute(f"DROP FUNCTION journal_{function} CASCADE", params=None)


def _sqlite() -> list[str]:
    statements = [
        f"""
        CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry WHEN NEW.number IS NOT {NEXT}
        BEGIN SELECT RAISE(ABORT, 'journal_next'); END""",
        f"""
        CREATE TRIGGER journal_log_no_update BEFORE UPDATE ON journal_log WHEN NOT ({GROWN})
        BEGIN SELECT RAISE(ABORT, 'journal_kept'); END""",
    ]
    statements += [
        f"""
        CREATE TRIGGER journal_{table}_no_update BEFORE UPDATE ON journal_{table}
        BEGIN SELECT RAISE(ABORT, 'journal_kept'); END"""
        for table in ("entry", "content")
    ]
    statements += [
        f"""
        CREATE TRIGGER journal_{table}_no_delete BEFORE DELETE ON journal_{table}
        BEGIN SELECT RAISE(ABORT, 'journal_kept'); END"""
        for table in UNDELETED
    ]
    # INSERT OR REPLACE deletes without asking the triggers of deletion.
    statements += [
        f"""
        CREATE TRIGGER journal_{table}_not_replaced BEFORE INSERT ON journal_{table}
        WHEN EXISTS (SELECT 1 FROM journal_{table} o WHERE {same})
        BEGIN SELECT RAISE(ABORT, 'journal_kept'); END"""  # noqa: S608  names of ours
        for table, same in SAME.items()
    ]
    return statements


def _postgresql() -> list[str]:
    statements = [
        _function("keep", _raise("journal_kept")),
        _function("keep_all", _raise("journal_kept")),
        _function("grow", f"IF NOT ({GROWN}) THEN {_raise('journal_kept')} END IF; RETURN NEW;"),
        _function(
            "follow",
            f"IF NEW.number IS DISTINCT FROM {NEXT} THEN {_raise('journal_next')} END IF; RETURN NEW;",
        ),
        _trigger("log_grows", "BEFORE UPDATE", "log", "grow"),
        _trigger("log_kept", "BEFORE DELETE", "log", "keep"),
        _trigger("entry_next", "BEFORE INSERT", "entry", "follow"),
        _trigger("entry_kept", "BEFORE UPDATE OR DELETE", "entry", "keep"),
        _trigger("content_kept", "BEFORE UPDATE", "content", "keep"),
    ]
    statements += [
        _trigger(f"{table}_all_kept", "BEFORE TRUNCATE", table, "keep_all", each="STATEMENT")
        for table in ("log", "entry")
    ]
    return statements


def _raise(word: str) -> str:
    return f"RAISE EXCEPTION '{word}' USING ERRCODE = 'integrity_constraint_violation';"


def _function(name: str, does: str) -> str:
    return f"CREATE OR REPLACE FUNCTION journal_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} END $$"


def _trigger(name: str, when: str, table: str, function: str, each: str = "ROW") -> str:
    return f"""
        CREATE TRIGGER journal_{name} {when} ON journal_{table}
        FOR EACH {each} EXECUTE FUNCTION journal_{function}()"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_journal")]
    operations = [migrations.RunPython(hold, release)]
