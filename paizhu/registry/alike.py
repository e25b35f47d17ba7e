"""Which ids a reader would take for the same: by case, by width, or by letters that look alike."""

import unicodedata

# Letters of other scripts that are drawn like a Latin one. Source: Unicode confusables (UTS 39), the common ones.
_CYRILLIC = dict(
    zip("АВЕЅІЈКМНОРСТУХҮԚԜаеѕіјорсухүԁԛԝһӏв", "ABESIJKMHOPCTYXYQWaesijopcyxydqwhlb", strict=True)
)
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυ", "ABEZHIKMNOPTYXovaipu", strict=True))
_LETTERS = str.maketrans(_CYRILLIC | _GREEK)
_DIGITS = str.maketrans("01I|", "Olll")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))


def plain(text: str) -> str:
    """Return the text in one width, without what cannot be seen."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) not in {"Cf", "Cc", "Mn"})


def likenesses(id_: str) -> tuple[str, str]:
    """Return two keys; ids that share one of them look alike: by case and script, and by digits like letters.

    >>> likenesses("Z1")[0] == likenesses("ｚ1")[0] == likenesses("Ζ1")[0]  # the last is a Greek zeta
    True
    >>> likenesses("Z1")[1] == likenesses("Zl")[1]
    True
    >>> set(likenesses("L1")) & set(likenesses("I1"))
    set()
    """
    if id_.isascii():
        return f"a:{id_.lower()}", f"b:{id_.translate(_DIGITS)}"
    latin = plain(id_).translate(_LETTERS).translate(_DASHES)
    return f"a:{latin.casefold()}", f"b:{latin.translate(_DIGITS)}"
