"""A file attached to a matter, read by those who may, and what is left when it fails."""

import json
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from pytest_django import Settings

from paizhu.door import recording
from paizhu.door.attachments import keys, queries, store, sweeping
from paizhu.door.attachments.models import Attachment
from paizhu.door.attachments.tests import files
from paizhu.door.doing import Channel
from paizhu.door.models import Matter, Participation
from paizhu.door.perform import Done, perform
from paizhu.door.refusals import InvalidForm, KeyReused, NotVisible, Refused
from paizhu.door.tests.world import CAST, ON, assigned, do, fresh, present, proposed, seat
from paizhu.journal.models import Entry

pytestmark = pytest.mark.usefixtures("cast")


def attach(who: str, matter: Matter, name: str, held: bytes, declared: str = "", key: str = "") -> Done:
    file = SimpleUploadedFile(name, held, declared)
    return perform(
        present(),
        seat(who),
        "task.attach",
        fresh(matter).reference,
        {},
        files={"file": file},
        key=key,
        channel=Channel.PAGE,
    )


def content(attachment: Attachment) -> bytes:
    return b"".join(store.read(attachment.file))


def stored(home: Path) -> list[Path]:
    return [file for file in (home / "attachments").glob("**/*") if file.is_file()]


def test_attached_file_is_kept_whole_and_unreadable(home: Path) -> None:
    done = attach("clerk", assigned(), "../核查\u202e报告.pdf", files.PDF, "application/pdf")
    found = Attachment.objects.get()
    assert (found.name, found.media_type, found.size) == ("核查报告.pdf", "application/pdf", len(files.PDF))
    assert (found.organ_id, found.seat, found.on, found.entry) == ("Z1", "S-clerk", ON, done.entry)
    assert content(found) == files.PDF
    [file] = stored(home)
    assert b"%PDF" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_entry_commits_to_the_file_without_showing_it() -> None:
    done = attach("clerk", assigned(), "核查报告.pdf", files.PDF)
    body, found = json.loads(done.entry.body), Attachment.objects.get()
    assert body["facts"]["attachment"] == found.file
    assert body["content"].keys() == {"name", "size", "sha256"}
    assert "核查报告" not in done.entry.body
    assert found.sha256 not in done.entry.body


@pytest.mark.parametrize("name", files.TAKEN)
def test_every_kind_is_taken(name: str) -> None:
    attach("clerk", assigned(), name, files.TAKEN[name])
    assert content(Attachment.objects.get()) == files.TAKEN[name]


@pytest.mark.parametrize(
    ("name", "held", "declared", "said"),
    [
        ("a.pdf.exe", files.PDF, "", "of this kind"),
        ("a", files.TXT, "", "of this kind"),
        ("a.svg", files.SVG, "image/svg+xml", "of this kind"),
        ("a.pdf", files.PDF, "text/html", "declares text/html"),
        ("a.pdf", files.PNG, "application/pdf", "is not what"),
        ("a.docx", files.package("word/document.xml", "word/vbaProject.bin"), "", "macros"),
        ("a.txt", b"", "", "empty"),
    ],
)
def test_file_that_is_not_taken_leaves_nothing(
    home: Path, name: str, held: bytes, declared: str, said: str
) -> None:
    matter = assigned()
    entries = Entry.objects.count()
    with pytest.raises(InvalidForm) as invalid:
        attach("clerk", matter, name, held, declared)
    assert said in " ".join(invalid.value.fields["file"])
    assert (Entry.objects.count(), Attachment.objects.count(), stored(home)) == (entries, 0, [])


def test_too_large(settings: Settings) -> None:
    settings.ATTACHMENT_MAX_BYTES = len(files.TXT) - 1
    with pytest.raises(InvalidForm, match="form"):
        attach("clerk", assigned(), "a.txt", files.TXT)
    settings.ATTACHMENT_MAX_BYTES += 1
    attach("clerk", assigned(), "a.txt", files.TXT)


def test_kind_that_the_installation_leaves_out(settings: Settings) -> None:
    settings.ATTACHMENT_TYPES = ["pdf"]
    with pytest.raises(InvalidForm) as invalid:
        attach("clerk", assigned(), "a.txt", files.TXT)
    assert invalid.value.fields["file"][0].endswith("Accepted: PDF.")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("false",), "the virus scanner refuses"),
        (("sh", "-c", "exit 2"), "does not answer"),
        (("no-such-scanner",), "does not answer"),
        (("grep", "-L", "无问题"), ""),
        (("sh", "-c", "! grep -q 无问题"), "the virus scanner refuses"),
        (("sh", "-c", '! grep -q 无问题 "$1"', "sh", "{file}"), "the virus scanner refuses"),
        (("sh", "-c", '! grep -q 有问题 "$1"', "sh", "{file}"), ""),
    ],
    ids=["finds", "fails", "missing", "clean", "reads-input", "reads-path", "path-clean"],
)
def test_virus_scanner(settings: Settings, home: Path, command: tuple[str, ...], said: str) -> None:
    settings.VIRUS_SCANNER = command
    matter = assigned()
    if said:
        with pytest.raises(InvalidForm) as invalid:
            attach("clerk", matter, "a.txt", files.TXT)
        assert said in invalid.value.fields["file"][0]
    else:
        attach("clerk", matter, "a.txt", files.TXT)
        assert content(Attachment.objects.get()) == files.TXT
    assert list((home / "uploading").iterdir()) == []


def test_form_sent_twice_attaches_once(home: Path) -> None:
    matter = assigned()
    attach("clerk", matter, "a.txt", files.TXT, key="k")
    assert attach("clerk", matter, "a.txt", files.TXT, key="k").again
    with pytest.raises(KeyReused):
        attach("clerk", matter, "a.txt", files.TXT + b"more", key="k")
    assert (Attachment.objects.count(), len(stored(home))) == (1, 1)


def test_file_of_an_act_that_was_taken_back_is_swept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = assigned()
    attach("clerk", matter, "a.txt", files.TXT)

    def fail(*_args: Any, **_named: Any) -> None:
        raise OSError("no entry")

    monkeypatch.setattr(recording, "done", fail)
    with pytest.raises(OSError, match="no entry"):
        attach("clerk", matter, "b.txt", files.TXT)
    assert (Attachment.objects.count(), len(stored(home))) == (1, 2)
    (home / "attachments/00").mkdir(exist_ok=True)
    (home / "attachments/00/0.part").write_bytes(b"killed in the middle")
    assert sweeping.sweep() == 0
    assert sweeping.sweep(time.time() + sweeping.GRACE_S + 60) == 2
    assert [file.name for file in stored(home)] == [Attachment.objects.get().file]


def test_broken_stream_leaves_no_file(home: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * 200_000
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.put(chunks())
    assert stored(home) == []


def test_large_file_takes_no_memory() -> None:
    tracemalloc.start()
    try:
        put = store.put(b"0123456789abcdef" * 4096 for _n in range(640))
        size = sum(len(piece) for piece in store.read(put.file))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == put.size == 40 * 2**20
    assert peak < 2 * 2**20


def test_who_reads_an_attachment() -> None:
    matter = assigned()
    attach("clerk", matter, "a.txt", files.TXT)
    found = Attachment.objects.get()

    def reads(who: str) -> bool:
        try:
            return queries.find(matter.reference, found.file, seat(who), present()) == found
        except NotVisible:
            return False

    assert {who for who in CAST if reads(who)} == {
        "head",
        "deputy",
        "clerk",
        "unknown",
        "superior",
        "superior_deputy",
    }


def test_attachment_is_found_under_its_own_matter_only() -> None:
    first, second = assigned(), assigned()
    attach("clerk", first, "a.txt", files.TXT)
    file = Attachment.objects.get().file
    assert queries.find(first.reference, file, seat("clerk"), present()).matter == first
    for reference, asked in ((second.reference, file), (first.reference, "0" * 32)):
        with pytest.raises(NotVisible, match="no such attachment"):
            queries.find(reference, asked, seat("clerk"), present())


def test_chain_of_leadership_gives_no_attachment() -> None:
    """A task from the Party group to the office: its dispatching organ sees the overview only."""
    matter = proposed("secretary", act="assist.internal_inspection", assignee="Z1")
    attach("secretary", matter, "a.txt", files.TXT)
    Participation.objects.create(matter=matter, organ_id="Z1", side="assignee", since=ON)
    assert list(queries.readable(seat("head"), matter, present()))
    assert not queries.readable(seat("superior"), matter, present())


def test_recused_person_reads_no_attachment() -> None:
    matter = assigned()
    attach("clerk", matter, "a.txt", files.TXT)
    do("deputy", "recusal.declare", fresh(matter), reason="近亲属在该单位任职")
    assert not queries.readable(seat("deputy"), fresh(matter), present())
    assert queries.readable(seat("head"), fresh(matter), present())


def test_part_that_ended_shows_what_was_attached_before() -> None:
    matter = assigned()
    attach("clerk", matter, "a.txt", files.TXT)
    first = Attachment.objects.get()
    Participation.objects.filter(matter=matter, organ="Z1").update(until=date(2025, 9, 8))
    later = SimpleUploadedFile("b.txt", files.TXT)
    perform(
        present(date(2025, 9, 8)),
        seat("superior"),
        "task.attach",
        matter.reference,
        {},
        files={"file": later},
        channel=Channel.PAGE,
    )
    on = date(2025, 9, 9)
    assert list(queries.readable(seat("head", on), matter, present(on))) == [first]
    assert queries.readable(seat("superior", on), matter, present(on)).count() == 2


def test_closed_matter_takes_no_file(home: Path) -> None:
    matter = assigned()
    do("superior", "task.withdraw", matter, text="不再需要")
    with pytest.raises(Refused):
        attach("clerk", matter, "a.txt", files.TXT)
    assert stored(home) == []


def test_key_is_in_the_home_and_not_in_the_database(home: Path) -> None:
    attach("clerk", assigned(), "a.txt", files.TXT)
    key = home / "attachment-key"
    assert key.stat().st_mode & 0o077 == 0
    assert Attachment.objects.get().key == keys.current().id
    assert keys.current().secret.hex() == key.read_text().strip()


def test_missing_key_is_not_made_anew_in_silence(home: Path) -> None:
    matter = assigned()
    attach("clerk", matter, "a.txt", files.TXT)
    (home / "attachment-key").unlink()
    with pytest.raises(keys.KeyUnusable, match="missing"):
        attach("clerk", matter, "b.txt", files.TXT)
    with pytest.raises(keys.KeyUnusable):
        store.read(Attachment.objects.get().file)


def test_new_key_before_the_old_one(home: Path) -> None:
    matter, key = assigned(), home / "attachment-key"
    attach("clerk", matter, "a.txt", files.TXT)
    old = key.read_text()
    key.write_text("ab" * 32 + "\n" + old)
    attach("clerk", matter, "b.txt", files.TXT)
    first, second = Attachment.objects.order_by("pk")
    assert first.key != second.key
    assert content(first) == content(second) == files.TXT
    key.write_text("ab" * 32)
    assert content(second) == files.TXT
    with pytest.raises(keys.KeyUnusable, match=first.key):
        content(first)


def test_key_file_that_holds_no_key(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "attachment-key").write_text("secret")
    with pytest.raises(keys.KeyUnusable, match="64 hexadecimal"):
        keys.current()


def test_upload_that_reports_no_name() -> None:
    file: UploadedFile[bytes] = SimpleUploadedFile("x", files.TXT)
    file._name = None  # type: ignore[attr-defined]  # as some clients send it
    with pytest.raises(InvalidForm):
        perform(
            present(),
            seat("clerk"),
            "task.attach",
            assigned().reference,
            {},
            files={"file": file},
            channel=Channel.PAGE,
        )


def test_stored_files_survive_a_copy_of_the_home(home: Path, tmp_path: Path) -> None:
    attach("clerk", assigned(), "a.txt", files.TXT)
    home.rename(tmp_path / "moved")
    home.symlink_to(tmp_path / "moved")
    assert content(Attachment.objects.get()) == files.TXT
