"""How the product's log reads: a line for each record, for people or as JSON, without content and without what was typed.

Of an error only its type and where it happened are told: its text may hold values of a row or a form. Addresses lose
what stands behind the question mark.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_QUERY = re.compile(r"\?[^\s\"'<>]+")
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """A line for people. debug: with the whole text of errors, for developers only."""

    def __init__(self, *, debug: bool = False) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")
        self._debug = debug

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name in logging
        """Return the line without what was typed."""
        record.message = without_query(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Raised) -> str:  # noqa: N802  the name in logging
        """Return types and places of an error and its causes."""
        return super().formatException(ei) if self._debug else "\n".join(places(ei[1]))


class JsonLine(logging.Formatter):
    """A JSON object on a line: at (RFC 3339, UTC), level, logger, message, and of an error `error` and `places`."""

    def __init__(self, *, debug: bool = False) -> None:
        super().__init__()
        self._debug = debug

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_query(record.getMessage()),
            "process": record.process,
        }
        if isinstance(status := getattr(record, "status_code", None), int):
            said["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = type(record.exc_info[1]).__name__
            said["places"] = places(record.exc_info[1])
            if self._debug:
                said["text"] = str(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def without_query(text: str) -> str:
    """Return a message without the queries of addresses in it.

    >>> without_query("Error handling request /ask/?q=派驻 from 127.0.0.1")
    'Error handling request /ask/?… from 127.0.0.1'
    """
    return _QUERY.sub("?…", text)


def places(error: BaseException | None) -> list[str]:
    """Return where an error and its causes were raised, the first cause first; never their texts."""
    found: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        found = [type(error).__name__, *lines, *found]
        error = error.__cause__ or error.__context__
    return found
