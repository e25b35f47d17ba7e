"""The tests of rectification use the cast of the door."""

from paizhu.door.tests.conftest import _in_english, cast  # noqa: F401
