"""The norm base that all pages ask."""

from paizhu.opened import Opened, opened

__all__ = ["Opened", "opened"]
