"""What was there before a matter was to be sealed: sealed afterwards, stopped anywhere, done once."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from filelock import FileLock

from paizhu import places
from paizhu.door.attachments import of_matters, store
from paizhu.door.attachments.models import Attachment
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.perform import perform
from paizhu.door.sealing import bringing
from paizhu.door.sealing.bringing import seal_waiting, waiting
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.door.sealing.models import MatterKey
from paizhu.door.sealing.tests.dump import dump
from paizhu.door.tests.world import assigned, do, fresh, present, seat
from paizhu.journal import checking, heads
from paizhu.journal.models import Log

pytestmark = pytest.mark.usefixtures("cast", "home")

TITLE, REQUEST, ANSWER, NAME, HELD = "核查油卡", "请核查油卡管理", "油卡已查", "油卡台账.txt", "油卡共三张"
SECRETS = (TITLE, REQUEST, ANSWER, NAME, HELD)


def open_before() -> Matter:
    """A matter of everybody's with words in every place; then it is for named persons only."""
    matter = assigned(title=TITLE, request=REQUEST)
    do("head", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text=ANSWER)
    file = SimpleUploadedFile(NAME, HELD.encode())
    perform(
        present(),
        seat("head"),
        "task.attach",
        matter.reference,
        {},
        files={"file": file},
        channel=Channel.PAGE,
    )
    Matter.objects.filter(pk=matter.pk).update(circle=True)
    return fresh(matter)


def lying_open() -> list[str]:
    held = dump()
    return [word for word in SECRETS if word in held]


def sound(matter: Matter) -> bool:
    again = fresh(matter)
    file = Attachment.objects.select_related("matter").get(matter=matter)
    read = (again.title, again.task.request, again.remarks.get().text, file.name)
    assert (*read, b"".join(of_matters.read(file)).decode()) == SECRETS
    return all(checking.verify(log).findings == [] for log in Log.objects.all())


def test_all_of_it_is_sealed_and_the_logs_are_what_they_were() -> None:
    matter = open_before()
    assert lying_open() == [word for word in SECRETS if word != HELD]
    before = {log.organ: heads.root(log, log.length) for log in Log.objects.all()}
    assert [m.pk for m in waiting()] == [matter.pk]
    assert seal_waiting() == 1
    assert lying_open() == []
    assert (seal_waiting(), list(waiting())) == (0, [])
    assert {log.organ: heads.root(log, log.length) for log in Log.objects.all()} == before
    assert sound(matter)


@pytest.mark.parametrize("step", ["_rows", "_commitments", "_files"])
def test_stopped_in_the_middle_nothing_is_lost_and_the_next_round_carries_on(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    matter = open_before()
    whole = getattr(bringing, step)

    def stopped(of: Matter) -> None:
        whole(of)
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(bringing, step, stopped)
        with pytest.raises(InterruptedError):
            seal_waiting()
    assert sound(matter)
    assert not MatterKey.objects.get().whole
    assert seal_waiting() == 1
    assert lying_open() == []
    assert sound(matter)


def test_files_wait_until_a_backup_has_copied_them(home: Path) -> None:
    matter = open_before()
    with FileLock(home / places.BACKUP_LOCK):
        assert seal_waiting() == 0
    assert [file.key == of_matters.OF_MATTER for file in Attachment.objects.all()] == [False]
    assert sound(matter)
    assert seal_waiting() == 1
    assert sound(matter)


def test_a_file_of_a_sealed_matter_goes_with_its_key() -> None:
    matter = open_before()
    seal_waiting()
    file = Attachment.objects.select_related("matter").get()
    MatterKey.objects.all().delete()
    with pytest.raises(KeyUnusable, match=matter.reference):
        next(of_matters.read(Attachment.objects.select_related("matter").get()))
    assert store.path(file.file).is_file()
