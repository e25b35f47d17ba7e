"""For the tests of the host's space: the same as for those of matters."""

from paizhu.web.matters.tests.conftest import _in_english, _seats, cast, home

__all__ = ["_in_english", "_seats", "cast", "home"]
