"""Stored files: what goes in comes out, and nothing else does."""

import io
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from paizhu.door.attachments.keys import Key
from paizhu.door.attachments.sealing import HEAD, MAGIC, PIECE, Damaged, seal, unseal

KEY = Key("0123456789abcdef", bytes(range(32)))
NAME = "f" * 32
SEALED_PIECE = PIECE + 16


def sealed(content: bytes, name: str = NAME) -> bytes:
    return b"".join(seal([content], KEY, name))


def opened(stored: bytes, name: str = NAME, key: Key = KEY) -> bytes:
    return b"".join(unseal(io.BytesIO(stored).read, lambda _id: key, name))


@settings(deadline=None)
@given(st.lists(st.binary(max_size=3 * 1024), max_size=5), st.sampled_from([0, PIECE - 1, PIECE, 2 * PIECE]))
def test_content_comes_back(chunks: list[bytes], before: int) -> None:
    chunks = [bytes(before), *chunks]
    assert opened(b"".join(seal(chunks, KEY, NAME))) == b"".join(chunks)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5])
def test_no_length_is_special(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    stored = sealed(content)
    assert len(stored) == HEAD + size + 16 * max(1, -(-size // PIECE))
    assert opened(stored) == content


def test_nothing_of_the_content_is_readable() -> None:
    stored = sealed("函询".encode() * 10_000)
    assert "函询".encode() not in stored
    assert KEY.secret not in stored


def test_same_content_is_stored_differently() -> None:
    assert sealed(b"x" * 100)[HEAD:] != sealed(b"x" * 100)[HEAD:]


def test_opened_by_hand() -> None:
    """As docs/reference/attachments.md says it, with nothing of the code but the cipher."""
    stored = sealed(b"a" * PIECE + b"b")
    head, rest = stored[:HEAD], stored[HEAD:]
    bound, nonce, wrapped = head[: len(MAGIC) + 16], head[len(MAGIC) + 16 :][:12], head[len(MAGIC) + 28 :]
    own = AESGCM(KEY.secret).decrypt(nonce, wrapped, bound + NAME.encode())
    first = AESGCM(own).decrypt(bytes(11) + b"\x00", rest[:SEALED_PIECE], None)
    last = AESGCM(own).decrypt((1).to_bytes(11, "big") + b"\x01", rest[SEALED_PIECE:], None)
    assert (first, last) == (b"a" * PIECE, b"b")


TWO = 2 * PIECE


def _swapped(s: bytes) -> bytes:
    return s[:HEAD] + s[HEAD + SEALED_PIECE :] + s[HEAD : HEAD + SEALED_PIECE]


@pytest.mark.parametrize(
    "harm",
    [
        lambda s: s[: HEAD + SEALED_PIECE],
        lambda s: s[:HEAD],
        lambda s: s[:-1],
        lambda s: s + b"\x00",
        lambda s: s + s[-SEALED_PIECE:],
        lambda s: s[:HEAD] + s[HEAD + SEALED_PIECE :],
        _swapped,
        lambda s: s[:HEAD] + bytes([s[HEAD] ^ 1]) + s[HEAD + 1 :],
        lambda s: s[:40] + bytes([s[40] ^ 1]) + s[41:],
        lambda s: b"x" + s[1:],
        lambda _s: b"",
    ],
    ids=[
        "truncated-at-a-piece",
        "no-piece",
        "truncated-tag",
        "lengthened",
        "repeated-last-piece",
        "first-piece-left-out",
        "swapped-pieces",
        "altered-piece",
        "altered-head",
        "other-form",
        "empty",
    ],
)
def test_harm_is_noticed(harm: Callable[[bytes], bytes]) -> None:
    stored = sealed(bytes(TWO))
    assert opened(stored) == bytes(TWO)
    with pytest.raises(Damaged):
        opened(harm(stored))


def test_file_does_not_open_under_another_name() -> None:
    with pytest.raises(Damaged):
        opened(sealed(b"x"), name="e" * 32)


def test_file_does_not_open_with_another_key() -> None:
    with pytest.raises(Damaged):
        opened(sealed(b"x"), key=Key(KEY.id, bytes(32)))
