"""Any value that has canonical JSON, and a second way to write it: slow, one character after the other."""

from typing import Any

from hypothesis import strategies as st

from paizhu.journal.canonical import LARGEST

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
# Names of content are fields of forms; PostgreSQL keeps no text with a NUL in it.
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
contents = st.dictionaries(names, values, max_size=3)

_SHORT = {8: "b", 9: "t", 10: "n", 12: "f", 13: "r", 34: '"', 92: "\\"}


def slow(value: Any) -> str:
    if value is None:
        return "null"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, int):
        return ("-" if value < 0 else "") + _digits(abs(value))
    if isinstance(value, str):
        return '"' + "".join(_character(one) for one in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(slow(item) for item in value) + "]"
    keys = sorted(value, key=_units)
    return "{" + ",".join(slow(key) + ":" + slow(value[key]) for key in keys) + "}"


def _digits(number: int) -> str:
    return (_digits(number // 10) if number > 9 else "") + "0123456789"[number % 10]


def _character(one: str) -> str:
    code = ord(one)
    if code in _SHORT:
        return "\\" + _SHORT[code]
    return f"\\u00{code >> 4:x}{code & 15:x}" if code < 32 else one


def _units(key: str) -> list[int]:
    """The UTF-16 code units."""
    units: list[int] = []
    for code in map(ord, key):
        above = code - 0x10000
        units += [code] if above < 0 else [0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF)]
    return units
