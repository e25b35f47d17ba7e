"""A part has its matter's kind and state, and whether it is closed, so that a filtered list looks up only what fits.

The database keeps them: whatever writes a part or a matter, a list finds. A migration that makes SQLite build one of the two
tables anew must take the triggers away before and put them back.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STANDS = "SELECT m.kind, m.state, m.closed_on IS NOT NULL FROM {schema}door_matter m WHERE m.id = "
FILL = f"UPDATE door_participation SET (kind, state, closed) = ({STANDS.format(schema='')}matter_id)"  # noqa: S608
OTHER = """OLD.kind IS DISTINCT FROM NEW.kind OR OLD.state IS DISTINCT FROM NEW.state
    OR (OLD.closed_on IS NULL) <> (NEW.closed_on IS NULL)"""


def keep(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(FILL, params=None)
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement, params=None)


def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for name in ("participation_stands", "matter_stands"):
            editor.execute(f"DROP TRIGGER door_{name}", params=None)
        return
    for name in ("participation_stands", "matter_stands"):
        editor.execute(f"DROP FUNCTION door_{name} CASCADE", params=None)


def _sqlite() -> list[str]:
    return [
        f"""
        CREATE TRIGGER door_participation_stands AFTER INSERT ON door_participation
        BEGIN {FILL} WHERE id = NEW.id; END""",
        f"""
        CREATE TRIGGER door_matter_stands AFTER UPDATE OF kind, state, closed_on ON door_matter
        WHEN {OTHER.replace("IS DISTINCT FROM", "IS NOT")}
        BEGIN {FILL} WHERE matter_id = NEW.id; END""",
    ]


def _postgresql() -> list[str]:
    # The matter is held until the part is there: what changes it meanwhile does not see the part.
    begins = f"{STANDS.format(schema='public.')} NEW.matter_id FOR NO KEY UPDATE INTO NEW.kind, NEW.state, NEW.closed"
    follows = """UPDATE public.door_participation
        SET kind = NEW.kind, state = NEW.state, closed = NEW.closed_on IS NOT NULL WHERE matter_id = NEW.id"""
    return [
        _function("participation_stands", begins),
        """CREATE TRIGGER door_participation_stands BEFORE INSERT ON door_participation
        FOR EACH ROW EXECUTE FUNCTION door_participation_stands()""",
        _function("matter_stands", follows),
        f"""CREATE TRIGGER door_matter_stands AFTER UPDATE OF kind, state, closed_on ON door_matter
        FOR EACH ROW WHEN ({OTHER}) EXECUTE FUNCTION door_matter_stands()""",
    ]


def _function(name: str, does: str) -> str:
    """As the owner of the tables: whoever acts sees their own parts only, where the database is guarded."""
    return f"""CREATE FUNCTION door_{name}() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN {does}; RETURN NEW; END $$"""


# Those of a column that is the first one of another index. `_like`: PostgreSQL's, for columns of text.
OF_COLUMNS = {
    "organ_id": "door_participation_organ_id_1a5cf198",
    "person_id": "door_participation_person_id_4d6b9c11",
}


def drop_spare(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for name in OF_COLUMNS.values():
        editor.execute(f"DROP INDEX {name}")
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX {name}_like")


def make_spare(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for column, name in OF_COLUMNS.items():
        editor.execute(f"CREATE INDEX {name} ON door_participation ({column})")
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE INDEX {name}_like ON door_participation ({column} varchar_pattern_ops)")


def key(to: str, *, null: bool) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(
        on_delete=models.deletion.PROTECT, related_name="+", to=f"registry.{to}", null=null, db_index=False
    )


class Migration(migrations.Migration):
    dependencies = [("door", "0011_digests_of_what_was_sent")]

    operations = [
        # Each change of a part is written into every index of it. The next migration makes this one anew: in the transaction
        # that fills parts in it would have each of them twice.
        migrations.RemoveIndex(model_name="participation", name="participation_of_organ"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_spare, make_spare)],
            state_operations=[
                migrations.AlterField("participation", "organ", key("organid", null=False)),
                migrations.AlterField("participation", "person", key("personid", null=True)),
            ],
        ),
        migrations.AddField(
            "participation", "kind", models.CharField(max_length=60, null=True, editable=False)
        ),
        migrations.AddField(
            "participation", "state", models.CharField(max_length=60, null=True, editable=False)
        ),
        migrations.AddField("participation", "closed", models.BooleanField(null=True, editable=False)),
        migrations.RunPython(keep, release),
    ]
