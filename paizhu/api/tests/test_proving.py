"""Proofs by the API: checked here as an outsider would, with hashes and public keys alone."""

import hashlib
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest

from paizhu.api.tests.conftest import Program
from paizhu.door import witnessing
from paizhu.door.tests.world import AT, assigned, do, seat
from paizhu.journal import checkpoints, keys, paizhu_verify
from paizhu.journal.models import Entry
from paizhu.journal.notes import KeyType

Programs = Callable[..., Program]


READ = ("/record/logs/Z1/checkpoint", "/record/logs/Z1/entries/1/proof", "/record/logs/Z1/consistency?old=1")


def reached(number: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """The root that a path leads to. Source: RFC 9162, 2.1.3.2."""
    at, last, found = number - 1, size - 1, leaf
    for beside in path:
        if at % 2 or at == last:
            found = hashlib.sha256(b"\x01" + beside + found).digest()
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + beside).digest()
        at, last = at // 2, last // 2
    assert last == 0
    return found


def test_every_entry_of_the_log_is_proven_under_the_countersigned_head(
    program: Programs, tmp_path: Path
) -> None:
    clerk = program("clerk")  # making a token is an entry as well
    for _n in range(2):
        do("clerk", "task.accept", assigned())
    witnessing.countersign_here(seat("superior"), "Z1", tmp_path, AT)
    [own] = clerk.get("/record/logs").said["logs"]
    assert (own["log"], own["length"], own["signed"], own["countersigned"]) == ("Z1", 3, 3, 3)
    head = clerk.get("/record/logs/Z1/checkpoint", countersigned=True).said
    signed = paizhu_verify.read_checkpoint(head["note"])
    ours = paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))
    assert paizhu_verify.check_signatures(signed, ours, ()).findings == []
    assert (b64decode(head["root"]), head["size"], len(head["witnesses"])) == (signed.root, 3, 1)
    for entry in Entry.objects.filter(log__organ="Z1"):
        said = clerk.get(f"/record/logs/Z1/entries/{entry.number}/proof").said
        leaf = hashlib.sha256(b"\0" + entry.body.encode()).digest()
        assert (b64decode(said["leaf"]), said["leads"], said["checkpoint"]) == (leaf, True, head)
        assert (
            reached(entry.number, said["size"], leaf, [b64decode(one) for one in said["path"]]) == signed.root
        )


def test_that_a_log_only_grew(program: Programs) -> None:
    clerk = program("clerk")
    old = checkpoints.checkpoint("Z1", at=AT)
    do("clerk", "task.accept", assigned())
    said = clerk.get("/record/logs/Z1/consistency", old=1).said
    assert (said["old"], said["new"]) == (1, 2)
    root = paizhu_verify.read_checkpoint(old.note).root
    assert b64decode(said["old_root"]) == root
    [beside] = map(b64decode, said["path"])
    assert hashlib.sha256(b"\x01" + root + beside).digest() == b64decode(said["new_root"])


@pytest.mark.parametrize(
    "path",
    [
        *READ,
        "/record/logs/W2/checkpoint",
        "/record/logs/W2/entries/1/proof",
        "/record/logs/W2/consistency?old=1",
        "/record/logs/nobody/checkpoint",
        "/record/logs/Z1/checkpoint?countersigned=true",
        "/record/logs/Z1/entries/99/proof",
        "/record/logs/Z1/consistency?old=99",
    ],
)
def test_what_a_seat_does_not_read_is_answered_as_what_there_is_not(program: Programs, path: str) -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    for organ in ("W2", "Z1"):
        checkpoints.checkpoint(organ, at=AT)
    where, _mark, asked = path.partition("?")
    query = dict(one.split("=") for one in asked.split("&") if one)
    assert program("host").get(where, **query).status == 404
    if "Z1" in path:
        assert program("clerk").get(where, **query).status == (200 if path in READ else 404)


def test_whoever_leads_the_office_reads_its_log(program: Programs) -> None:
    do("clerk", "task.accept", assigned())
    assert [one["log"] for one in program("superior").get("/record/logs").said["logs"]] == ["W2", "Z1"]
    unsigned = program("superior").get("/record/logs/Z1/entries/1/proof").said
    assert (unsigned["checkpoint"], unsigned["size"], unsigned["leads"]) == (None, 1, True)
