"""A map file: other headings, words and sheet titles, and what they stand for in the registry.

`{"headings": {"单位编码": "id", "备注": null}, "words": {"派驻纪检组": "派驻机构"}, "sheets": {"单位名录": "organs"}}`;
null means: leave it out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.kinds import TYPE_WORDS, Kind, Level, Type
from paizhu.registry.reading import limits
from paizhu.registry.reading.cells import plain_word
from paizhu.registry.reading.fields import FIELDS, SHEETS, plain_heading

_WORDS = {*Kind, *Type, *Level, *TYPE_WORDS.values(), "是", "否"}
_HEADINGS = {name for fields in FIELDS.values() for f in fields for name in (f.name, f.word)}


@dataclass(frozen=True, slots=True)
class Map:
    """Each from the file's own word (as compared) to the registry's; None: leave it out."""

    headings: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str | None] = field(default_factory=dict)


def read(path: Path) -> Map:
    """Return the map in a file. Raises BadFile with all faults."""
    try:
        data = path.read_bytes()[: limits.MAP_BYTES + 1]
        given: Any = json.loads(data.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        given = None
    expected = _(
        "a JSON object with “headings”, “words”, “sheets”, each an object from the file's word to ours"
    )
    if not isinstance(given, dict) or not all(isinstance(v, dict) for v in given.values()):
        raise BadFile([Fault(str(path), None, None, None, path.name, expected)])
    faults = [Fault(str(path), None, None, shown(k), shown(k), expected) for k in given if k not in _ALLOWED]
    for section, allowed in _ALLOWED.items():
        for word, ours in given.get(section, {}).items():
            if not (isinstance(ours, str) and ours in allowed) and not (ours is None and section != "words"):
                one_of = _("one of {words}").format(words="、".join(sorted(allowed)))
                faults.append(Fault(str(path), section, None, shown(word), shown(ours), one_of))
    if faults:
        raise BadFile(faults)
    return Map(*({_plain[s](k): v for k, v in given.get(s, {}).items()} for s in _ALLOWED))


# How the words of each section are compared.
_plain: dict[str, Callable[[str], str]] = {
    "headings": plain_heading,
    "words": plain_word,
    "sheets": plain_heading,
}
_ALLOWED: dict[str, set[str]] = {
    "headings": _HEADINGS,
    "words": {str(w) for w in _WORDS},
    "sheets": {*SHEETS, *SHEETS.values()},
}
