"""A question as plain text: one form for every width and hand, nothing invisible, nothing endless."""

import re
import unicodedata

LONGEST = 600  # characters; beyond that it is a document, not a question

_SPACES = re.compile(r"\s+")
_CJK = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER_SCRIPT = re.compile(r"[぀-ヿ가-힯Ѐ-ӿ؀-ۿ֐-׿ऀ-ॿ฀-๿Ͱ-Ͽ]")
_ENGLISH = frozenset(
    "the a an of to in is are was were does do did must may can shall should who what which when how whom whose it be by for "
    "has have had not that with on or and as from if".split()
)


def normalise(text: str) -> str:
    r"""Return the text in NFKC, without control and direction characters, white space folded.

    >>> normalise("派驻机构\u202e应当　协助 吗？")
    '派驻机构应当 协助 吗?'
    """
    folded = unicodedata.normalize("NFKC", text[: LONGEST * 4])
    if folded.isprintable():  # as nearly all are: nothing invisible, no space but the plain one
        return _SPACES.sub(" ", folded).strip()
    kept = (c if unicodedata.category(c)[0] != "C" else (" " if c in "\n\r\t" else "") for c in folded)
    return _SPACES.sub(" ", "".join(kept)).strip()


def language(text: str) -> str | None:
    """Return "zh", "en", or None for a text in neither.

    >>> language("派驻机构应当协助吗"), language("Must the office assist it?"), language("¿Debe la oficina asistir?")
    ('zh', 'en', None)
    """
    chinese, latin = len(_CJK.findall(text)), len(_LATIN.findall(text))
    if len(_OTHER_SCRIPT.findall(text)) > 1:
        return None
    if chinese * 2 >= latin and chinese > 1:
        return "zh"
    words = re.findall(r"[a-z]+", text.lower())
    return "en" if sum(w in _ENGLISH for w in words) >= max(2, len(words) // 8) else None
