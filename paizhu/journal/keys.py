"""The keys of this installation, in its home: one signs the heads of its logs, one countersigns those of others.

keys/journal.key    keys/witness.key    private, made when first needed, readable by their owner only
keys/journal.pub    keys/witness.pub    public, one a line, the present one last; older ones stay for what they signed
"""

import os
import secrets
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import gettext as _

from paizhu import places
from paizhu.journal.notes import KeyType, SigningKey
from paizhu.norms.errors import InvalidInput

_FILES = {KeyType.LOG: "journal", KeyType.WITNESS: "witness"}


def signing_key(type_: KeyType) -> SigningKey:
    """Return the installation's key; makes it when there is none yet. Raises InvalidInput when its file is none, or is lost."""
    file = _file(type_, "key")
    # Looked for first: another process that makes both puts the key in its place before the public half.
    had_one = _file(type_, "pub").exists()
    if not file.exists():
        # A home that was brought back without its key must not get another one, of another name, in silence.
        if had_one:
            told = _("The key {file} is missing: put it back, or begin a new one with `paizhu keys rotate`.")
            raise InvalidInput(told.format(file=file))
        name = (
            f"paizhu-{secrets.token_hex(4)}"
            if type_ is KeyType.LOG
            else f"{signing_key(KeyType.LOG).name}/witness"
        )
        _keep(SigningKey.new(name, type_), file)
    return SigningKey.read(file.read_text("ascii"))


def public_keys(type_: KeyType) -> str:
    """Return the public keys of the installation, older ones first, one a line."""
    file = _file(type_, "pub")
    known = file.read_text("ascii").splitlines() if file.exists() else []
    if known and not _file(type_, "key").exists():
        return "".join(f"{line}\n" for line in known)
    key = signing_key(type_)
    if key.public() not in known:
        known.append(key.public())
    return "".join(f"{line}\n" for line in known)


def rotate(type_: KeyType) -> SigningKey:
    """Put a new key of the same name in place of the present one, or of one that is lost; its public half stays known."""
    file, known = _file(type_, "key"), public_keys(type_)
    _write(_file(type_, "pub"), known, mode=0o644)
    new = SigningKey.new(known.splitlines()[-1].partition("+")[0], type_)
    _write(file, new.written() + "\n", mode=0o600)
    _write(_file(type_, "pub"), public_keys(type_), mode=0o644)
    return new


def origin(log: str) -> str:
    """Return the name of a log that is the same nowhere else: that of the installation's key, and the organ's id."""
    return f"{signing_key(KeyType.LOG).name}/{quote(log, safe='')}"


def known_origin(log: str) -> str:
    """Return the name of a log as `origin`, also where only the public half of the key is left."""
    return f"{public_keys(KeyType.LOG).splitlines()[-1].partition('+')[0]}/{quote(log, safe='')}"


def _file(type_: KeyType, ending: str) -> Path:
    return places.keys() / f"{_FILES[type_]}.{ending}"


def _keep(key: SigningKey, file: Path) -> None:
    """Write a first key. Of two that start at once one stays, and nobody ever sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    _write(beside, key.written() + "\n", mode=0o600)
    try:
        os.link(beside, file)
    except FileExistsError:
        return
    finally:
        beside.unlink()
    _write(file.with_suffix(".pub"), key.public() + "\n", mode=0o644)


def _write(file: Path, text: str, *, mode: int) -> None:
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
