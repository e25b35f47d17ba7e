"""Pack files as located values: every mapping knows its line, every field is read with what was expected of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from paizhu.norms.errors import Problem
from paizhu.norms.model import Text

E = TypeVar("E", bound=StrEnum)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Block(dict[str, Any]):
    """A mapping that knows the line it starts on."""

    line = 0


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no types
    def construct_block(self, node: yaml.MappingNode) -> Block:
        block = Block()
        block.line = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = str(self.construct_object(key_node, deep=True))
            if key in block:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key!r} stands twice", key_node.start_mark
                )
            block[key] = self.construct_object(value_node, deep=True)
        return block


def _day(loader: Any, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(
            None, None, f"{node.value}: {error}", node.start_mark
        ) from error


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)
_Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_block(node))


@dataclass
class Faults:
    """All problems found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        self.found.append(Problem(file, line, message))


def load_yaml(path: Path, file: str, faults: Faults) -> Any:
    """Return the file's value; a file that cannot be read is a fault and gives None."""
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506  a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        faults.add(file, mark.line + 1 if mark else 1, f"not YAML: {error.problem}")
    except UnicodeDecodeError:
        faults.add(file, 1, "not UTF-8")
    except OSError as error:
        faults.add(file, 1, f"cannot be read: {error.strerror}")
    return None


class Fields:
    """Reads one mapping field by field; what is missing, wrong or unknown becomes a fault."""

    def __init__(self, block: Any, file: str, faults: Faults, line: int = 1) -> None:
        self.file, self.faults = file, faults
        self.ok = isinstance(block, Block)
        self.block: Block = block if isinstance(block, Block) else Block()
        self.line = self.block.line or line
        self._read: set[str] = set()
        if not self.ok:
            self.fault(f"expected a mapping, got {type(block).__name__}")

    def fault(self, message: str) -> None:
        self.faults.add(self.file, self.line, message)
        self.ok = False

    def has(self, key: str) -> bool:
        return self.block.get(key) is not None

    def _get(self, key: str, types: type | tuple[type, ...], wanted: str, default: Any) -> Any:
        self._read.add(key)
        value = self.block.get(key)
        if value is None:
            if default is ...:
                self.fault(f"{key}: missing, expected {wanted}")
            return None if default is ... else default
        # A bool is an int to Python, and an instant a date.
        mistaken = (isinstance(value, bool) and types is int) or isinstance(value, datetime)
        if not isinstance(value, types) or mistaken:
            self.fault(f"{key}: got {value!r}, expected {wanted}")
            return None if default is ... else default
        return value

    def string(self, key: str, default: Any = ...) -> Any:
        value = self._get(key, str, "a text", default)
        return value.strip() if isinstance(value, str) else value

    def token(self, key: str) -> str:
        """A text that may have been written without quotes as a number (version: 2022)."""
        return str(self._get(key, (str, int), "a text", ...))

    def integer(self, key: str, default: Any = ...) -> Any:
        return self._get(key, int, "a whole number", default)

    def flag(self, key: str, default: bool = False) -> bool:
        return bool(self._get(key, bool, "true or false", default))

    def day(self, key: str, default: Any = ...) -> Any:
        return self._get(key, date, "a date YYYY-MM-DD", default)

    def until(self, key: str = "last_day", default: date | None = None) -> date | None:
        """The day after the inclusive last day; None when it is open."""
        if self.block.get(key) is None:
            self._read.add(key)
            return default
        last: date | None = self._get(key, date, "a date YYYY-MM-DD", None)
        return last + timedelta(days=1) if last else None

    def strings(self, key: str, default: Any = ()) -> tuple[str, ...]:
        value = self._get(key, list, "a list of texts", default)
        if value and not all(isinstance(item, str) for item in value):
            self.fault(f"{key}: expected texts only, got {value!r}")
            return ()
        return tuple(value or ())

    def choice(self, key: str, choices: type[E], default: Any = ...) -> E:
        value = self._get(key, str, f"one of {', '.join(choices)}", default)
        if value is None or isinstance(value, choices):
            return value  # type: ignore[return-value]  # a fault is on record, or the default
        try:
            return choices(value)
        except ValueError:
            self.fault(f"{key}: got {value!r}, expected one of {', '.join(choices)}")
            return next(iter(choices))

    def text(self, key: str, default: Any = ...) -> Text:
        value = self._get(key, Block, "a mapping with zh and en", default)
        return (
            value if not isinstance(value, Block) else read_text(Fields(value, self.file, self.faults), key)
        )

    def own_text(self) -> Text:
        """The `zh` and `en` that stand in this mapping itself."""
        zh, en = self.string("zh"), self.string("en")
        for lang, value in (("zh", zh), ("en", en)):
            if value == "":
                self.fault(f"{lang}: empty, expected a text")
        return Text(zh or "", en or "")

    def each(self, key: str) -> Iterator["Fields"]:
        for item in self._get(key, list, "a list", ()) or ():
            yield Fields(item, self.file, self.faults, self.line)

    def inner(self, key: str) -> "Fields | None":
        value = self._get(key, Block, "a mapping", None)
        return None if value is None else Fields(value, self.file, self.faults)

    def done(self) -> None:
        """Report the keys that nobody asked for: most are misspelt."""
        for key in self.block.keys() - self._read:
            self.fault(f"{key}: unknown key; known here: {', '.join(sorted(self._read))}")


def read_text(fields: Fields, key: str) -> Text:
    """Return the `zh` and `en` of a mapping; each that is missing is a fault, named with `key`."""
    zh, en = fields.string("zh", ""), fields.string("en", "")
    for lang, value in (("zh", zh), ("en", en)):
        if not value:
            fields.fault(f"{key}: {lang} is missing")
    fields.done()
    return Text(zh, en)


def listed(path: Path, file: str, faults: Faults) -> Iterable[Fields]:
    """The mappings of a file that holds a list of them."""
    value = load_yaml(path, file, faults)
    if value is None:
        return []
    if not isinstance(value, list):
        faults.add(file, 1, "expected a list")
        return []
    return [Fields(item, file, faults) for item in value]


CONDITION = re.compile(r"^(\S+) (\S+) (\S+)$")
