"""The log from which the next number is read is the one of our schema, whatever table a session makes for itself."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# A table of a session's own comes before all others, unless its place is named.
FIXED = """DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION journal_follow() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$"""
FREE = "ALTER FUNCTION journal_follow() RESET search_path"


def fix(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(FIXED, params=None)


def free(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(FREE, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_tiles")]
    operations = [migrations.RunPython(fix, free)]
