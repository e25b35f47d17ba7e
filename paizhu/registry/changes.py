"""What an import would change, record by record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from paizhu.registry.records import LISTS, Chart, Record


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


class ChangeKind(StrEnum):
    """What a change was."""

    IMPORT = "import"
    EDIT = "edit"
    WITHDRAWAL = "withdrawal"
    LOCAL_NORMS = "local_norms"


Key = tuple[str, str]  # list and id of a record


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to one record. changes: attribute -> (old value, new value)."""

    list_: str
    id_: str
    verdict: Verdict
    changes: dict[str, tuple[object, object]]


def outcomes(existing: Chart, incoming: Chart, withdrawn: Iterable[Key] = ()) -> Iterable[Outcome]:
    """Yield what happens to each record of `incoming`, list by list, in the order of the file; then to those withdrawn."""
    for list_ in LISTS:
        known = existing.of(list_)
        for id_, record in incoming.of(list_).items():
            yield _outcome(list_, id_, known.get(id_), record)
    for list_, id_ in withdrawn:
        yield Outcome(list_, id_, Verdict.WITHDRAWN, {})


def _outcome(list_: str, id_: str, old: Record | None, new: Record) -> Outcome:
    if old is None:
        return Outcome(list_, id_, Verdict.NEW, {})
    if old == new:
        return Outcome(list_, id_, Verdict.UNCHANGED, {})
    pairs = ((f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(new))
    changes = {name: (before, after) for name, before, after in pairs if before != after}
    ended = changes.keys() == {"until"} and changes["until"][0] is None
    return Outcome(list_, id_, Verdict.ENDED if ended else Verdict.CHANGED, changes)


def counted(found: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """Return the number of each verdict by list; lists that are not touched are left out, and withdrawals where none are."""
    counts: dict[str, Counter[str]] = {}
    for outcome in found:
        counts.setdefault(outcome.list_, Counter())[outcome.verdict.value] += 1
    return {
        list_: {v.value: own[v.value] for v in Verdict if v is not Verdict.WITHDRAWN or own[v.value]}
        for list_, own in counts.items()
    }
