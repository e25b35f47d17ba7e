"""How commands print: JSON for programs, exactly one object a line."""

import json
import sys
from typing import Any


def json_line(value: Any) -> None:
    """Print one JSON object on one line, in UTF-8 whatever the terminal says."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    sys.stdout.flush()
