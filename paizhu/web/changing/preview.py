"""What an upload's page shows of it: counts, one page of rows or faults, the questions."""

from typing import Any

from paizhu.registry.changes import Verdict
from paizhu.web.changing import asking, pages, words
from paizhu.web.changing.jobs import Job, Stage, State
from paizhu.web.changing.work import FAULTS

Context = dict[str, Any]
IMPORTED = (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED, Verdict.UNCHANGED)
_CHANGING = (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED)


def context(of: Job, state: State, show: str, page: str) -> Context:
    """Return what the templates need. show: a verdict; page: counted from 1. What is neither shows the first."""
    if state.stage is Stage.RECORDED:
        return {"counts": _counts(state)}
    mapped: Context = {"mapped": of.map.exists()}
    if state.stage is Stage.REFUSED:
        return mapped | {"asks": asking.questions(state)} | _paged(of, FAULTS, state.faults, page)
    if not state.parts:
        return mapped | {"counts": [], "changes": 0, "tabs": []}
    chosen = show if show in state.parts else next(v.value for v in Verdict if v.value in state.parts)
    own = mapped | _paged(of, chosen, state.parts[chosen], page)
    own["rows"] = [_row(row) for row in own["rows"]]
    return own | {
        "counts": _counts(state),
        "changes": sum(state.parts.get(verdict, 0) for verdict in _CHANGING),
        "tabs": [
            {
                "id": verdict.value,
                "word": words.VERDICTS[verdict],
                "icon": words.VERDICT_ICONS[verdict],
                "count": state.parts[verdict],
                "here": verdict.value == chosen,
            }
            for verdict in IMPORTED
            if verdict.value in state.parts
        ],
        "show": chosen,
    }


def _paged(of: Job, part: str, count: int, page: str) -> Context:
    last = max(pages.of(count), 1)
    number = min(max(int(page), 1), last) if page.isascii() and page.isdigit() and len(page) < 8 else 1  # noqa: PLR2004
    return {
        "rows": pages.read(of.rows, part, number),
        "page": number,
        "last": last,
        "count": count,
        "before": number - 1 or None,
        "after": number + 1 if number < last else None,
    }


def _counts(state: State) -> list[Context]:
    return [
        {"list": words.LISTS[list_], "counts": [own.get(verdict, 0) for verdict in IMPORTED]}
        for list_, own in state.counts.items()
    ]


def _row(row: dict[str, Any]) -> Context:
    list_, names = row["list"], row["names"]
    return {
        "sheet": row["sheet"] if row["sheet"] != list_ else "",
        "row": row["row"],
        "list": words.LISTS[list_],
        "id": row["id"],
        "name": row["name"],
        "facts": [
            (words.COLUMNS[list_, column], words.named(column, value, names))
            for column, value in row.get("facts", {}).items()
        ],
        "changes": [
            (
                words.COLUMNS[list_, column],
                words.named(column, before, names),
                words.named(column, after, names),
            )
            for column, (before, after) in row["changes"].items()
        ],
    }
