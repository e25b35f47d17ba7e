"""The triggers by which the database keeps the record: which there have to be, and which there are."""

from django.db import connection

# As the migrations make them; a test compares.
_TABLES = ("log", "entry", "tile", "content", "checkpoint", "countersignature", "witnessed")
_SQLITE = {
    f"journal_{table}_{what}" for table in _TABLES for what in ("no_update", "no_delete", "not_replaced")
}
_POSTGRESQL = {f"journal_{table}_kept" for table in _TABLES} | {
    f"journal_{table}_all_kept" for table in _TABLES if table != "content"
}


def expected() -> set[str]:
    """Return the names of the triggers of the journal's tables in this kind of database."""
    if connection.vendor == "sqlite":
        # Content may be deleted when its time is over.
        return (_SQLITE - {"journal_content_no_delete"}) | {"journal_entry_next"}
    return _POSTGRESQL | {"journal_log_grows", "journal_entry_next"}


def present() -> set[str]:
    """Return the names of those that there are, and that are not switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'"
            )
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE c.relname LIKE 'journal%' AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
            )
        return {name for (name,) in cursor.fetchall()}
