"""Records as plain data: what commands print, files hold and pages draw. Last days are inclusive here."""

from datetime import date
from typing import TYPE_CHECKING, Any

from paizhu.registry.changes import Outcome, counted
from paizhu.registry.reading.fields import FIELDS
from paizhu.registry.records import Record, last_day

if TYPE_CHECKING:  # it brings what reads spreadsheets
    from paizhu.registry.importing import Report

Said = dict[str, Any]


def record(of: Record) -> Said:
    """Return a record under the names of the exchange files."""
    return {f.name: value(f.of, getattr(of, f.of)) for f in FIELDS[of.LIST] if hasattr(of, f.of)}


def value(attribute: str, given: object) -> object:
    """Return one value as files have it: days as text, the last one inclusive, nothing as null."""
    if isinstance(given, date):
        day = last_day(given) if attribute.endswith("until") else given
        return day.isoformat() if day else None
    if given is None or given == "":
        return None
    return given if isinstance(given, bool) else str(given)


def report(of: "Report") -> Said:
    """Return what an import did, row by row, as `registry import --json` prints it."""
    return {
        "file": of.file,
        "recorded": of.recorded,
        "counts": counted(of.found),
        "rows": [row(of, outcome) for outcome in of.found],
    }


def row(of: "Report", outcome: Outcome) -> Said:
    """Return what becomes of one record, and where it stands in the file."""
    origin = of.origins[outcome.list_, outcome.id_]
    names = {f.of: f.name for f in FIELDS[outcome.list_]}
    return {
        "list": outcome.list_,
        "sheet": origin.table.sheet,
        "row": origin.row,
        "id": outcome.id_,
        "verdict": outcome.verdict.value,
        "changes": {
            names[attribute]: [value(attribute, before), value(attribute, after)]
            for attribute, (before, after) in outcome.changes.items()
        },
    }
