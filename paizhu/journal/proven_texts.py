"""The second stage of verifying, block by block: what entries say is canonical, and agrees with what stands beside them."""

from collections.abc import Sequence
from hashlib import sha256
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
# Nothing, where the database holds another kind of value than it should.
_RAW = {"sqlite": "CASE WHEN typeof(body) = 'text' THEN CAST(body AS BLOB) END", "postgresql": "body"}
_CONTENT = """
    SELECT c.entry_id, c.name, {salted} FROM journal_entry e JOIN journal_content c ON c.entry_id = e.id
    WHERE e.log_id = %s AND e.number BETWEEN %s AND %s
"""
# The same where the keys of entries follow on each other as their numbers do: without a look for each.
_CONTENT_BETWEEN = "SELECT entry_id, name, {salted} FROM journal_content WHERE entry_id BETWEEN %s AND %s"
# What a commitment is of; nothing, as above.
_SALTED = {
    "sqlite": "CASE WHEN typeof(salt) = 'blob' AND typeof(value) = 'text' THEN CAST(salt || value AS BLOB) END",
    "postgresql": "salt || convert_to(value, 'UTF8')",
}


def prove(stretch: Stretch) -> list[bool | None]:
    """Return, of the blocks of a stretch, which are sound: True, else None.

    Their bytes are those that were hashed by the first stage: their hashes are `stretch.leaves`.
    """
    vendor, found = connection.vendor, list[bool | None]()
    statement = _ENTRIES.format(at=stretches.AT[vendor], raw=_RAW[vendor])
    for first, last in stretch.portions():
        rows = few(statement, [stretch.log_id, first, last])
        sound, known = list[bool | None](), dict[int, Body]()
        if len(rows) > last - first + 1:  # two of one number
            rows = []
        for start in range(first, last, stretches.BLOCK):
            block = rows[start - first : start - first + stretches.BLOCK]
            said = _said(stretch, start, block) if len(block) == stretches.BLOCK else None
            sound.append(True if said else None)
            known |= zip([row[0] for row in block], said or (), strict=False)
        for number in _wrong(_content(stretch, rows, first, last), known):
            sound[(number - first) // stretches.BLOCK] = None
        found += sound
    return found


def _said(
    stretch: Stretch, first: int, rows: Sequence[tuple[int, int, str, bytes | str]]
) -> list[Body] | None:
    """What entries say, if their texts are canonical, those that were hashed, and say what the columns say."""
    _keys, numbers, stated, texts = zip(*rows, strict=True)
    raws = [one.encode() for one in texts] if connection.vendor == "postgresql" else texts
    begins = (first - stretch.first) * HASH_LENGTH
    if b"".join(leaves_of(raws)) != stretch.leaves[begins : begins + len(rows) * HASH_LENGTH]:
        return None
    said = decoded(raws)
    if said is None or not list(numbers) == [one.number for one in said] == list(
        range(first, first + len(rows))
    ):
        return None
    fits = [one.log for one in said].count(stretch.organ) == len(rows) and _say(
        stated, [one.at for one in said]
    )
    return said if fits else None


def decoded(raws: Sequence[bytes]) -> list[Body] | None:
    """Return what entries say, if each is written in the canonical way; None where that is not proven."""
    joined = b"\n".join(raws)
    try:
        said = _decode(joined)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    # In what is written without escapes a line feed stands between entries only, so that as many lines as entries, the same
    # bytes again, are the same entries again; and it can be written in one way only.
    canonical = len(said) == len(raws) and _encode(said) == joined + b"\n" and b"\\" not in joined
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


def _content(
    stretch: Stretch, rows: Sequence[tuple[int, ...]], first: int, last: int
) -> list[tuple[int, str, bytes | None]]:
    """What is kept of the content of entries: the key of the entry, the name, what was committed to."""
    salted = _SALTED[connection.vendor]
    if rows and [row[0] for row in rows] == list(range(rows[0][0], rows[0][0] + last - first + 1)):
        return few(_CONTENT_BETWEEN.format(salted=salted), [rows[0][0], rows[-1][0]])
    return few(_CONTENT.format(salted=salted), [stretch.log_id, first, last])


def _wrong(kept: Sequence[tuple[int, str, bytes | None]], known: dict[int, Body]) -> list[int]:
    """The numbers of the entries that something is kept of to which they do not commit under that name."""
    found = []
    for key, name, salted in kept:
        said = known.get(key)
        if said is None:
            continue  # its block is not proven anyway
        if salted is None or salted.startswith(_SEALED, SALT_LENGTH):
            fits = salted is not None and _opens(said, name, salted)
        else:
            whole = _PLAIN.copy()
            whole.update(salted)
            fits = said.content.get(name) == whole.hexdigest()
        if not fits:
            found.append(said.number)
    return found


def _opens(said: Body, name: str, salted: bytes) -> bool:
    """Whether sealed content can be opened, and is what its entry commits to."""
    where = Where(said.matter or "", said.log, said.number, name)
    try:
        opened = text_of(where, salted[SALT_LENGTH:].decode())
    except (NotAsSealed, NoKey):
        return False
    return said.content.get(name) == sha256(salted[:SALT_LENGTH] + opened.encode()).hexdigest()
