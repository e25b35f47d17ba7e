"""What several replies have in common: days and words as they are given, names, provisions, errors."""

import re
from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError


def _written_out(given: object) -> object:
    """Days are text, and whole: a number would be taken for seconds since 1970, an instant for its day."""
    if isinstance(given, date) or (
        isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII)
    ):
        return given
    raise PydanticCustomError("not_a_day", "expected YYYY-MM-DD")


# Beyond these a year is a slip of the finger.
Day = Annotated[
    date,
    BeforeValidator(_written_out),
    Field(ge=date(1900, 1, 1), le=date(2999, 12, 31), description="YYYY-MM-DD"),
]
# No control characters: nothing that is looked up has one, and a database does not take all of them.
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Id = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Said(Schema):
    """A name in both languages."""

    zh: str
    en: str


class Ground(Schema):
    """A norm: where it stands, its phrase and its gist (docs/reference/result.md)."""

    norm: str
    modality: str
    regulation: str
    regulation_en: str
    regulation_id: str
    version: str
    article: str
    paragraph: int | None
    item: str | None
    citation: str
    short: str
    act: str
    act_name: str
    quote: str
    gist: str
    circumstance: str | None
    note: str | None
    verified: bool
    source: str


class Way(Schema):
    """What is open instead. act: its id, "" for something that is no act of the product.  who: who may do it, "" for you.

    asked: the id of an act of the vocabulary that the same act can ask for in place of the one it asked for; "" for none.
    """

    name: str
    act: str
    who: str
    asked: str


class Error(Schema):
    """What went wrong; nothing was changed.

    gate, provisions, instead: of a refusal by the door.  fields: name of an input -> what is wrong with it; "" for all of it.
    """

    code: str
    message: str
    gate: str | None
    provisions: list[Ground]
    instead: list[Way]
    fields: dict[str, list[str]]
