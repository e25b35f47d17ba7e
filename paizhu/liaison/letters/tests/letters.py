"""Letters at each point of their way."""

from typing import Any

from paizhu.door.models import Matter
from paizhu.door.tests.world import do, fresh

LETTER: dict[str, Any] = {
    "sort": "urge",
    "addressee": "K1",
    "title": "关于督促开展公务用车专项检查的函",
    "body": "请对本机关公务用车管理开展一次专项检查，并将结果函复我组。",
    "length": "10",
    "unit": "working_day",
}


def drafted(**given: Any) -> Matter:
    """Return a letter that the clerk drafted."""
    done = do("clerk", "letter.draft", **{**LETTER, **given})
    assert done.matter is not None
    return done.matter


def issued(**given: Any) -> Matter:
    """Return a letter that the head issued."""
    matter = drafted(**given)
    do("head", "letter.issue", matter)
    return fresh(matter)


def received(**given: Any) -> Matter:
    matter = issued(**given)
    do("discipline", "letter.receive", matter)
    return fresh(matter)


def answered(**given: Any) -> Matter:
    matter = received(**given)
    do("discipline", "letter.answer", matter, text="已检查，发现问题两个。")
    return fresh(matter)


def verified() -> Matter:
    matter = answered()
    do("clerk", "letter.verify", matter, text="已到现场核对，属实。")
    return fresh(matter)


def closed() -> Matter:
    matter = verified()
    do("head", "letter.close", matter)
    return fresh(matter)
