"""Canonical JSON: the RFC's own examples, a second encoding that agrees, and what has no canonical form."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given

from paizhu.journal.canonical import LARGEST, NotCanonical, canonical
from paizhu.journal.tests.jsons import slow, values


@pytest.mark.parametrize(
    ("given_", "text"),
    [
        # RFC 8785 §3.2.2: the members of its sample without fractions.
        (
            r"""{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}""",
            r"""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        ),
        # RFC 8785 §3.2.3: keys are sorted by their UTF-16 code units.
        (
            r"""{"\u20ac": "Euro", "\r": "Return", "\ufb33": "Dalet", "1": "One", "\ud83d\ude00": "Grin",
            "\u0080": "Control", "\u00f6": "O"}""",
            '{"\\r":"Return","1":"One","\u0080":"Control","ö":"O","€":"Euro","😀":"Grin","\ufb33":"Dalet"}',
        ),
        ('{"a": {}, "": []}', '{"":[],"a":{}}'),
        ("[-0, 9007199254740991]", "[0,9007199254740991]"),
    ],
    ids=["strings and literals", "order of keys", "empty", "whole numbers"],
)
def test_vectors(given_: str, text: str) -> None:
    assert canonical(json.loads(given_)) == text


@given(values)
def test_agrees_with_a_slow_encoding_and_with_another_implementation(value: Any) -> None:
    assert canonical(value) == slow(value) == rfc8785.dumps(value).decode()


@given(values)
def test_reads_back_to_the_same(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"sum": 1.0}, r"\$\.sum: float"),
        ([0, float("nan")], r"\$\[1\]: float"),
        (LARGEST + 1, r"\$: 9007199254740992"),
        ({"a": [-LARGEST - 1]}, r"\$\.a\[0\]"),
        ({1: "one"}, "every key"),
        ({"a": {1, 2}}, r"\$\.a: set"),
        ({"a": b"x"}, r"\$\.a: bytes"),
        ("\ud800", "surrogate"),
        ({"\udfff😀": 1}, "surrogate"),
    ],
)
def test_refuses_what_has_no_canonical_form(value: Any, place: str) -> None:
    with pytest.raises(NotCanonical, match=place):
        canonical(value)
