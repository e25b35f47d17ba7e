"""What is wrong with a request, by input, in the language of the reply: Pydantic says it in English, and of its own types."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

_QUOTED = re.compile(r"'([^']*)'")
_A_DAY = re.compile(r"date\((\d+), (\d+), (\d+)\)")  # Ninja hands the bound on as Python writes it


def by_input(errors: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return what is wrong: name of an input -> sentences, each once; "" for the body as a whole.

    errors: as `ninja.errors.ValidationError` holds them.
    """
    found: dict[str, dict[str, None]] = {}
    for each in errors:
        found.setdefault(_name(each["loc"]), {})[_sentence(each)] = None
    return {name: list(said) for name, said in found.items()}


def _name(where: Iterable[str | int]) -> str:
    """The input that is meant. where: such as ("query", "limit"), ("body", "question", "text").

    What comes after it names the branch of a type that was tried, and is nobody's business.
    """
    parts = [str(part) for part in where]
    at = 2 if parts[:1] == ["body"] else 1  # a body is called as the function calls it
    return parts[at] if len(parts) > at else ""


def _sentence(each: Mapping[str, Any]) -> str:
    type_, given = str(each.get("type", "")), each.get("ctx") or {}
    if type_ == "told":
        return str(each["msg"])
    if type_.startswith(("greater_than", "less_than")):
        return _beyond(given)
    if type_ in {"enum", "literal_error"}:
        words = ", ".join(_QUOTED.findall(str(given.get("expected", ""))))
        return _("Expected one of: {known}.").format(known=words)
    for start, say in _SAID.items():
        if type_.startswith(start):
            return say().format(least=given.get("min_length"), most=given.get("max_length"))
    return _("This is not as the description of the API has it.")


def _beyond(given: Mapping[str, Any]) -> str:
    least = given.get("ge", given.get("gt"))
    bound = least if least is not None else given.get("le", given.get("lt"))
    day = _A_DAY.search(str(bound))
    if day is not None:
        said = _("Expected {day} or later.") if least is not None else _("Expected {day} or earlier.")
        return said.format(day=date(*map(int, day.groups())).isoformat())
    said = _("Expected {number} or more.") if least is not None else _("Expected {number} or less.")
    return said.format(number=bound)


# By the start of Pydantic's name of an error; the first that fits.
_SAID: dict[str, Callable[[], str]] = {
    "missing": lambda: _("It is missing."),
    "string_too_short": lambda: _("Too short; expected at least this many characters: {least}."),
    "string_too_long": lambda: _("Too long; expected at most this many characters: {most}."),
    "string_pattern_mismatch": lambda: _("Expected text without control characters, such as line breaks."),
    "string": lambda: _("Expected text."),
    "int": lambda: _("Expected a whole number."),
    "bool": lambda: _("Expected true or false."),
    "datetime": lambda: _("Expected a day or an instant, such as 2026-03-05 or 2026-03-05T09:00+08:00."),
    "date": lambda: _("Expected a day such as 2026-03-31."),
    "not_a_day": lambda: _("Expected a day such as 2026-03-31."),
    "no_input": lambda: _("Expected text, a whole number, true, false or null."),
    "dict": lambda: _("Expected a JSON object with the inputs."),
    "model": lambda: _("Expected a JSON object with the inputs."),
    "too_long": lambda: _("Too many; expected at most this many inputs: {most}."),
}
