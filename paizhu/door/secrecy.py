"""密级: how secret a matter is. An installation holds nothing above the level that it declares.

Source: 中华人民共和国保守国家秘密法 (2024-05-01) 第十四条: the three levels of state secrets.
"""

from enum import StrEnum
from typing import Protocol


class Secrecy(StrEnum):
    NONE = "none"
    INTERNAL = "internal"  # 内部: work secrets, no state secret
    SECRET = "secret"  # noqa: S105  秘密
    CONFIDENTIAL = "confidential"  # 机密
    TOP_SECRET = "top_secret"  # noqa: S105  绝密

    @property
    def height(self) -> int:
        """Return the place in the order: 0 is not secret."""
        return list(Secrecy).index(self)


class Marked(Protocol):
    """What says how secret it is: a matter. circle: only persons who are named see its content."""

    secrecy: str
    circle: bool


def is_sealed(matter: Marked) -> bool:
    """Return whether a matter is sealed: above `internal`, or for named persons only. Reading it is on record."""
    return matter.circle or Secrecy(matter.secrecy).height > Secrecy.INTERNAL.height
