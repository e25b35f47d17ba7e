"""What the tables cannot say by themselves: no overlaps, and nothing recorded is changed or deleted.

PostgreSQL has exclusion constraints for the former; SQLite compares on insert. A migration that makes SQLite build
one of these tables anew must put its triggers back.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("organ", "relation", "post", "person", "seat")

# name: table, which rows, columns that are equal.
OVERLAPS = {
    "registry_one_dispatching_organ": ("relation", "{row}type = 'dispatches'", ("target_id",)),
    "registry_one_office": ("relation", "{row}type IN ('stationed_at', 'covers')", ("target_id",)),
    "registry_relation_once": ("relation", "1 = 1", ("type", "source_id", "target_id")),
    "registry_one_holder": ("seat", "{row}sole", ("post_id",)),
    "registry_seat_once": ("seat", "1 = 1", ("post_id", "person_id")),
}


def hold(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement, params=None)


def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = editor.connection.vendor == "sqlite"
    for name, (table, _rows, _columns) in OVERLAPS.items():
        drop = f"DROP TRIGGER {name}" if sqlite else f"ALTER TABLE registry_{table} DROP CONSTRAINT {name}"
        editor.execute(drop, params=None)
    for table in TABLES:
        on = "" if sqlite else f" ON registry_{table}"
        for what in ("delete", "update") if sqlite else ("keep",):
            editor.execute(f"DROP TRIGGER registry_{table}_no_{what}{on}", params=None)


def _sqlite() -> list[str]:
    statements = []
    for name, (table, rows, columns) in OVERLAPS.items():
        same = " AND ".join(f"o.{column} = NEW.{column}" for column in columns)
        statements.append(f"""
            CREATE TRIGGER {name} BEFORE INSERT ON registry_{table}
            WHEN NEW.recorded_to IS NULL AND {rows.format(row="NEW.")} AND EXISTS (
                SELECT 1 FROM registry_{table} o
                WHERE {same} AND o.recorded_to IS NULL AND {rows.format(row="o.")}
                  AND (o.since IS NULL OR NEW.until IS NULL OR o.since < NEW.until)
                  AND (NEW.since IS NULL OR o.until IS NULL OR NEW.since < o.until)
            ) BEGIN SELECT RAISE(ABORT, '{name}'); END""")  # noqa: S608  names of ours
    for table in TABLES:
        statements.append(f"""
            CREATE TRIGGER registry_{table}_no_delete BEFORE DELETE ON registry_{table}
            BEGIN SELECT RAISE(ABORT, 'registry_kept'); END""")
        statements.append(_sqlite_no_update(table))
    return statements


COLUMNS = {
    "organ": "code_id name short kind since until",
    "relation": "code type source_id target_id since until basis",
    "post": "code_id organ_id title level managed_by_id key",
    "person": "code_id party_member party_member_since party_member_until supervised supervised_since "
    "supervised_until",
    "seat": "code post_id person_id since until sole",
}


def _sqlite_no_update(table: str) -> str:
    columns = ["recorded_from", *COLUMNS[table].split()]
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    return f"""
        CREATE TRIGGER registry_{table}_no_update BEFORE UPDATE ON registry_{table}
        WHEN OLD.recorded_to IS NOT NULL OR {changed}
        BEGIN SELECT RAISE(ABORT, 'registry_kept'); END"""


def _postgresql() -> list[str]:
    statements = [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        """
        CREATE OR REPLACE FUNCTION registry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.recorded_to IS NOT NULL
               OR to_jsonb(NEW) - 'recorded_to' IS DISTINCT FROM to_jsonb(OLD) - 'recorded_to' THEN
                RAISE EXCEPTION 'registry_kept' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
    ]
    for name, (table, rows, columns) in OVERLAPS.items():
        same = ", ".join(f"{column} WITH =" for column in columns)
        statements.append(f"""
            ALTER TABLE registry_{table} ADD CONSTRAINT {name} EXCLUDE USING gist
            ({same}, daterange(since, until) WITH &&)
            WHERE (recorded_to IS NULL AND {rows.format(row="")})""")
    statements += [
        f"""
        CREATE TRIGGER registry_{table}_no_keep BEFORE UPDATE OR DELETE ON registry_{table}
        FOR EACH ROW EXECUTE FUNCTION registry_keep()"""
        for table in TABLES
    ]
    return statements


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_registry")]
    operations = [migrations.RunPython(hold, release)]
