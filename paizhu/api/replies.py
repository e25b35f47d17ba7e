"""Which replies an operation has."""

from typing import Any

from paizhu.api.schemas.common import Error

# Of every operation: who shows a wrong token, or too often, and who fills in a request wrongly.
ALWAYS = (400, 401, 413, 422, 429, 500)


def replies(body: Any, *errors: int, status: int = 200) -> dict[Any, Any]:
    """Return the replies of an operation: its own, and errors of the one shape."""
    return {status: body, frozenset({*ALWAYS, *errors}): Error}
