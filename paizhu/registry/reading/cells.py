"""What a cell says: texts, ids, words of a closed set, yes or no, first and last days."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from paizhu.registry.kinds import TYPE_WORDS, Kind, Level, Type
from paizhu.registry.models import BASIS_LENGTH, ID_LENGTH, NAME_LENGTH
from paizhu.registry.reading import dates
from paizhu.registry.reading.table import Odd
from paizhu.registry.records import after

Words = Mapping[str, str]  # words of a file -> words of the registry, as a map file gives them
Parse = Callable[[object, Words], object]
_YES = {"是", "yes", "true", "y", "√", "✓"}
_NO = {"否", "no", "false", "n", "×"}
# A spreadsheet would take what starts so for a formula.
_FORMULA = ("=", "+", "@", "-")
_CJK_SPACE = re.compile(r"(?<=[⺀-鿿（）〔〕《》、，。])\s+|\s+(?=[⺀-鿿（）〔〕《》、，。])")
# Unseen, or not yet given a meaning: controls, format characters, surrogates, private use.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SPACES = re.compile(r"\s+")


class Unread(ValueError):
    """A cell cannot be read; the message says what was expected."""


def id_(raw: object, _words: Words) -> str:
    """Return an id. Raises Unread."""
    if raw is None or raw == "":
        raise Unread(_("an id: the cell is empty"))
    text = _text(raw, ID_LENGTH)
    if not text:
        raise Unread(_("an id: the cell is empty"))
    return text


def optional_id(raw: object, words: Words) -> str:
    """Return an id, "" for an empty cell. Raises Unread."""
    return "" if raw is None or raw == "" else _text(raw, ID_LENGTH)


def name(raw: object, _words: Words) -> str:
    """Return a name; spaces between Chinese characters are no part of it. Raises Unread."""
    text = optional_name(raw, _words)
    if not text:
        raise Unread(_("a name: the cell is empty"))
    return text


def optional_name(raw: object, _words: Words) -> str:
    """Return a name, "" for an empty cell. Raises Unread."""
    return "" if raw is None else _text(raw, NAME_LENGTH)


def basis(raw: object, _words: Words) -> str:
    """Return the basis of a relation, "" for an empty cell. Raises Unread."""
    return "" if raw is None else _text(raw, BASIS_LENGTH)


def _text(raw: object, longest: int) -> str:
    if isinstance(raw, Odd):
        raise Unread(raw.expected)
    if isinstance(raw, bool | list | dict | date | datetime):
        raise Unread(_("a text"))
    if isinstance(raw, int):
        raw = str(raw)
    if isinstance(raw, float):
        if not raw.is_integer():  # nor is an endless one
            raise Unread(_("a text; this is a number"))
        raw = str(int(raw))
    if not isinstance(raw, str):
        raise Unread(_("a text"))
    return _cleaned(raw, longest)


@lru_cache(maxsize=4_096)
def _cleaned(raw: str, longest: int) -> str:
    if len(raw) > longest * 4:
        raise Unread(_("at most {count} characters").format(count=longest))
    if not raw.isascii() or not raw.isprintable():
        text = _SPACES.sub(" ", raw.replace("\u3000", " ").replace("\xa0", " ")).strip()
        text = _CJK_SPACE.sub("", text)
        if any(unicodedata.category(c) in _UNSEEN for c in text):
            raise Unread(
                _("a text without characters that cannot be seen (such as zero-width or right-to-left marks)")
            )
    else:
        text = raw.strip()
    if len(text) > longest:
        raise Unread(_("at most {count} characters").format(count=longest))
    if text.startswith(_FORMULA):
        raise Unread(_("a text that does not start with =, +, - or @, which spreadsheets take for a formula"))
    return text


class UnknownWord(Unread):
    """A cell holds a word that stands for nothing; somebody can be asked what it stands for."""


def _word(raw: object, words: Words) -> str:
    if isinstance(raw, Odd):
        raise Unread(raw.expected)
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | float):
        return str(raw)
    if not isinstance(raw, str) or len(raw) > NAME_LENGTH:
        return "?"
    text = "".join(unicodedata.normalize("NFKC", raw).split())
    return words.get(text.casefold(), text)


def plain_word(text: str) -> str:
    """Return a word of a closed set as it is compared: one width, no spaces.

    >>> plain_word("局 机关")
    '局机关'
    """
    return "".join(unicodedata.normalize("NFKC", text[:NAME_LENGTH]).split()).casefold()


def _unknown(raw: object, message: str) -> Unread:
    """The error for a word that is none of a closed set; nothing can be asked about an empty cell or a number."""
    is_word = isinstance(raw, str) and raw.strip() != "" and len(raw) <= NAME_LENGTH
    return UnknownWord(message) if is_word else Unread(message)


def _listed(words: list[str]) -> str:
    return "、".join(words)


def kind(raw: object, words: Words) -> Kind:
    """Return the kind that a word stands for. Raises Unread."""
    try:
        return Kind(_word(raw, words))
    except ValueError:
        message = _("one of {words}; other words can be given in a map file")
        raise _unknown(raw, message.format(words=_listed([k.value for k in Kind]))) from None


_TYPES = {**{t.value: t for t in Type}, **{word: t for t, word in TYPE_WORDS.items()}}


def type_(raw: object, words: Words) -> Type:
    """Return the type of relation that a word stands for. Raises Unread."""
    found = _TYPES.get(_word(raw, words))
    if found is None:
        message = _("one of {words}; other words can be given in a map file")
        known = _listed([f"{t.value} {w}" for t, w in TYPE_WORDS.items()])
        raise _unknown(raw, message.format(words=known))
    return found


def level(raw: object, words: Words) -> Level | None:
    """Return the level of a post, None for an empty cell. Raises Unread."""
    word = _word(raw, words)
    if not word:
        return None
    try:
        return Level(word)
    except ValueError:
        message = _("one of {words}, or nothing")
        raise _unknown(raw, message.format(words=_listed([each.value for each in Level]))) from None


def yes_no(raw: object, words: Words) -> bool | None:
    """Return yes or no, None for an empty cell. Raises Unread."""
    word = _word(raw, words).lower()
    if word in _YES or word in _NO:
        return word in _YES
    if not word:
        return None
    raise _unknown(raw, _("是 or 否 (yes or no), or nothing where it is not known"))


def first_day(raw: object, _words: Words) -> date | None:
    """Return the first day, None for an empty cell. Raises Unread."""
    if isinstance(raw, Odd):
        raise Unread(raw.expected)
    try:
        return dates.day(raw)
    except dates.NotADay as error:
        raise Unread(str(error)) from None


def last_day(raw: object, words: Words) -> date | None:
    """Return the day after the last one, None where there is no last day. Raises Unread."""
    return None if dates.is_open(raw) else after(first_day(raw, words))
