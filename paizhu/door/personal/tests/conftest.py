"""For the tests of personal data: the cast in its city, and a key of their own."""

from paizhu.door.attachments.tests.conftest import home
from paizhu.door.tests.conftest import _in_english, cast

__all__ = ["_in_english", "cast", "home"]
