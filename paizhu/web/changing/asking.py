"""What is doubtful in a file is asked: what an unknown heading, word or sheet stands for. The answers are a map file."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from paizhu.registry.reading.fields import FIELDS, SHEETS
from paizhu.web.changing import words
from paizhu.web.changing.jobs import Job, State

LEAVE_OUT = "-"
Question = dict[str, Any]


def questions(state: State) -> list[Question]:
    """Return what is asked: the word, where it stands, and what it can stand for."""
    return [
        {
            "n": n,
            "section": ask["section"],
            "word": ask["word"],
            "list": words.LISTS.get(ask["list"], ""),
            "column": words.COLUMNS.get((ask["list"], ask["field"]), ""),
            "count": ask["count"],
            "options": _options(ask),
        }
        for n, ask in enumerate(state.asks)
    ]


def _options(ask: Mapping[str, Any]) -> list[tuple[str, words.Word]]:
    match ask["section"]:
        case "headings":
            fields = [(f.name, words.COLUMNS[ask["list"], f.name]) for f in FIELDS[ask["list"]]]
            return [*fields, (LEAVE_OUT, _("nothing: leave the column out"))]
        case "sheets":
            lists = [(list_, words.LISTS[list_]) for list_ in SHEETS]
            return [*lists, (LEAVE_OUT, _("nothing: leave the sheet out"))]
        case _:
            return words.options(ask["field"])


def take(of: Job, state: State, given: Mapping[str, str]) -> bool:
    """Add the answers to the upload's map; return whether there was any. What is no answer is passed over."""
    answers: dict[str, dict[str, str | None]] = {}
    for n, ask in enumerate(state.asks):
        chosen = given.get(f"ask-{n}", "")
        if chosen in {option for option, _word in _options(ask)}:
            own = answers.setdefault(ask["section"], {})
            own[ask["word"]] = None if chosen == LEAVE_OUT else chosen
    if answers:
        known = json.loads(of.map.read_text("utf-8-sig")) if of.map.exists() else {}
        merged = {s: known.get(s, {}) | answers.get(s, {}) for s in {*known, *answers}}
        of.map.write_text(json.dumps(merged, ensure_ascii=False, indent=1), "utf-8")
    return bool(answers)
