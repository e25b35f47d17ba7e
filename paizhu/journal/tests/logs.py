"""Logs and exports for tests: the verifier run as its users run it, and ways to damage a file."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from paizhu.journal import keys, paizhu_verify
from paizhu.journal.canonical import Json, canonical
from paizhu.journal.notes import KeyType, checkpoint_text


@dataclass(frozen=True)
class Told:
    """What the verifier said. lines: of standard output, or of standard error."""

    code: int
    lines: list[str]


def run(*words: str | Path) -> Told:
    """Run the verifier by itself: outside of the package, without Django."""
    alone = [sys.executable, "-I", paizhu_verify.__file__, "--lang", "en", *map(str, words)]
    ended = subprocess.run(alone, capture_output=True, text=True, timeout=60, check=False)
    return Told(ended.returncode, (ended.stdout or ended.stderr).splitlines())


def told(file: Path, keys: list[paizhu_verify.Key], older: paizhu_verify.Older | None = None) -> list[str]:
    """Return the findings in English; for many files, in the tests' own process."""
    try:
        result = paizhu_verify.verify(str(file), keys, (), older)
    except paizhu_verify.Unreadable as error:
        return [f"Unreadable: {error}"]
    return [one.say("en") for one in result.findings]


def checkpoint_in(export: Path) -> str:
    """Return the checkpoint of an export."""
    note: str = json.loads(export.read_bytes().splitlines()[0])["checkpoint"]
    return note


def written_anew(export: Path, old: bytes, new: bytes) -> bytes:
    """Return an export of the whole log in which its owner changed something, and made all hashes and the signature anew."""
    lines = [line.replace(old, new) for line in export.read_bytes().splitlines(keepends=True)]
    return signed(json.loads(lines[0])["log"], [line[:-1] for line in lines if line.startswith(b'{"act"')])


def large(count: int) -> bytes:
    """Return an export of a log that no database holds."""
    entry = '{"act":"a","form":1,"hash":"sha-256","log":"Z1","matter":null,"number":%d,"on":"2026-03-02"}'
    return signed("Z1", [(entry % number).encode() for number in range(1, count + 1)])


def signed(log: str, entries: list[bytes]) -> bytes:
    """Return an export of these entries, signed by the installation."""
    tree, lines = paizhu_verify.Tree(), []
    for first in range(0, len(entries), paizhu_verify.BLOCK):
        block = entries[first : first + paizhu_verify.BLOCK]
        leaves = [paizhu_verify.leaf_hash(entry) for entry in block]
        for leaf in leaves:
            tree.add(0, leaf)
        lines += [*(entry + b"\n" for entry in block), paizhu_verify.hashes_line(first + 1, leaves)]
    text = checkpoint_text(keys.origin(log), tree.size, tree.root())
    header: dict[str, Json] = {
        "paizhu": "journal export 1",
        "log": log,
        "first": 1,
        "last": tree.size,
        "left": [],
        "right": [],
        "checkpoint": f"{text}\n{keys.signing_key(KeyType.LOG).sign(text)}",
    }
    return b"".join([canonical(header).encode() + b"\n", *lines])
