"""Signed notes: the examples of others are read and made alike, and keys are refused where they are none."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paizhu import places
from paizhu.journal import keys, paizhu_verify
from paizhu.journal.notes import KeyType, SigningKey, checkpoint_text
from paizhu.norms.errors import InvalidInput

# The example of golang.org/x/mod/sumdb/note.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

SEED = bytes(range(32))


def test_signs_as_the_note_package_of_go_does() -> None:
    key = SigningKey.read(PRIVATE)
    assert (key.written(), key.public(), key.sign(TEXT)) == (PRIVATE, PUBLIC, LINE)
    assert paizhu_verify.read_key(PUBLIC).id.hex() == "c74f20a3"


def witness_key() -> SigningKey:
    name, raw = "witness.example/w1", bytes([KeyType.WITNESS]) + SEED
    public = SigningKey.read(_private(name, raw)).public()
    assert public.startswith(f"{name}+")
    return SigningKey.read(_private(name, raw))


def _private(name: str, raw: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    secret = Ed25519PrivateKey.from_private_bytes(raw[1:])
    id_ = paizhu_verify.key_id(name, raw[:1] + secret.public_key().public_bytes_raw())
    return f"PRIVATE+KEY+{name}+{id_.hex()}+{b64encode(raw).decode()}"


def test_a_cosignature_is_of_the_time_and_the_text() -> None:
    """By the words of the specification: 8 bytes of time, then Ed25519 over two lines and the checkpoint."""
    text = checkpoint_text("example.com/log", 5, b"\x01" * 32)
    key, at = witness_key(), datetime(2023, 3, 20, 13, 12, 27, tzinfo=UTC)
    line = key.cosign(text, at)
    raw = b64decode(line.split(" ")[2])
    assert raw[:4] == key.id
    assert int.from_bytes(raw[4:12], "big") == 1679317947
    key.secret.public_key().verify(raw[12:], b"cosignature/v1\ntime 1679317947\n" + text.encode())
    note = paizhu_verify.read_checkpoint(f"{text}\n{line}")
    public = paizhu_verify.read_key(key.public())
    assert paizhu_verify.signed_by(note, note.signatures[0], public)
    other = checkpoint_text("example.com/log", 6, b"\x01" * 32)
    assert not paizhu_verify.signed_by(note._replace(text=other), note.signatures[0], public)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "log/Z1\n5\n",
        "log/Z1\n05\n{root}\n\n{line}",
        "log/Z1\n-1\n{root}\n\n{line}",
        "log/Z1\n5\n{root}\nmore\n\n{line}",
        "\n5\n{root}\n\n{line}",
        "log/Z1\n5\n{root}\n\n",
        "log/Z1\n5\n{root}\n\n{line}x",
        "log/Z1\n5\n{short}\n\n{line}",
        "log/Z1\n5\n{root}\n\n{line}\n",
        "log/Z1\n5\n{root}\n\n- PeterNeumann AAAAAAAA\n",
        "log/Z1\n5\n{root}\n\n— Peter Neumann AAAAAAAA\n",
        "log/Z1\n5\n{root}\n\n— PeterNeumann AAAA\n",
        "log/Z1\n5\n{loose}\n\n{line}",
    ],
)
def test_what_is_no_checkpoint_is_not_read(note: str) -> None:
    root = b64encode(b"\x01" * 32).decode()
    # The same bytes to a careless reader: the last letter before the padding has bits that are not used.
    loose = root[:-2] + "F="
    short = b64encode(b"\x01" * 31).decode()
    text = note.format(root=root, line=LINE, short=short, loose=loose)
    assert paizhu_verify.read_checkpoint(f"log/Z1\n5\n{root}\n\n{LINE}").size == 5
    with pytest.raises(paizhu_verify.Unreadable):
        paizhu_verify.read_checkpoint(text)


@pytest.mark.parametrize(
    "key",
    [
        PUBLIC,
        PRIVATE.replace("c74f20a3", "c74f20a4"),
        PRIVATE.replace("PeterNeumann", "Peter"),
        PRIVATE[:-4],
        PRIVATE.replace("AYEK", "AoEK"),
        "",
    ],
    ids=["a public one", "another id", "another name", "too short", "another type", "nothing"],
)
def test_what_is_no_private_key_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        SigningKey.read(key)
    assert "AYEK" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "驻", "a" * 101])
def test_a_name_that_a_note_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        SigningKey.new(name, KeyType.LOG)


def test_keys_are_made_once_and_are_their_owners_alone() -> None:
    first = keys.signing_key(KeyType.LOG)
    assert keys.signing_key(KeyType.LOG).public() == first.public()
    assert keys.public_keys(KeyType.LOG) == first.public() + "\n"
    witness = keys.signing_key(KeyType.WITNESS)
    assert witness.name == f"{first.name}/witness"
    assert witness.public().split("+")[2] != first.public().split("+")[2]
    modes = {file.name: file.stat().st_mode & 0o777 for file in places.keys().iterdir()}
    assert {modes["journal.key"], modes["witness.key"]} == {0o600}
    assert sorted(modes) == ["journal.key", "journal.pub", "witness.key", "witness.pub"]
    assert places.keys().stat().st_mode & 0o077 == 0


def test_a_key_that_another_process_makes_meanwhile_is_no_lost_one(monkeypatch: pytest.MonkeyPatch) -> None:
    of, made = keys._file, list[str]()

    def meanwhile(type_: KeyType, ending: str) -> Path:
        if ending == "pub":
            monkeypatch.setattr(keys, "_file", of)
            made.append(keys.signing_key(type_).public())
        return of(type_, ending)

    monkeypatch.setattr(keys, "_file", meanwhile)
    assert [keys.signing_key(KeyType.LOG).public()] == made


def test_a_lost_public_file_is_made_again() -> None:
    key = keys.signing_key(KeyType.LOG)
    Path(places.keys() / "journal.pub").unlink()
    assert keys.public_keys(KeyType.LOG) == key.public() + "\n"


def test_origins_differ_by_organ_and_are_urls() -> None:
    name = keys.signing_key(KeyType.LOG).name
    assert keys.origin("Z1") == f"{name}/Z1"
    assert keys.origin("驻 局/1+") == f"{name}/%E9%A9%BB%20%E5%B1%80%2F1%2B"
