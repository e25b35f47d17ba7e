"""The cast of the door's tests."""

from paizhu.door.tests.conftest import _in_english, cast

__all__ = ["_in_english", "cast"]
