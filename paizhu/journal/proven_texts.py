"""The second stage of verifying, block by block: what entries say is canonical, and agrees with what stands beside them."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import repeat
from typing import Annotated, Literal, TypeAlias

import msgspec
from django.db import connection

from paizhu.journal import stretches
from paizhu.journal.canonical import LARGEST
from paizhu.journal.models import SALT_LENGTH
from paizhu.journal.proven_hashes import leaves_of
from paizhu.journal.reading import few
from paizhu.journal.sealed import MARK, NoKey, NotAsSealed, Where, text_of
from paizhu.journal.stretches import Stretch
from paizhu.journal.tree import HASH_LENGTH

_Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
_Plain: TypeAlias = str | _Whole | bool | None
_Flat: TypeAlias = _Plain | list[_Plain] | dict[str, _Plain]
_Deep: TypeAlias = _Plain | list[_Flat] | dict[str, _Flat]
_Deeper: TypeAlias = _Plain | list[_Deep] | dict[str, _Deep]


class Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """An entry as `body` writes it, its fields in canonical order. Fractions and deeper facts are not known here."""

    act: str
    at: str
    channel: str
    clock: str | msgspec.UnsetType = msgspec.UNSET
    content: dict[str, str]
    facts: dict[str, _Deeper]
    form: Literal[1]
    hash: Literal["sha-256"]
    log: str
    matter: str | None
    number: _Whole
    on: str
    organ: str
    outcome: str
    seat: str


_decode = msgspec.json.Decoder(Body).decode_lines
_encode = msgspec.json.Encoder(order="deterministic").encode_lines
# First bytes of characters from U+E000 on.
_FROM_E000 = bytes(range(0xEE, 0xF5))
_SEALED, _PLAIN = MARK.encode(), sha256()

_ENTRIES = """
    SELECT id, number, {at}, {raw} FROM journal_entry WHERE log_id = %s AND number BETWEEN %s AND %s ORDER BY number
"""
# Nothing, where the database holds another kind of value than it should, as in `stretches.AT`. No number is an entry.
_RAW = {"sqlite": "CASE WHEN body < x'' THEN CAST(body AS BLOB) END", "postgresql": "body"}
_CONTENT = """
    SELECT c.entry_id, c.name, {salted} FROM journal_entry e JOIN journal_content c ON c.entry_id = e.id
    WHERE e.log_id = %s AND e.number BETWEEN %s AND %s ORDER BY e.number
"""
# The same where the keys of entries follow on each other as their numbers do: without a look for each.
_CONTENT_BETWEEN = """
    SELECT entry_id, name, {salted} FROM journal_content WHERE entry_id BETWEEN %s AND %s ORDER BY entry_id
"""
# What a commitment is of; nothing, as above.
_SALTED = {
    "sqlite": "CASE WHEN salt >= x'' AND value >= '' AND value < x'' THEN CAST(salt || value AS BLOB) END",
    "postgresql": "salt || convert_to(value, 'UTF8')",
}
# The entry's key, its number, the instant; its text, as bytes where the database gives them.
_Row: TypeAlias = tuple[int, int, str, bytes | str]
_Content: TypeAlias = tuple[int, str, bytes | None]
_HANDFUL = 32


def prove(stretch: Stretch) -> list[bool | None]:
    """Return, of the blocks of a stretch, which are sound: True, else None.

    Their bytes are those that were hashed by the first stage: their hashes are `stretch.leaves`.
    """
    vendor, found = connection.vendor, list[bool | None]()
    statement = _ENTRIES.format(at=stretches.AT[vendor], raw=_RAW[vendor])
    for first, last in stretch.portions():
        rows = few(statement, [stretch.log_id, first, last])
        if len(rows) > last - first + 1:  # two of one number
            rows = []
        found += _portion(stretch, first, last, rows)
    return found


def _portion(stretch: Stretch, first: int, last: int, rows: Sequence[_Row]) -> list[bool | None]:
    """What `prove` returns, of the entries of one statement. Handful by handful, whose decoded entries the cache holds."""
    kept, met, sound = _content(stretch, rows, first, last), 0, list[bool]()
    step = min(_HANDFUL, stretches.BLOCK)
    for start in range(first, last, step):
        handful = rows[start - first : start - first + step]
        said = _said(stretch, start, handful) if len(handful) == step else None
        known = dict(zip([row[0] for row in handful], said or repeat(None), strict=False))
        ends = met
        while ends < len(kept) and kept[ends][0] in known:
            ends += 1
        sound.append(said is not None and _fit(kept[met:ends], known))
        met = ends
    if met < len(kept):  # what was not met stands with an entry out of order
        return [None] * ((last - first + 1) // stretches.BLOCK)
    whole = stretches.BLOCK // step
    return [all(sound[at : at + whole]) or None for at in range(0, len(sound), whole)]


def _said(stretch: Stretch, first: int, rows: Sequence[_Row]) -> list[Body] | None:
    """What entries say, if their texts are canonical, those that were hashed, and say what the columns say."""
    _keys, numbers, stated, texts = zip(*rows, strict=True)
    raws = [one.encode() for one in texts] if connection.vendor == "postgresql" else texts
    begins = (first - stretch.first) * HASH_LENGTH
    if b"".join(leaves_of(raws)) != stretch.leaves[begins : begins + len(rows) * HASH_LENGTH]:
        return None
    if numbers != tuple(range(first, first + len(rows))):
        return None
    said = decoded(raws)
    if said is None or [one.number for one in said] != list(numbers):
        return None
    ours = [one.log for one in said].count(stretch.organ) == len(rows)
    return said if ours and _say(stated, [one.at for one in said]) else None


def decoded(raws: Sequence[bytes]) -> list[Body] | None:
    """Return what entries say, if each is written in the canonical way; None where that is not proven."""
    joined = b"\n".join(raws) + b"\n"
    try:
        said = _decode(joined)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    # In what is written without escapes a line feed stands between entries only, so that as many lines as entries, the same
    # bytes again, are the same entries again; and it can be written in one way only.
    canonical = len(said) == len(raws) and _encode(said) == joined and b"\\" not in joined
    return said if canonical and (joined.isascii() or not _beyond(joined)) else None


def _beyond(raw: bytes) -> bool:
    """Whether there are characters from U+E000 on, where UTF-16, by which canonical JSON sorts, has another order."""
    return len(raw.translate(None, _FROM_E000)) != len(raw)


def _say(stated: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the instants of the table are those of the entries, none of which has a line feed in it."""
    at_once = ("Z\n".join(stated) + "Z").replace(" ", "T")
    return at_once == "\n".join(said) or all(map(says, stated, said))


def says(at: str, said: str) -> bool:
    """Return whether an instant of the table, as `stretches.AT` gives it, is that of an entry."""
    return said == f"{at.replace(' ', 'T')}Z" or said == _whole(at)


def _whole(at: str) -> str:
    """An instant without a fraction, as SQLite keeps a whole second."""
    return f"{at.replace(' ', 'T')}.000000Z"


def _content(stretch: Stretch, rows: Sequence[_Row], first: int, last: int) -> list[_Content]:
    """What is kept of the content of entries: the key of the entry, the name, what was committed to."""
    salted = _SALTED[connection.vendor]
    if rows and [row[0] for row in rows] == list(range(rows[0][0], rows[0][0] + last - first + 1)):
        return few(_CONTENT_BETWEEN.format(salted=salted), [rows[0][0], rows[-1][0]])
    return few(_CONTENT.format(salted=salted), [stretch.log_id, first, last])


def _fit(kept: Sequence[_Content], known: Mapping[int, Body | None]) -> bool:
    """Whether what is kept is what its entries commit to under that name."""
    begun = _PLAIN.copy
    for key, name, salted in kept:
        said = known[key]
        if said is None or salted is None:
            return False
        whole = begun()
        whole.update(salted)
        if said.content.get(name) != whole.hexdigest() and not _opens(said, name, salted):
            return False
    return True


def _opens(said: Body, name: str, salted: bytes) -> bool:
    """Whether content is sealed, can be opened, and is what its entry commits to."""
    if not salted.startswith(_SEALED, SALT_LENGTH):
        return False
    where = Where(said.matter or "", said.log, said.number, name)
    try:
        opened = text_of(where, salted[SALT_LENGTH:].decode())
    except (NotAsSealed, NoKey):
        return False
    return said.content.get(name) == sha256(salted[:SALT_LENGTH] + opened.encode()).hexdigest()
