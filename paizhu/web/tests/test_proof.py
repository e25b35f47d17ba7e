"""The pages of proofs: verifying, the picture of an act's proof, exporting, countersigning here and by files."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.models import Matter, Participation
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, assigned, do, fresh, present, proposed
from paizhu.door.work.comparing import compare_logs
from paizhu.journal import keys, paizhu_verify
from paizhu.journal.checkpoints import checkpoint
from paizhu.journal.models import Contradiction, Entry, Log, Witnessed
from paizhu.journal.notes import KeyType
from paizhu.journal.tests.owner import past_triggers
from paizhu.web.changing.jobs import locked
from paizhu.web.record import jobs, proving, working

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day, with keys of its own."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(timezone, "now", lambda: AT)


def as_(name: str, lang: str = "en") -> Client:
    kind = name if name in {"audit", "system", "security"} else ""
    known = Account.objects.filter(username=name).first()
    made = known or (make_account(name, administers=kind) if kind else make_account(name, person=f"X-{name}"))
    client = sign_in(Client(), made)
    client.cookies["paizhu_language"] = lang
    return client


def page_of(reply: Any) -> str:
    return re.sub(r"\s+", " ", reply.content.decode())


def asked(client: Client, form: str, /, **fields: Any) -> str:
    """Send a form of the page, and return the page of what came of it."""
    reply = client.post(f"/record/proof/{form}/", fields)
    assert reply.status_code == 302, page_of(reply)
    return page_of(client.get(reply["Location"]))


def exported(client: Client, tmp_path: Path, **fields: str) -> Path:
    """Export, and return the file."""
    where = client.post("/record/proof/export/", fields)["Location"]
    reply: Any = client.get(f"{where}file/")
    assert reply.status_code == 200, page_of(client.get(where))
    file = tmp_path / "export.jsonl"
    file.write_bytes(b"".join(reply.streaming_content))
    return file


def public(which: KeyType = KeyType.LOG) -> list[paizhu_verify.Key]:
    keys.signing_key(which)
    return paizhu_verify.read_keys(keys.public_keys(which))


def rewrite(organ: str, number: int, change: Callable[[str], str], *, stored: bool = False) -> None:
    """Change an entry as whoever owns the database can. stored: its hash as well."""
    with past_triggers(), connection.cursor() as cursor:
        entry = Entry.objects.get(log__organ=organ, number=number)
        body = change(entry.body)
        hashes = bytes(entry.hashes)
        if stored:
            hashes = paizhu_verify.leaf_hash(body.encode()) + hashes[32:]
        cursor.execute(
            "UPDATE journal_entry SET body = %s, hashes = %s WHERE id = %s", [body, hashes, entry.pk]
        )


def test_verifying_says_what_was_verified_and_what_that_proves() -> None:
    assigned()
    do("clerk", "task.accept", Matter.objects.get())
    told = asked(as_("head"), "verify", organ="Z1")
    assert "All 1 entries were read" in told
    assert "1 entries were hashed anew, and lead to every hash that is stored." in told
    assert "No head of this log is signed yet" in told
    assert "1 entries are written in the one form that entries have" in told
    assert "that what was entered is true" in told
    assert "that nothing was rewritten: no head of this log is signed yet" in told
    checkpoint("Z1", at=AT)
    told = asked(as_("head"), "verify", organ="Z1")
    assert "no head of this log is countersigned yet" in told
    assert "Of entries 1 to 1, none was changed" in told
    assert "不能证明" in asked(as_("head", "zh-hans"), "verify", organ="Z1")


def test_changed_entry_is_named_and_its_picture_is_broken() -> None:
    do("clerk", "task.accept", assigned())
    checkpoint("Z1", at=AT)
    rewrite("Z1", 1, lambda body: body.replace("S-clerk", "S-other"))
    told = asked(as_("head"), "verify", organ="Z1")
    assert "NOT verified" in told
    assert "Entry 1 was changed." in told
    # The log is wrong; what its entries say is of their form.
    assert "2 faults found" in told or "1 fault found" in told
    assert "1 entries are written in the one form" in told
    shown = page_of(as_("head").get("/record/entry/", {"organ": "Z1", "entry": "1"}))
    assert "does not lead to the head that was signed" in shown
    assert "pz-pf-wrong" in shown


def test_log_that_was_written_anew_shows_by_an_older_head() -> None:
    do("clerk", "task.accept", assigned())
    older = checkpoint("Z1", at=AT).note
    same = asked(as_("head"), "verify", organ="Z1", older=SimpleUploadedFile("head", older.encode()))
    assert "The first 1 entries are those of the older head" in same
    # All of it made anew: hashes, and no head that was signed before.
    rewrite("Z1", 1, lambda body: body.replace("S-clerk", "S-other"), stored=True)
    with past_triggers(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_checkpoint")
    assert "All 1 entries were read" in asked(as_("head"), "verify", organ="Z1")
    told = asked(as_("head"), "verify", organ="Z1", older=SimpleUploadedFile("head", older.encode()))
    assert "REWRITTEN" in told
    deep = '{"a":' * 100_000
    for strange in (older.replace("/Z1", "/Z9"), "no checkpoint", deep, older.replace("— paizhu", "— other")):
        told = asked(as_("head"), "verify", organ="Z1", older=SimpleUploadedFile("head", strange.encode()))
        assert "nothing could be compared with it" in told


@pytest.mark.parametrize("name", ["head", "superior", "secretary", "other", "system", "security"])
def test_others_logs_are_not_there(name: str) -> None:
    do("clerk", "task.accept", assigned())
    client, may = as_(name), name in {"head", "superior"}
    for what in ("verify", "export"):
        reply = client.post(f"/record/proof/{what}/", {"organ": "Z1"})
        assert reply.status_code == (302 if may else 404), what
    assert client.get("/record/proof/", {"organ": "Z1"}).status_code == (200 if may else 404)
    assert client.get("/record/entry/", {"organ": "Z1", "entry": "1"}).status_code == (200 if may else 404)
    assert client.post("/record/proof/countersign/", {"organ": "Z1"}).status_code == (
        302 if name == "superior" else 404
    )


def test_work_is_its_seats_alone_and_goes_on_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    do("clerk", "task.accept", assigned())
    monkeypatch.setattr(proving, "AT_ONCE", 0)
    begun: list[jobs.Job] = []
    monkeypatch.setattr(jobs, "start", begun.append)  # the process would look into another database
    client = as_("head")
    where = client.post("/record/proof/verify/", {"organ": "Z1"})["Location"]
    assert "was interrupted" in page_of(client.get(where))  # nobody works on it
    with locked(begun[0].folder / "lock"):
        begun[0].tell(3, 7)
        part = page_of(client.get(where, headers={"HX-Request": "true"}))
        assert "3 of 7 entries" in part
        assert 'hx-trigger="every 1s"' in part
        assert "<html" not in part
        assert "Afterwards" in part  # the second stage
        # The first stage has ended: what it has shown stands there while the second goes on.
        begun[0].begin_second(jobs.Result(jobs.Outcome.WELL, "", length=7, hashed=7, signed=5))
        begun[0].tell(2, 7)
        part = page_of(client.get(where, headers={"HX-Request": "true"}))
        for shown in (
            "7 entries were hashed anew",
            "Of entries 1 to 5, none was changed",
            "over the last 2",
            "2 of 7",
        ):
            assert shown in part
        assert "Verified" not in part
        wrong = jobs.Result(jobs.Outcome.WRONG, "", hashed=7, wrong=(1, 0), findings=[("changed", 3, "")])
        begun[0].begin_second(wrong)
        part = page_of(client.get(where, headers={"HX-Request": "true"}))
        for shown in ("1 fault found", "Entry 3 was changed.", "It has begun."):
            assert shown in part
        assert "were hashed anew" not in part
    working.work(begun[0])
    assert "All 1 entries were read" in page_of(client.get(where))
    for other in ("deputy", "superior", "audit"):
        assert as_(other).get(where).status_code == 404
    # A seat that has ended since gets nothing.
    where = client.post("/record/proof/export/", {"organ": "Z1"})["Location"]
    monkeypatch.setattr(timezone, "now", lambda: AT.replace(year=2019))
    working.work(begun[-1])
    assert not begun[-1].file.exists()
    assert begun[-1].result() == jobs.Result(jobs.Outcome.REFUSED, timezone.now().isoformat())


def test_export_verifies_elsewhere_and_is_on_record(tmp_path: Path) -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="已办")
    client, length = as_("head"), Log.objects.get(organ="Z1").length
    for fields, span in (
        ({}, (1, length)),
        ({"what": "period", "since": "2025-09-01", "until": "2025-09-01"}, (1, length + 1)),
        ({"what": "entry", "entry": "1"}, (1, 1)),
    ):
        file = exported(client, tmp_path, organ="Z1", **fields)
        result = paizhu_verify.verify(str(file), public())
        assert (result.findings, (result.header.first, result.header.last)) == ([], span)
        assert (result.header.proof is not None) == (fields.get("what") == "entry")
        assert "已办" not in file.read_text("utf-8")
        entry = json.loads(Entry.objects.filter(log__organ="Z1").latest("number").body)
        assert (entry["act"], entry["seat"], entry["facts"]["first"]) == ("journal.export", "S-head", span[0])
    told = "Export a log"
    assert told in page_of(client.get("/record/log/"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": "entry", "entry": "9999"}, "a number from 1 to 1 was expected, not “9999”"),
        ({"what": "entry", "entry": "<b>"}, "not “&lt;b&gt;”"),
        ({"what": "entry", "entry": "٣"}, "a number from 1 to 1 was expected"),
        ({"what": "period", "since": "yesterday"}, "a day such as 2025-09-01 was expected, not “yesterday”"),
        ({"what": "period", "until": "2020-01-01"}, "Nothing was entered in this log in that period"),
    ],
)
def test_wrong_export_says_what_was_expected(fields: dict[str, str], said: str) -> None:
    do("clerk", "task.accept", assigned())
    reply = as_("head").post("/record/proof/export/", {"organ": "Z1", **fields})
    assert reply.status_code == 422
    assert said in page_of(reply)
    assert not Entry.objects.filter(body__contains="journal.export").exists()


def test_what_a_seat_does_not_see_is_not_exported(tmp_path: Path) -> None:
    matter = proposed()
    Participation.objects.filter(matter=matter).update(organ="H1")  # another's from now on
    client = as_("superior")
    for fields in {}, {"what": "entry", "entry": "1"}:
        told = asked(client, "export", organ="W2", **fields)
        assert "your seat does not see 1" in told
        assert "the first is entry 1" in told
    assert client.get("/record/entry/", {"organ": "W2", "entry": "1"}).status_code == 404
    assert not Entry.objects.filter(body__contains="journal.export").exists()
    # What verifying needs, it reads; what it says holds nothing of the matter.
    assert matter.reference not in asked(client, "verify", organ="W2")
    assert exported(as_("audit"), tmp_path, organ="W2").exists()
    assert Entry.objects.filter(log__organ="installation", body__contains="journal.export").count() == 1


def test_picture_leads_from_the_act_to_both_seals() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="已办")
    client = as_("head")
    shown = page_of(client.get("/record/entry/", {"organ": "Z1", "entry": "2"}))
    assert "not signed yet" in shown
    asked(as_("superior"), "countersign", organ="Z1")
    shown = page_of(client.get("/record/entry/", {"organ": "Z1", "entry": "2"}))
    assert shown.count("pz-pf-seal") == 2
    leaf = paizhu_verify.leaf_hash(Entry.objects.get(log__organ="Z1", number=2).body.encode()).hex()
    assert leaf in shown
    # From the timeline also whoever reads another log, and only what stands in it.
    timeline = page_of(as_("superior").get(f"/matters/{matter.reference}/"))
    assert "/record/entry/?organ=Z1&amp;entry=2" in timeline
    for address in (
        {"organ": "Z1", "entry": "0"},
        {"organ": "Z1", "entry": "99"},
        {"organ": "Z1", "entry": "x"},
    ):
        assert client.get("/record/entry/", address).status_code == 404
    own = Entry.objects.filter(log__organ="W2", body__contains=matter.reference).latest("number")
    shown = page_of(client.get("/record/entry/", {"organ": "W2", "entry": str(own.number)}))
    assert "Export this act" not in shown
    assert as_("other").get("/record/entry/", {"organ": "W2", "entry": str(own.number)}).status_code == 404


def test_countersigning_shows_who_is_behind_and_finds_a_rewriting() -> None:
    do("clerk", "task.accept", assigned())
    client = as_("superior")
    assert "1 entry behind" in page_of(client.get("/record/proof/"))
    assert "The head over 1 entry is countersigned" in asked(client, "countersign", organ="Z1")
    assert "1 entry behind" not in page_of(client.get("/record/proof/"))
    note = client.get("/record/proof/countersigned/", {"organ": "Z1"}).content.decode()
    head = paizhu_verify.read_checkpoint(note)
    assert not paizhu_verify.check_signatures(head, public(), public(KeyType.WITNESS)).findings
    entry = json.loads(Entry.objects.filter(log__organ="W2").latest("number").body)
    assert (entry["act"], entry["facts"]) == ("journal.countersign", {"log": "Z1", "size": 1})
    assert "were not rewritten after they were countersigned" in asked(client, "verify", organ="Z1")
    rewrite("Z1", 1, lambda body: body.replace("S-clerk", "S-other"), stored=True)
    told = asked(client, "countersign", organ="Z1")
    assert "NOT verified" in told
    assert "Nothing was countersigned." in told
    assert Witnessed.objects.count() == 1


def test_countersigning_by_files_both_ways(tmp_path: Path) -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    office, leader = as_("head"), as_("superior")
    export = exported(office, tmp_path, organ="Z1").read_bytes()
    key = office.get("/record/proof/keys/log/").content.decode()
    witness = leader.get("/record/proof/keys/witness/").content.decode()

    def send(client: Client, what: str, content: bytes, **fields: str) -> Any:
        return client.post(f"/record/proof/{what}/", {"file": SimpleUploadedFile("f", content), **fields})

    wrong = export.replace(b"S-clerk", b"S-other")
    assert "NOT countersigned" in page_of(send(leader, "exchange", wrong, key=key))
    for content, given in ((export, "nonsense"), (export, ""), (b"\xff", key), (b'{"a":' * 100_000, key)):
        reply = send(leader, "exchange", content, key=given)
        assert reply.status_code == 422
        assert str(tmp_path) not in page_of(reply)
    assert leader.post("/record/proof/exchange/", {"key": key}).status_code == 422
    assert send(office, "exchange", export, key=key).status_code == 404  # leads none
    own = exported(leader, tmp_path, organ="W2").read_bytes()
    assert "which is no office that your organ leads" in page_of(send(leader, "exchange", own, key=key))
    assert not Witnessed.objects.exists()
    reply = send(leader, "exchange", export, key=key)
    assert (reply.status_code, reply["Content-Disposition"]) == (
        200,
        'attachment; filename="1.countersigned"',
    )
    for content, given in ((export, witness), (reply.content, key), (reply.content, "x"), (b"\xff", witness)):
        assert send(office, "receive", content, witness=given).status_code == 422
    assert send(leader, "receive", reply.content, witness=witness).status_code == 422  # not its own log
    assert "the countersignature of the first 1 entries" in page_of(
        send(office, "receive", reply.content, witness=witness)
    )
    assert json.loads(Entry.objects.filter(log__organ="Z1").latest("number").body)["act"] == "journal.receive"
    file = exported(office, tmp_path, organ="Z1", what="entry", entry="1")
    assert paizhu_verify.verify(str(file), public()).findings == []


def test_all_offices_are_countersigned_at_once_and_a_rewritten_one_by_none() -> None:
    do("clerk", "task.accept", assigned())
    client = as_("superior")
    # One office is behind: a button for all would do nothing more.
    assert "Countersign all" not in page_of(client.get("/record/proof/"))
    assert "The head of 1 office's log is countersigned" in asked(client, "countersign/all").replace(
        "&#x27;", "'"
    )
    do("clerk", "task.accept", assigned())
    rewrite("Z1", 1, lambda body: body.replace("S-clerk", "S-other"), stored=True)
    said = asked(client, "countersign/all")
    assert "NOT verified" in said
    assert "The heads of 0 other offices were countersigned" in said
    assert Witnessed.objects.count() == 1
    assert as_("clerk").post("/record/proof/countersign/all/").status_code == 404


def test_a_log_that_contradicts_the_countersigned_head_is_said_wherever_the_witness_looks() -> None:
    do("clerk", "task.accept", assigned())
    client = as_("superior")
    asked(client, "countersign", organ="Z1")
    assert compare_logs(present()) == 0
    assert "is not what was signed" not in page_of(client.get("/today/"))
    rewrite("Z1", 1, lambda body: body.replace("S-clerk", "S-other"), stored=True)
    for _round in range(2):
        compare_logs(present())
    assert Contradiction.objects.count() == 1
    for who, where, told in (
        ("superior", "/today/", True),
        ("superior", "/record/proof/", True),
        ("head", "/today/", True),
        ("other", "/today/", False),
        ("secretary", "/today/", False),
    ):
        said = page_of(as_(who).get(where))
        assert ("A log is not what was signed before" in said) is told, (who, where)
        assert ("The first 1 entries are not those of the checkpoint signed over them." in said) is told
    # Brought back as it was, it is said no more.
    rewrite("Z1", 1, lambda body: body.replace("S-other", "S-clerk"), stored=True)
    compare_logs(present())
    assert "is not what was signed" not in page_of(client.get("/today/"))
