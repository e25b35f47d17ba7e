"""The log: a line for each record, without content and without what was typed."""

import json
import logging
import sys

import pytest

from paizhu.logs import JsonLine, Line


def record() -> logging.LogRecord:
    """A record of an error whose text, and whose address, hold what somebody typed."""
    try:
        try:
            dict[str, str]()["张三"]
        except KeyError as error:
            raise ValueError("Key (name)=(张三) already exists") from error
    except ValueError:
        raised = sys.exc_info()
    message = "Internal Server Error: %s"
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, ("/ask/?q=张三",), raised)
    made.status_code = 500
    return made


def test_json_lines() -> None:
    said = json.loads(JsonLine().format(record()))
    assert (said["level"], said["logger"], said["status"]) == ("error", "django.request", 500)
    assert said["message"] == "Internal Server Error: /ask/?…"
    assert said["error"] == "ValueError"
    assert said["places"][0] == "KeyError"
    assert "test_logs.py" in said["places"][1]
    assert said["at"].endswith("+00:00")


@pytest.mark.parametrize("form", [Line, JsonLine])
def test_nothing_that_was_typed(form: type[Line] | type[JsonLine]) -> None:
    text = form().format(record())
    assert "ValueError" in text
    assert "张三" not in text
    assert "张三" in form(debug=True).format(record())
