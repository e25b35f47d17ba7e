"""Canonical JSON: one value, one text, so that a digest of it means something.

Source: RFC 8785 (JSON Canonicalization Scheme), for values without fractions. Where law or money is recorded there
are no floats, so the longest part of the scheme, how a float is written, is left out and a float is refused.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from paizhu.norms.errors import InvalidInput

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

# Numbers in JSON are IEEE 754 doubles; beyond this another reader would read another number (RFC 8785 §3.2.2.3, RFC 7493 §2.2).
LARGEST = 2**53 - 1
# From here on UTF-16 and code points sort differently.
_BEYOND = "\ud7ff"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
# The same in C from end to end; it sorts keys by code points.
_encode_sorted = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
).encode


class NotCanonical(InvalidInput):
    """The value has no canonical JSON text: a float, a number too large, a key or character that is not text."""

    code = "journal.canonical"


def canonical(value: Json) -> str:
    """Return the canonical JSON text of strings, whole numbers, booleans, null, lists and objects of these.

    Raises NotCanonical, naming the place.  Source: RFC 8785 §3.2.

    >>> canonical({"b": [1, True, None], "a": "€"})
    '{"a":"€","b":[1,true,null]}'
    """
    text = _encode_sorted(value) if _is_plain(value) else _encode(_ordered(value, "$"))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("a character that is half of a pair (a lone surrogate) is no text") from None
    return text


def _is_plain(value: object) -> bool:
    """Whether it has a canonical form in which keys stand in the order of code points, as nearly everything does."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is dict:
        return all(
            type(key) is str and (key.isascii() or max(key) <= _BEYOND) and _is_plain(item)
            for key, item in value.items()  # type: ignore[attr-defined]  # of this kind
        )
    if kind is int:
        return -LARGEST <= value <= LARGEST  # type: ignore[operator]  # it is an int
    return (kind is list or kind is tuple) and all(map(_is_plain, value))  # type: ignore[call-overload]  # of these kinds


def _ordered(value: Json, place: str) -> Json:
    """The value with the keys of its objects in order, and nothing in it that has no canonical form."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"{place}: {value} is beyond ±{LARGEST}")
        return value
    if isinstance(value, dict):
        return {key: _ordered(value[key], f"{place}.{key}") for key in _sorted(value, place)}
    if isinstance(value, list | tuple):
        return [_ordered(item, f"{place}[{index}]") for index, item in enumerate(value)]
    raise NotCanonical(f"{place}: {type(value).__name__} is none of str, int, bool, None, list, dict")


def _sorted(value: Mapping[str, Json], place: str) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise NotCanonical(f"{place}: every key must be a str")
    if any(max(key, default="") > _BEYOND for key in value):
        return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return sorted(value)
