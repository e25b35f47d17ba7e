#!/usr/bin/env python3
"""Check an exported log of Paizhu's journal, without Paizhu: this file, Python 3.11 or newer and the package `cryptography`.

    python paizhu_verify.py FILE --key KEY [--against OLDER] [--witness KEY] [--lang en|zh]

FILE       what `paizhu journal export` wrote: a log, a part of it, or one entry with its proof
--key      a file with the public key of whoever kept the log (`paizhu journal keys`), got from them in some other way than FILE
--against  an older checkpoint, or an older export: FILE must hold the same entries up to there
--witness  a file with public keys of those who must have countersigned

It ends with 0: verified; 1: not, and says what and where; 2: something cannot be read.
It shows that the entries are those that were signed, and nothing added, removed, moved or changed. It does not show that
they are true. The format is described in docs/journal.md, what is checked in docs/verifier.md.
"""

import argparse
import base64
import bisect
import hashlib
import json
import locale
import mmap
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LEVEL = 10
BLOCK = 1 << LEVEL  # so many entries, then a line with their hashes
PARALLEL = 32 * 1024 * 1024  # larger files are read by all processors
LOG_KEY, WITNESS_KEY = 1, 4  # types of signature in a signed note
sha256 = hashlib.sha256

# English, Chinese.
TEXTS = {
    "verified": (
        "Verified: {log}, entries {first} to {last} of {size}.",
        "已核验：{log}，第 {first} 至 {last} 条，共 {size} 条。",
    ),
    "signed": (
        "Signed by {name}.",
        "签名者：{name}。",
    ),
    "countersigned": (
        "Countersigned by {name} at {time} UTC.",
        "会签者：{name}，时间 {time}（UTC）。",
    ),
    "stranger": (
        "Not checked: a signature of {name}, whose key was not given.",
        "未核验：{name} 的签名（未提供其公钥）。",
    ),
    "older": (
        "The first {size} entries are those of the older checkpoint.",
        "前 {size} 条与较早的检查点一致。",
    ),
    "not": (
        "NOT verified. Findings: {count}.",
        "核验未通过：{count} 处问题。",
    ),
    "changed": (
        "Entry {number} was changed (line {line}).",
        "第 {number} 条被改动（文件第 {line} 行）。",
    ),
    "removed": (
        "Entry {number} was removed (before line {line}).",
        "第 {number} 条被删除（文件第 {line} 行之前）。",
    ),
    "cut": (
        "The tail was cut: entries {first} to {last} are missing.",
        "尾部被截去：缺少第 {first} 至 {last} 条。",
    ),
    "moved": (
        "Entry {number} was moved (to line {line}).",
        "第 {number} 条被移动（至文件第 {line} 行）。",
    ),
    "repeated": (
        "Entry {number} stands here once more (line {line}).",
        "第 {number} 条重复出现（文件第 {line} 行）。",
    ),
    "added": (
        "Line {line} was added: it is no entry of this log.",
        "文件第 {line} 行是添加的，不是本日志的条目。",
    ),
    "hashes": (
        "Line {line}: the list of hashes was changed.",
        "文件第 {line} 行：哈希列表被改动。",
    ),
    "ending": (
        "Line {line}: the end of the line or of the file was changed.",
        "文件第 {line} 行：行尾或文件尾被改动。",
    ),
    "head": (
        "Line 1: the entries agree with the hashes in the file, but not with the signed head of the log.",
        "文件第 1 行：各条目与文件内的哈希一致，但与已签名的日志头不一致。",
    ),
    "proof": (
        "Line 1: the proof does not lead to the signed head of the log.",
        "文件第 1 行：证明不能导出已签名的日志头。",
    ),
    "form": (
        "Entry {number} (line {line}) is not of the form of an entry of this log with this number.",
        "第 {number} 条（文件第 {line} 行）不符合本日志该编号条目的格式。",
    ),
    "signature": (
        "Line 1: the signature of {name} is not of this checkpoint.",
        "文件第 1 行：{name} 的签名与该检查点不符。",
    ),
    "unsigned": (
        "Line 1: no signature by any of the given keys.",
        "文件第 1 行：没有任何所提供公钥的签名。",
    ),
    "unwitnessed": (
        "Line 1: not countersigned by {name}.",
        "文件第 1 行：{name} 未会签。",
    ),
    "header": (
        "Line 1: {what}.",
        "文件第 1 行：{what}。",
    ),
    "shorter": (
        "The older checkpoint has {old} entries, this log {size}: entries {first} to {old} were cut off.",
        "较早的检查点有 {old} 条，本日志只有 {size} 条：第 {first} 至 {old} 条被截去。",
    ),
    "rewritten": (
        "Rewritten: the first {old} entries are not those of the older checkpoint.",
        "已被改写：前 {old} 条与较早的检查点不一致。",
    ),
    "rewritten_at": (
        "Rewritten: entry {number} is not what it was in the older export.",
        "已被改写：第 {number} 条与较早的导出不同。",
    ),
    "other_log": (
        "The older checkpoint is of another log: {origin}.",
        "较早的检查点属于另一日志：{origin}。",
    ),
    "incomparable": (
        "This part of the log cannot be compared with the older checkpoint: entries up to {old} are needed.",
        "本文件只含日志的一部分，无法与较早的检查点比较：需要直至第 {old} 条。",
    ),
}


class Unreadable(Exception):
    """Something that is not in the form it should have."""


class Finding(NamedTuple):
    """One thing that is wrong. what: a key of TEXTS."""

    what: str
    facts: dict[str, object]

    def say(self, lang: str) -> str:
        """Return it as a sentence."""
        return TEXTS[self.what][lang == "zh"].format(**self.facts)


def finding(what: str, **facts: object) -> Finding:
    """Return a finding."""
    return Finding(what, facts)


# Signed notes and checkpoints: https://c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature.


class Key(NamedTuple):
    """A public key: `name+id+base64(type || key)`."""

    name: str
    id: bytes
    type: int
    public: bytes


class Signature(NamedTuple):
    """A line below a note."""

    name: str
    id: bytes
    raw: bytes


class Checkpoint(NamedTuple):
    """The signed head of a log."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: list[Signature]


def decode(text: str) -> bytes:
    """Return what base64 stands for; there is one way only to write it."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unreadable("base64 expected") from None
    if base64.b64encode(raw).decode() != text:
        raise Unreadable("base64 expected")
    return raw


def read_keys(text: str) -> list[Key]:
    """Return the keys of a file, one a line; empty lines and those that begin with # are passed over."""
    lines = [line.strip() for line in text.splitlines()]
    return [read_key(line) for line in lines if line and not line.startswith("#")]


def read_key(line: str) -> Key:
    """Return one key."""
    parts = line.split("+", 2)
    try:
        name, id_, raw = parts[0], bytes.fromhex(parts[1]), decode(parts[2])
    except (IndexError, ValueError):
        raise Unreadable(f"a public key is name+id+base64: {line!r}") from None
    if len(raw) != 33 or raw[0] not in (LOG_KEY, WITNESS_KEY) or id_ != key_id(name, raw):
        raise Unreadable(f"not the public key of an Ed25519 signature or cosignature: {line!r}")
    return Key(name, id_, raw[0], raw[1:])


def key_id(name: str, raw: bytes) -> bytes:
    """Return the short id of a key. raw: its type and itself."""
    return sha256(name.encode() + b"\n" + raw).digest()[:4]


def read_checkpoint(note: str) -> Checkpoint:
    """Return a checkpoint as it stands in a file; its signatures are not checked."""
    text, blank, below = note.rpartition("\n\n")
    lines = text.split("\n")
    if (
        not blank
        or len(lines) != 3
        or not below.endswith("\n")
        or not re.fullmatch("0|[1-9][0-9]*", lines[1])
    ):
        raise Unreadable("not a checkpoint")
    root = decode(lines[2])
    if not lines[0] or len(root) != 32:
        raise Unreadable("not a checkpoint")
    return Checkpoint(
        text + "\n", lines[0], int(lines[1]), root, [read_signature(line) for line in below[:-1].split("\n")]
    )


def read_signature(line: str) -> Signature:
    """Return a line below a note."""
    match = re.fullmatch(r"\u2014 ([^\s+]+) ([^\s]+)", line)
    raw = decode(match.group(2)) if match else b""
    if not match or len(raw) < 5:
        raise Unreadable(f"not a signature: {line!r}")
    return Signature(match.group(1), raw[:4], raw[4:])


def written(signature: Signature) -> str:
    """Return a signature as a line below a note."""
    return f"\u2014 {signature.name} {base64.b64encode(signature.id + signature.raw).decode()}\n"


def signed_by(checkpoint: Checkpoint, signature: Signature, key: Key) -> bool:
    """Return whether the key made the signature of the checkpoint."""
    raw, message = signature.raw, checkpoint.text.encode()
    if key.type == WITNESS_KEY:
        message = b"cosignature/v1\ntime %d\n" % cosigned_at(signature) + message
        raw = raw[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def cosigned_at(signature: Signature) -> int:
    """Return when a witness signed, in seconds since 1970."""
    return int.from_bytes(signature.raw[:8], "big")


class Signers(NamedTuple):
    """Who signed a checkpoint. strangers: whose keys were not given."""

    known: list[tuple[Signature, Key]]
    strangers: list[str]
    findings: list[Finding]


def check_signatures(checkpoint: Checkpoint, keys: Sequence[Key], witnesses: Sequence[Key]) -> Signers:
    """Return who signed; every signature by a given key must hold, and one of them must be by a log's key."""
    known, strangers, findings = [], [], []
    by_id = {(key.name, key.id): key for key in [*keys, *witnesses]}
    for signature in checkpoint.signatures:
        key = by_id.get((signature.name, signature.id))
        if key is None:
            strangers.append(signature.name)
        elif signed_by(checkpoint, signature, key):
            known.append((signature, key))
        else:
            findings.append(finding("signature", name=key.name))
    signers = [key for _, key in known]
    if not findings and not any(key.type == LOG_KEY and key in keys for key in signers):
        findings.append(finding("unsigned"))
    findings += [finding("unwitnessed", name=key.name) for key in witnesses if key not in signers]
    return Signers(known, strangers, findings)


# The tree: RFC 9162, section 2.1.


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows to the right. peaks: the perfect subtrees that it is made of, as (level, hash)."""

    def __init__(self) -> None:
        self.peaks: list[tuple[int, bytes]] = []
        self.size = 0

    def add(self, level: int, hash_: bytes) -> None:
        """Put a perfect subtree of 2**level entries to the right end."""
        self.size += 1 << level
        while self.peaks and self.peaks[-1][0] == level:
            hash_ = node_hash(self.peaks.pop()[1], hash_)
            level += 1
        self.peaks.append((level, hash_))

    def root(self) -> bytes:
        """Return the hash of the whole tree."""
        if not self.peaks:
            return sha256(b"").digest()
        hashes = [hash_ for _, hash_ in self.peaks]
        whole = hashes.pop()
        while hashes:
            whole = node_hash(hashes.pop(), whole)
        return whole


def cover(start: int, stop: int) -> Iterator[int]:
    """Give the levels of the widest perfect subtrees that the entries from `start` to before `stop` are made of."""
    while start < stop:
        level = (stop - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level
        start += 1 << level


def root_by_proof(leaf: bytes, number: int, size: int, proof: list[bytes]) -> bytes | None:
    """Return the root that an inclusion proof leads to; None where it has too many hashes or too few."""
    node, last, left = number - 1, size - 1, list(proof)
    while last:
        if node & 1 or node < last:
            if not left:
                return None
            leaf = node_hash(left.pop(0), leaf) if node & 1 else node_hash(leaf, left.pop(0))
        node, last = node >> 1, last >> 1
    return None if left else leaf


# The file.


class Header(NamedTuple):
    """The first line. left, right: hashes of what stands before and after a part.  proof: of the one entry, else None."""

    log: str
    first: int
    last: int
    checkpoint: Checkpoint
    left: list[bytes]
    right: list[bytes]
    proof: list[bytes] | None


def read_header(line: bytes) -> Header:
    """Return the first line of an export."""
    try:
        given = json.loads(line)
        written = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        if (
            not isinstance(given, dict)
            or written.encode() != line
            or given.pop("paizhu") != "journal export 1"
        ):
            raise Unreadable("not an export of a journal, or not as it was written")
        proof = given.pop("proof", None)
        header = Header(
            checkpoint=read_checkpoint(given.pop("checkpoint")),
            left=[decode(one) for one in given.pop("left", [])],
            right=[decode(one) for one in given.pop("right", [])],
            proof=None if proof is None else [decode(one) for one in proof],
            **given,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unreadable("not an export of a journal, or not as it was written") from None
    check_header(header)
    return header


def check_header(header: Header) -> None:
    """Raise Unreadable where the parts of the first line do not fit each other."""
    size = header.checkpoint.size
    numbers = type(header.first) is int and type(header.last) is int and type(header.log) is str
    if not numbers or not (1 <= header.first <= header.last <= size):
        raise Unreadable("the numbers do not fit the checkpoint")
    if not header.checkpoint.origin.endswith("/" + quote(header.log, safe="")):
        raise Unreadable("the checkpoint is of another log")
    if header.proof is not None:
        fits = header.first == header.last and not header.left and not header.right
    else:
        left, right = cover(0, header.first - 1), cover(header.last, size)
        fits = (len(header.left), len(header.right)) == (len(list(left)), len(list(right)))
    if not fits:
        raise Unreadable("the number of hashes does not fit the numbers of entries")


class Block(NamedTuple):
    """Entries and the line with their hashes. nodes: (level, hash).  sound: the line is as it should be, and so is their form."""

    first: int
    length: int
    nodes: list[tuple[int, bytes]]
    sound: bool


def read_blocks(path: str, log: str, start: int, stop: int, split: int) -> list[Block]:
    """Return the blocks from byte `start` to before byte `stop`. split: no node goes over this entry."""
    blocks = []
    form = Form(log)
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        while start < stop:
            below = data.find(b'\n{"first":', start, stop)
            end = data.find(b"\n", below + 1, stop) + 1 if below >= 0 else 0
            if not end:
                blocks.append(Block(0, 1, [], sound=False))
                break
            blocks.append(one_block(data[start:below], data[below + 1 : end], form, split))
            start = end
    return blocks


def one_block(text: bytes, below: bytes, form: "Form", split: int) -> Block:
    """Return the block of some entries, a line each, and the line with their hashes."""
    match = re.match(rb'\{"first":([1-9][0-9]{0,15}),', below)
    first = int(match.group(1)) if match else 0
    lines = text.split(b"\n")
    leaves = [sha256(b"\x00" + line).digest() for line in lines]
    sound = below == hashes_line(first, leaves) and len(leaves) <= BLOCK and form.fits_all(text, lines, first)
    aligned = len(leaves) == BLOCK and not (first - 1) % BLOCK and not first - 1 < split < first - 1 + BLOCK
    return Block(
        first, len(leaves), [(LEVEL, halved(leaves))] if aligned else [(0, leaf) for leaf in leaves], sound
    )


class Form:
    """What stands in every entry of a log. A text in canonical JSON has no bare quotation marks inside, so it is no text."""

    def __init__(self, log: str) -> None:
        name = json.dumps(log, ensure_ascii=False).encode()
        self.before = b'"form":1,"hash":"sha-256","log":%s,"matter":' % name
        self.number = b',"number":%d,"on":"'
        self.all = re.compile(re.escape(self.before) + rb'(?:null|"[^"\\]*"),"number":([0-9]+),"on":"')

    def fits(self, entry: bytes, number: int) -> bool:
        """Return whether an entry is of the log and has that number."""
        return self.before in entry and self.number % number in entry

    def fits_all(self, text: bytes, entries: list[bytes], first: int) -> bool:
        """Return whether the entries of a text fit; all at once where that is enough."""
        numbers = [b"%d" % number for number in range(first, first + len(entries))]
        return self.all.findall(text) == numbers or all(
            map(self.fits, entries, range(first, first + len(entries)))
        )


def hashes_line(first: int, leaves: list[bytes]) -> bytes:
    """Return the line that stands below a block of entries."""
    return b'{"first":%d,"hashes":"%s"}\n' % (first, base64.b64encode(b"".join(leaves)))


def halved(hashes: list[bytes]) -> bytes:
    """Return the hash of a perfect subtree."""
    while len(hashes) > 1:
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in zip(hashes[::2], hashes[1::2])]
    return hashes[0]


def all_blocks(path: str, log: str, start: int, split: int) -> list[Block]:
    """Return all blocks of a file, read by several processes where it is large. start: where the second line begins."""
    size = os.path.getsize(path)
    workers = min(os.cpu_count() or 1, 8)
    if size < PARALLEL or workers == 1:
        return read_blocks(path, log, start, size, split)
    cuts = {next_block(path, start + (size - start) * n // workers) for n in range(1, workers)}
    edges = sorted({start, size} | cuts)
    with ProcessPoolExecutor(workers) as pool:
        parts = [pool.submit(read_blocks, path, log, a, b, split) for a, b in zip(edges, edges[1:])]
        return [block for part in parts for block in part.result()]


def next_block(path: str, near: int) -> int:
    """Return where the first block after a byte begins."""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        below = data.find(b'\n{"first":', near)
        end = data.find(b"\n", below + 1) + 1 if below >= 0 else 0
        return end or len(data)


# What is checked.


class Older(NamedTuple):
    """What is compared with. export: the file, where there are all entries and not the checkpoint alone; else empty."""

    checkpoint: Checkpoint
    export: str


class Result(NamedTuple):
    """What came of it. older: the size of the older checkpoint that was compared with, if any."""

    header: Header
    signers: Signers
    findings: list[Finding]
    older: int | None


def verify(path: str, keys: list[Key], witnesses: Sequence[Key] = (), older: Older | None = None) -> Result:
    """Check an export. Raises Unreadable, OSError."""
    with open(path, "rb") as file:
        line = file.readline()
    header = read_header(line)
    signers = check_signatures(header.checkpoint, keys, witnesses)
    findings = list(signers.findings)
    if older:
        findings += fits(header, older.checkpoint)
    split = older.checkpoint.size if older else 0
    old_root, wrong = check_entries(path, header, len(line), split)
    findings += wrong
    if older and not findings and old_root != older.checkpoint.root:
        findings += rewritten(path, older)
    return Result(header, signers, findings, split if older else None)


def check_entries(path: str, header: Header, start: int, split: int) -> tuple[bytes | None, list[Finding]]:
    """Return the root after `split` entries, and what is wrong with the entries."""
    tree = Tree()
    roots: dict[int, bytes] = {}
    for level, hash_ in zip(cover(0, header.first - 1), header.left):
        tree.add(level, hash_)
    sound, leaf, number = True, b"", header.first
    for block in all_blocks(path, header.log, start, split):
        sound = sound and block.sound and block.first == number
        number += block.length
        for level, leaf in block.nodes:
            if tree.size == split:
                roots[split] = tree.root()
            tree.add(level, leaf)
    if tree.size == split:
        roots[split] = tree.root()
    for level, hash_ in zip(cover(header.last, header.checkpoint.size), header.right):
        tree.add(level, hash_)
    root = tree.root()
    if header.proof is not None:
        root = root_by_proof(leaf, header.first, header.checkpoint.size, header.proof) or b""
    if sound and number == header.last + 1 and root == header.checkpoint.root:
        return roots.get(split), []
    return roots.get(split), locate(path, header, start)


def read_older(path: str) -> Older:
    """Return the checkpoint of a file that is one, or an export."""
    with open(path, "rb") as file:
        line = file.readline()
        if line.startswith(b"{"):
            return Older(read_header(line).checkpoint, path)
        try:
            return Older(read_checkpoint((line + file.read()).decode()), "")
        except UnicodeDecodeError:
            raise Unreadable("not a checkpoint: " + path) from None


def fits(header: Header, older: Checkpoint) -> list[Finding]:
    """Return why an export cannot hold the entries of an older checkpoint."""
    new = header.checkpoint
    if new.origin != older.origin:
        return [finding("other_log", origin=older.origin)]
    if older.size > new.size:
        return [finding("shorter", old=older.size, size=new.size, first=new.size + 1)]
    if header.proof is not None or not header.first - 1 <= older.size <= header.last:
        return [finding("incomparable", old=older.size)]
    return []


def rewritten(path: str, older: Older) -> list[Finding]:
    """Return where a log was rewritten; the place is known where there is an older export."""
    if older.export:
        was, is_ = leaves_of(older.export), leaves_of(path)
        for number in sorted(was.keys() & is_.keys()):
            if was[number] != is_[number]:
                return [finding("rewritten_at", number=number)]
    return [finding("rewritten", old=older.checkpoint.size)]


def leaves_of(path: str) -> dict[int, bytes]:
    """Return the hashes of a file's entries by number, as they are listed in it."""
    with open(path, "rb") as file:
        lines = [line for line in file if line.startswith(b'{"first":')]
    return {number: leaf for line in lines for number, leaf in listed(line)}


def listed(line: bytes) -> list[tuple[int, bytes]]:
    """Return the hashes that a line lists, by number; none where it cannot be read."""
    match = re.fullmatch(rb'\{"first":([1-9][0-9]{0,15}),"hashes":"([A-Za-z0-9+/=]*)"\}\n?', line)
    try:
        raw = decode(match.group(2).decode()) if match else b""
    except Unreadable:
        return []
    first = int(match.group(1)) if match else 0
    return [(first + n // 32, raw[n : n + 32]) for n in range(0, len(raw), 32)]


# Where it is wrong.


class Line(NamedTuple):
    """An entry as it stands in the file. at: the number of its line."""

    at: int
    leaf: bytes
    text: bytes


def locate(path: str, header: Header, start: int) -> list[Finding]:
    """Return what is wrong with the entries of a file that does not verify: each change with its place."""
    with open(path, "rb") as file:
        file.seek(start)
        lines = list(enumerate(file, 2))
    entries = [
        Line(at, leaf_hash(line[:-1]), line) for at, line in lines if not line.startswith(b'{"first":')
    ]
    lists = [(at, line) for at, line in lines if line.startswith(b'{"first":')]
    hashes = {number: leaf for _, line in lists for number, leaf in listed(line)}
    expected = range(header.first, header.last + 1)
    if sorted(hashes) == list(expected) and leads_to_head(header, [hashes[number] for number in expected]):
        # The list of hashes is as signed: it says which entry is which.
        numbers = {leaf: number for number, leaf in hashes.items()}
        findings = align(entries, [numbers.get(entry.leaf) for entry in entries], expected)
    elif len(entries) == len(expected) and leads_to_head(header, [entry.leaf for entry in entries]):
        findings = []
    else:
        findings = by_their_word(entries, hashes, expected)
    findings = findings or wrong_lists(lines, entries, header) or wrong_forms(entries, header)
    return findings or [finding("head" if header.proof is None else "proof")]


def leads_to_head(header: Header, leaves: list[bytes]) -> bool:
    """Return whether entries with these hashes are those that were signed."""
    if header.proof is not None:
        root = (
            root_by_proof(leaves[0], header.first, header.checkpoint.size, header.proof)
            if len(leaves) == 1
            else None
        )
        return root == header.checkpoint.root
    tree = Tree()
    before, after = cover(0, header.first - 1), cover(header.last, header.checkpoint.size)
    for level, hash_ in [
        *zip(before, header.left),
        *((0, leaf) for leaf in leaves),
        *zip(after, header.right),
    ]:
        tree.add(level, hash_)
    return tree.root() == header.checkpoint.root


def by_their_word(entries: list[Line], hashes: dict[int, bytes], expected: range) -> list[Finding]:
    """Find faults by the numbers that the entries give themselves, and the hashes listed in the file; both may be forged."""
    claimed = [claimed_number(entry.text) for entry in entries]
    findings = align(entries, claimed, expected)
    for entry, number in zip(entries, claimed):
        if number in expected and hashes.get(number or 0) not in (None, entry.leaf):
            findings.append(finding("changed", number=number, line=entry.at))
    return findings


def claimed_number(entry: bytes) -> int | None:
    """Return the number that an entry gives itself."""
    try:
        number = json.loads(entry)["number"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return number if type(number) is int else None


def align(entries: list[Line], found: list[int | None], expected: range) -> list[Finding]:
    """Return what was changed, removed, moved, repeated or added. found: which entry each line is, None where it is none."""
    known = [(at, number) for at, number in enumerate(found) if number is not None and number in expected]
    unknown = [at for at, number in enumerate(found) if number not in expected]
    in_order = rising(known)
    seen, stays, findings = {number for _, number in in_order}, set(in_order), []
    for at, number in known:
        if (at, number) not in stays:
            findings.append(
                finding("repeated" if number in seen else "moved", number=number, line=entries[at].at)
            )
            seen.add(number)
    edges = [(-1, expected.start - 1), *in_order, (len(entries), expected.stop)]
    for (at, number), (next_at, next_number) in zip(edges, edges[1:]):
        missing = [n for n in range(number + 1, next_number) if n not in seen]
        strangers = [entries[n] for n in unknown if at < n < next_at]
        line = entries[next_at].at if next_at < len(entries) else None
        findings += gap(missing, strangers, line, expected.stop - 1)
    return findings


def gap(missing: list[int], strangers: list[Line], line: int | None, last: int) -> list[Finding]:
    """Return what happened between two entries that are in their place. line: of the latter, None at the end of the file."""
    claims = {stranger.at: claimed_number(stranger.text) for stranger in strangers}
    # Whose own number is missing here is that entry, changed; the others take the places that are left.
    left = [number for number in missing if number not in claims.values()]
    findings = []
    for stranger in strangers:
        number = claims[stranger.at]
        if number not in missing:
            number = left.pop(0) if left else None
        if number is None:
            findings.append(finding("added", line=stranger.at))
        else:
            missing.remove(number)
            findings.append(finding("changed", number=number, line=stranger.at))
    if missing and line is None and missing == list(range(missing[0], last + 1)):
        return [*findings, finding("cut", first=missing[0], last=last)]
    return findings + [finding("removed", number=number, line=line or "-") for number in missing]


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second members rise: those that keep their order."""
    ends: list[tuple[int, int]] = []
    back: dict[tuple[int, int], tuple[int, int] | None] = {}
    numbers: list[int] = []
    for pair in pairs:
        place = bisect.bisect_left(numbers, pair[1])
        if numbers[place : place + 1] == [pair[1]]:
            continue  # of two that are the same the first one is in its place
        back[pair] = ends[place - 1] if place else None
        numbers[place : place + 1] = [pair[1]]
        ends[place : place + 1] = [pair]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last:
        chain.append(last)
        last = back[last]
    return chain[::-1]


def wrong_lists(lines: list[tuple[int, bytes]], entries: list[Line], header: Header) -> list[Finding]:
    """Return which lines are not as an export writes them where the entries are as signed."""
    number = header.first
    written: list[bytes] = []
    block: list[bytes] = []
    for entry in entries:
        written.append(entry.text)
        block.append(entry.leaf)
        if len(block) == BLOCK or entry is entries[-1]:
            written.append(hashes_line(number, block))
            number, block = number + len(block), []
    for (at, line), wanted in zip(lines, written):
        if line != wanted:
            return [finding("hashes", line=at)]
        if not line.endswith(b"\n"):
            return [finding("ending", line=at)]
    return [finding("ending", line=len(lines) + 1)] if len(lines) != len(written) else []


def wrong_forms(entries: list[Line], header: Header) -> list[Finding]:
    """Return which entries are not of the form that an entry of this log has."""
    form = Form(header.log)
    return [
        finding("form", number=number, line=entry.at)
        for number, entry in enumerate(entries, header.first)
        if not form.fits(entry.text, number)
    ]


# The command.


def told(result: Result, lang: str) -> list[str]:
    """Return the result in sentences."""
    header = result.header
    say = [one.say(lang) for one in result.findings]
    if result.findings:
        return [finding("not", count=len(say)).say(lang), *say]
    facts = {"log": header.log, "first": header.first, "last": header.last, "size": header.checkpoint.size}
    lines = [finding("verified", **facts)]
    for signature, key in result.signers.known:
        if key.type == WITNESS_KEY:
            time = datetime.fromtimestamp(cosigned_at(signature), UTC)
            lines.append(finding("countersigned", name=key.name, time=time.strftime("%Y-%m-%d %H:%M:%S")))
        else:
            lines.append(finding("signed", name=key.name))
    lines += [finding("stranger", name=name) for name in result.signers.strangers]
    if result.older is not None:
        lines.append(finding("older", size=result.older))
    return [line.say(lang) for line in lines]


def keys_in(paths: list[str]) -> list[Key]:
    """Return the keys of some files."""
    keys = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            keys += read_keys(file.read())
    return keys


def main(words: list[str] | None = None) -> int:
    """Run the command; returns what it ends with."""
    parser = argparse.ArgumentParser(
        prog="paizhu_verify.py", description="Check an export of a Paizhu journal."
    )
    parser.add_argument("file", metavar="FILE", help="the export")
    parser.add_argument("--key", metavar="KEY", action="append", required=True, help="public keys of the log")
    parser.add_argument(
        "--witness", metavar="KEY", action="append", default=[], help="who must have countersigned"
    )
    parser.add_argument("--against", metavar="OLDER", help="an older checkpoint or export")
    parser.add_argument("--lang", choices=["en", "zh"], default="zh" if speaks_chinese() else "en")
    given = parser.parse_args(words)
    try:
        older = read_older(given.against) if given.against else None
        result = verify(given.file, keys_in(given.key), keys_in(given.witness), older)
    except OSError as error:
        print(f"{error.filename or given.file}: {error.strerror}", file=sys.stderr)
        return 2
    except (Unreadable, UnicodeDecodeError) as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 2
    print("\n".join(told(result, given.lang)))
    return 1 if result.findings else 0


def speaks_chinese() -> bool:
    """Return whether the machine is set to Chinese."""
    words = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return (
        next((word for word in words if word), locale.getlocale()[0] or "")
        .lower()
        .startswith(("zh", "chinese"))
    )


if __name__ == "__main__":
    sys.exit(main())
