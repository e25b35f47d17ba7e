"""Verifying where the log is kept: whatever its owner changes in the database is found."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import translation

from paizhu.journal import (
    checking,
    checkpoints,
    heads,
    keys,
    paizhu_verify,
    proven_hashes,
    proven_texts,
    sealed,
    stretches,
    tiles,
    tree,
)
from paizhu.journal.canonical import canonical
from paizhu.journal.faults import Fault, Finding, Stage
from paizhu.journal.leaves import Leaves
from paizhu.journal.models import Checkpoint, Content, Entry, Log, Tile
from paizhu.journal.notes import KeyType, SigningKey
from paizhu.journal.tests.conftest import ACT, Append
from paizhu.journal.tests.owner import as_owner

pytestmark = pytest.mark.django_db

SIZE = 7


@pytest.fixture(params=["one by one", "by blocks"], autouse=True)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log this short has no tile and no block, unless they are short as well."""
    monkeypatch.setattr(tiles, "HEIGHT", 1)
    if request.param == "by blocks":
        monkeypatch.setattr(stretches, "LEVEL", 1)
        monkeypatch.setattr(stretches, "BLOCK", 2)
        monkeypatch.setattr(stretches, "AT_ONCE", 4)


@pytest.fixture
def log(record: Append) -> Log:
    for number in range(SIZE):
        record(act=f"act.{number}")
        if number == 3:
            checkpoints.checkpoint("Z1", at=ACT["at"])
    checkpoints.checkpoint("Z1", at=ACT["at"])
    return Log.objects.get(organ="Z1")


@pytest.fixture
def owner() -> Iterator[None]:
    """Whoever owns the database can take the triggers away."""
    with as_owner(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in ("log", "entry", "tile", "content", "checkpoint"):
                cursor.execute(f"ALTER TABLE journal_{table} DISABLE TRIGGER USER")
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("log", "entry", "tile", "content", "checkpoint"):
                cursor.execute(f"ALTER TABLE journal_{table} ENABLE TRIGGER USER")


def test_a_log_verifies(log: Log) -> None:
    seen: list[tuple[int, int]] = []
    verification = checking.Verification(log)
    for stage in (verification.of_log, verification.of_entries):
        result = stage(lambda done, whole: seen.append((done, whole)))
        assert seen.pop() == (SIZE, SIZE)
        assert (result.findings, result.hashed, result.checkpoints, result.signed) == ([], SIZE, 2, SIZE)
    assert result.checked == SIZE


def test_a_sound_log_is_proven_by_blocks(log: Log, record: Append, monkeypatch: pytest.MonkeyPatch) -> None:
    def proven(last: int) -> bool:
        last = last // stretches.BLOCK * stretches.BLOCK
        if not last:
            return True
        (stretch,) = stretches.over(log, 0, last)
        blocks = proven_hashes.prove(stretch)
        known = Leaves(0, b"".join(one.leaves for one in blocks if one))
        return all(blocks) and all(
            all(proven_texts.prove(one)) for one in stretches.over(log, 0, last, known)
        )

    # Keys that follow on each other, and keys between which those of another log stand; a whole second; no content, and more.
    monkeypatch.setattr(stretches, "AT_ONCE", 12)
    assert proven(SIZE)
    monkeypatch.setattr(sealed._opening, "by", lambda _where, value: value.removeprefix(sealed.MARK))
    for number in range(SIZE, SIZE + 5):
        record("Z2", at=ACT["at"].replace(microsecond=0))
        record(
            at=ACT["at"].replace(year=2027, microsecond=0),
            content={"a": number, "b": "党"} if number % 2 else {},
            seals=(lambda _where, text: sealed.MARK + text) if number == SIZE else None,
        )
    assert proven(12)


def test_a_trusted_checkpoint_spares_what_is_before(log: Log) -> None:
    for size in range(SIZE + 1):
        since = paizhu_verify.Checkpoint("", "", size, heads.root(log, size), [])
        result = checking.verify(log, since)
        assert (result.findings, result.checked) == ([], SIZE - size)
    for wrong in (heads.root(log, 3), b"\0" * 32):
        since = paizhu_verify.Checkpoint("", "", 4, wrong, [])
        assert checking.verify(log, since).findings == [Finding(Fault.CHECKPOINT, 4)]
    longer = paizhu_verify.Checkpoint("", "", SIZE + 1, b"\0" * 32, [])
    assert checking.verify(log, longer).findings == [Finding(Fault.CHECKPOINT, SIZE + 1)]


def body(number: int, old: str, new: str) -> None:
    entry = Entry.objects.get(number=number)
    Entry.objects.filter(number=number).update(body=entry.body.replace(old, new))


def hashes(number: int, at: int, hash_: bytes) -> None:
    stored = bytes(Entry.objects.get(number=number).hashes)
    Entry.objects.filter(number=number).update(hashes=stored[:at] + hash_ + stored[at + len(hash_) :])


def rewrite(number: int) -> None:
    """Change an entry, and make every hash anew."""
    body(number, "act.", "deed.")
    known: dict[tree.Node, bytes] = {}
    for entry in Entry.objects.order_by("number"):
        made = tree.completed(entry.body.encode(), entry.number, known.__getitem__)
        known |= {tree.Node(level, (entry.number >> level) - 1): one for level, one in enumerate(made)}
        Entry.objects.filter(pk=entry.pk).update(hashes=b"".join(made))
    with connection.cursor() as cursor:
        for one in Tile.objects.all():
            nodes = tiles.made(cursor, one.log_id, one.tier, one.place)
            Tile.objects.filter(pk=one.pk).update(nodes=nodes)


def tile(tier: int, place: int, at: int) -> None:
    one = Tile.objects.get(tier=tier, place=place)
    nodes = bytearray(one.nodes)
    nodes[at] ^= 1
    Tile.objects.filter(pk=one.pk).update(nodes=bytes(nodes))


def move_key() -> None:
    """And what is kept with it, which was changed."""
    entry = Entry.objects.get(number=2)
    Content.objects.filter(entry=entry).update(entry=entry.pk + 1000, value="1")
    Entry.objects.filter(pk=entry.pk).update(id=entry.pk + 1000)


def move_hashes() -> None:
    """Both together are as before."""
    second, third = (bytes(Entry.objects.get(number=n).hashes) for n in (2, 3))
    Entry.objects.filter(number=2).update(hashes=second + third[:32])
    Entry.objects.filter(number=3).update(hashes=third[32:])


def cut() -> None:
    Content.objects.filter(entry__number=SIZE).delete()
    Entry.objects.filter(number=SIZE).delete()


def remove(number: int) -> None:
    Content.objects.filter(entry__number=number).delete()
    Entry.objects.filter(number=number).delete()


def cut_and_count() -> None:
    cut()
    Log.objects.update(length=SIZE - 1)


def forge_checkpoint() -> None:
    other = SigningKey.new("paizhu-other", KeyType.LOG)
    for one in Checkpoint.objects.filter(size=4):
        text = paizhu_verify.read_checkpoint(one.note).text
        Checkpoint.objects.filter(pk=one.pk).update(note=f"{text}\n{other.sign(text)}")


CHANGES: dict[str, tuple[Callable[[], object], list[Finding]]] = {
    "an entry": (lambda: body(3, "done", "refused"), [Finding(Fault.CHANGED, 3)]),
    "an entry and all hashes": (
        lambda: rewrite(3),
        [Finding(Fault.CHECKPOINT, 4), Finding(Fault.CHECKPOINT, 7)],
    ),
    "an entry after the first head, and all hashes": (lambda: rewrite(6), [Finding(Fault.CHECKPOINT, 7)]),
    "a hash of a subtree": (
        lambda: hashes(4, 64, b"\0" * 32),
        [Finding(Fault.HASHES, 4)],
    ),
    "the hash of an entry": (
        lambda: hashes(4, 0, b"\0" * 32),
        [Finding(Fault.CHANGED, 4), Finding(Fault.CHECKPOINT, 4), Finding(Fault.CHECKPOINT, 7)],
    ),
    "a narrow tile": (lambda: tile(0, 1, 63), [Finding(Fault.HASHES, 4)]),
    "a wide tile": (lambda: tile(1, 0, 0), [Finding(Fault.HASHES, 4)]),
    "a tile deleted, without which proofs are made too": (lambda: Tile.objects.filter(tier=0, place=1).delete(), []),
    "an entry removed": (lambda: remove(5), [Finding(Fault.MISSING, 5), Finding(Fault.CHECKPOINT, 7)]),
    "the last one removed": (cut, [Finding(Fault.CUT, 6), Finding(Fault.CHECKPOINT, 7)]),
    "the last one removed, and not counted": (cut_and_count, [Finding(Fault.CHECKPOINT, 7)]),
    "content": (lambda: Content.objects.filter(entry__number=2).update(value="1"), [Finding(Fault.CONTENT, 2, "minutes")]),
    "a salt": (
        lambda: Content.objects.filter(entry__number=2).update(salt=b"\0" * 32),
        [Finding(Fault.CONTENT, 2, "minutes")],
    ),
    "a name": (
        lambda: Content.objects.filter(entry__number=2).update(name='minutes"'),
        [Finding(Fault.CONTENT, 2, 'minutes"')],
    ),
    "content moved to another entry": (
        lambda: Content.objects.filter(entry__number=2).update(entry=Entry.objects.get(number=3), name="more"),
        [Finding(Fault.CONTENT, 3, "more")],
    ),
    "content of an entry that got another key": (move_key, [Finding(Fault.CONTENT, 2, "minutes")]),
    "a line feed after an entry": (lambda: body(3, "}", "}\n"), [Finding(Fault.CHANGED, 3), Finding(Fault.FORM, 3)]),
    "hashes that moved to the next entry": (
        move_hashes,
        [Finding(Fault.HASHES, 2), Finding(Fault.CHANGED, 3), Finding(Fault.HASHES, 4), Finding(Fault.CHECKPOINT, 4),
         Finding(Fault.CHECKPOINT, 7)],
    ),
    "an instant": (lambda: Entry.objects.filter(number=2).update(at="2020-01-01T00:00Z"), [Finding(Fault.COLUMNS, 2)]),
    "a checkpoint": (forge_checkpoint, [Finding(Fault.SIGNATURE, 4)]),
    "content deleted, as may be": (lambda: Content.objects.filter(entry__number=2).delete(), []),
}  # fmt: skip


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("name", CHANGES)
def test_what_the_owner_of_the_database_changes_is_found(log: Log, name: str) -> None:
    change, wanted = CHANGES[name]
    assert checking.verify(log).findings == []
    change()
    log.refresh_from_db()
    verification = checking.Verification(log)
    first = verification.of_log()
    assert first.findings == [one for one in wanted if one.fault.stage is Stage.LOG]
    wrong = {one.number for one in wanted if one.fault in {Fault.CHECKPOINT, Fault.SIGNATURE}}
    assert first.signed == max({size for size in (4, SIZE) if size not in wrong}, default=0)
    assert verification.of_entries().findings == wanted


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(
    "change", [lambda: body(3, "done", "refused"), lambda: rewrite(3)], ids=["it", "all hashes"]
)
def test_an_entry_that_is_changed_between_the_stages_is_found(log: Log, change: Callable[[], None]) -> None:
    verification = checking.Verification(log)
    assert verification.of_log().findings == []
    change()
    assert verification.of_entries().findings == [Finding(Fault.CHANGED, 3)]


def test_what_is_added_between_the_stages_is_left_to_the_next_time(log: Log, record: Append) -> None:
    verification = checking.Verification(log)
    verification.of_log()
    record()
    result = verification.of_entries()
    assert (result.findings, result.hashed, result.checked) == ([], SIZE, SIZE)
    log.refresh_from_db()
    result = checking.verify(log)
    assert (result.findings, result.checked, result.signed, result.length) == ([], SIZE + 1, SIZE, SIZE + 1)


@pytest.mark.usefixtures("owner")
def test_a_number_beyond_all_is_named_and_not_counted_up_to(log: Log) -> None:
    Entry.objects.filter(log=log, number=5).update(number=10**15)
    found = checking.verify(log).findings
    assert {(one.fault, one.number) for one in found} == {
        (Fault.MISSING, 5),
        (Fault.MISSING, SIZE + 1),
        (Fault.COLUMNS, 10**15),
        (Fault.CHECKPOINT, SIZE),
    }


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite takes no constraint away")
@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("number", [3, 4, SIZE])
def test_two_entries_of_one_number_are_found(log: Log, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_once")
    entry = Entry.objects.get(number=number)
    entry.pk = None
    entry.save(force_insert=True)
    assert checking.verify(log).findings == [Finding(Fault.CHANGED, number)]


@pytest.mark.usefixtures("owner")
def test_a_rewritten_log_is_not_signed_again(log: Log, record: Append) -> None:
    rewrite(3)
    record()
    with translation.override("en"), pytest.raises(checkpoints.Rewritten, match="first 7 entries"):
        checkpoints.checkpoint("Z1", at=ACT["at"])
    assert log.checkpoints.count() == 2


def test_a_head_is_signed_once(log: Log) -> None:
    first = checkpoints.checkpoint("Z1", at=ACT["at"])
    assert checkpoints.checkpoint("Z1", at=ACT["at"]).pk == first.pk
    assert [one.size for one in log.checkpoints.all()] == [4, SIZE]


def test_a_new_key_leaves_older_heads_signed(log: Log, record: Append) -> None:
    old = keys.signing_key(KeyType.LOG)
    new = keys.rotate(KeyType.LOG)
    assert (new.name, keys.signing_key(KeyType.LOG).public()) == (old.name, new.public())
    assert keys.public_keys(KeyType.LOG).splitlines() == [old.public(), new.public()]
    record()
    checkpoints.checkpoint("Z1", at=ACT["at"])
    log.refresh_from_db()
    assert checking.verify(log).findings == []


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("body", ["", "x", "[]", "{}", '{"content":[]}', '{"content":3}', '{"a":' * 100_000])
def test_whatever_stands_in_place_of_an_entry_is_named(log: Log, body: str) -> None:
    Entry.objects.filter(log=log, number=3).update(body=body)
    assert checking.verify(log).findings == [Finding(Fault.CHANGED, 3), Finding(Fault.FORM, 3)]


@pytest.mark.usefixtures("owner")
def test_commitments_that_are_none_are_named(log: Log) -> None:
    entry = Entry.objects.get(log=log, number=3)
    body = canonical(json.loads(entry.body) | {"content": 3})
    Entry.objects.filter(pk=entry.pk).update(body=body)
    assert checking.verify(log).findings == [Finding(Fault.CHANGED, 3), Finding(Fault.CONTENT, 3, "minutes")]


# SQLite keeps whatever it is given: bytes where a text belongs, bytes that are no text, texts where bytes belong.
OTHER_VALUES = {
    "an entry that is no text": (
        "journal_entry",
        "body",
        "CAST(X'7BFF7D' AS TEXT)",
        {Fault.CHANGED, Fault.FORM},
    ),
    "an entry as bytes": ("journal_entry", "body", "CAST(body AS BLOB)", {Fault.FORM}),
    "an entry as a number": ("journal_entry", "body", "7", {Fault.CHANGED, Fault.FORM}),
    "an instant that is none": ("journal_entry", "at", "'soon'", {Fault.COLUMNS}),
    "an instant that is no text": ("journal_entry", "at", "CAST(X'FF' AS TEXT)", {Fault.COLUMNS}),
    "an instant as bytes": ("journal_entry", "at", "CAST(at AS BLOB)", {Fault.COLUMNS}),
    "an instant as a number": ("journal_entry", "at", "7", {Fault.COLUMNS}),
    "hashes as a text": ("journal_entry", "hashes", "'hashes'", {Fault.CHANGED}),
    "more hashes": ("journal_entry", "hashes", "CAST(hashes || X'00' AS BLOB)", {Fault.HASHES}),
    "content as a number": ("journal_content", "value", "7", {Fault.CONTENT}),
    "content that is no text": ("journal_content", "value", "CAST(X'22FF22' AS TEXT)", {Fault.CONTENT}),
    "content as bytes": ("journal_content", "value", "CAST(value AS BLOB)", {Fault.CONTENT}),
    "content under a name that is none": ("journal_content", "name", "CAST(X'FF' AS TEXT)", {Fault.CONTENT}),
    "content under bytes": ("journal_content", "name", "CAST(name AS BLOB)", {Fault.CONTENT}),
    "a number that is none": ("journal_entry", "number", "'third'", {Fault.MISSING}),
    "a number between others": ("journal_entry", "number", "3.5", {Fault.MISSING}),
    "a number before all": ("journal_entry", "number", "0", {Fault.MISSING}),
    "a salt as a text": ("journal_content", "salt", "'salt'", {Fault.CONTENT}),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps the type of a column")
@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("name", OTHER_VALUES)
def test_a_value_of_another_kind_is_found(log: Log, name: str) -> None:
    table, column, value, faults = OTHER_VALUES[name]
    entry = log.entries.get(number=3)
    key = "id" if table == "journal_entry" else "entry_id"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = 1")
        cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = %s", [entry.pk])
        cursor.execute("PRAGMA ignore_check_constraints = 0")
    found = checking.verify(log).findings
    assert {one.fault for one in found if one.number == 3} == faults
    assert (Finding(Fault.FORM, 0) in found) == (Fault.MISSING in faults)
