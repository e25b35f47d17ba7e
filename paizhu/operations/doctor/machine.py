"""Checks of what lies on the machine: folders, room, keys, the last backup, the files of pages, pack and search."""

import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from paizhu import places
from paizhu.door.attachments import keys as attachment_keys
from paizhu.door.attachments.models import Attachment
from paizhu.door.attachments.of_matters import OF_MATTER
from paizhu.door.kin.models import Kinship
from paizhu.door.kin.sealing import key_of
from paizhu.guard import beyond
from paizhu.journal.models import Entry
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.search.place import is_made
from paizhu.norms.store import TRAINED
from paizhu.norms.texts.library import open_library
from paizhu.opened import opened
from paizhu.operations.backing_up import LAST
from paizhu.operations.doctor.findings import Finding, warning, well, wrong

_FEW_BYTES, _LITTLE = 200 * 2**20, 0.05
_KEY_DAYS = 730
_BACKUP = timedelta(days=2)
_FAITHFUL = 0.9999  # likeness of what known texts mean; a processor that cuts sums off comes to 0.97
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def folders() -> Iterator[Finding]:
    """Whether the home can be written, and is closed to others."""
    home = places.home()
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        mend = _("Let the product's user own it, on a disk that is not read-only: {home}.").format(home=home)
        yield wrong("home", _("It cannot be written: {why}.").format(why=error.strerror), mend)
        return
    if home.stat().st_mode & _OTHERS:
        yield warning("home", _("Other users of the machine can enter it."), f"chmod 700 {home}")
    else:
        yield well("home", str(home))


def room() -> Iterator[Finding]:
    """Whether the disk of the home has room."""
    usage = shutil.disk_usage(places.home())
    told = _("{free} MB of {whole} MB are free.").format(free=usage.free // 2**20, whole=usage.total // 2**20)
    mend = _(
        "Make room, or move the home to a larger disk. On a full disk nothing is recorded, and nothing lost."
    )
    if usage.free < _FEW_BYTES:
        yield wrong("disk", told, mend)
    elif usage.free < usage.total * _LITTLE:
        yield warning("disk", told, mend)
    else:
        yield well("disk", told)


def keys() -> Iterator[Finding]:
    """Whether keys are there, closed to others, and not too old."""
    given = os.environ.get("PAIZHU_SECRET_KEY_FILE", "")
    signing = sorted(places.keys().glob("*.key")) if places.keys().is_dir() else []
    files = [Path(given) if given else places.secret_key(), Path(settings.ATTACHMENT_KEY_FILE), *signing]
    there = [file for file in files if file.exists()]
    for file in there:
        if file.stat().st_mode & _OTHERS:
            yield wrong("keys", _("Others can read {file}.").format(file=file), f"chmod 600 {file}")
    for file in signing:
        days = int((time.time() - file.stat().st_mtime) // 86_400)
        if days > _KEY_DAYS:
            mend = "paizhu keys rotate" + (" --witness" if file.stem == "witness" else "")
            yield warning("keys", _("{file} is {days} days old.").format(file=file, days=days), mend)
    for file in sorted(places.keys().glob("*.pub")) if places.keys().is_dir() else ():
        if not file.with_suffix(".key").exists():
            mend = _("Put it back from where it is kept, or begin a new one: `paizhu keys rotate`.")
            yield wrong("keys", _("{file} is missing.").format(file=file.with_suffix(".key")), mend)
    yield from _of_attachments()
    yield well("keys", _("{count} looked at.").format(count=len(there)))


def _of_attachments() -> Iterator[Finding]:
    with beyond.reading(beyond.Why.KEYS):
        used = set(Attachment.objects.exclude(key=OF_MATTER).values_list("key", flat=True).distinct())
        standing = Kinship.objects.filter(withdrawn_on=None).values_list("sealed", flat=True)
        used |= {key_of(bytes(sealed)) for sealed in standing}
    for id_ in sorted(used):
        try:
            attachment_keys.of(id_)
        except attachment_keys.KeyUnusable as error:
            yield wrong("keys", str(error), _("Put the file of keys back from where it is kept."))


def backup() -> Iterator[Finding]:
    """Whether a backup was made within days."""
    mend = _("`paizhu backup FILE`, every night by a timer: see docs/operations.md.")
    try:
        at = datetime.fromisoformat(json.loads((places.home() / LAST).read_text("utf-8"))["at"])
    except (OSError, ValueError, KeyError):
        if Entry.objects.exists():
            yield warning("backup", _("None was ever made."), mend)
        else:
            yield well("backup", _("Nothing was recorded yet."))
        return
    age = datetime.now(UTC) - at
    told = _("The last one is {hours} hours old.").format(hours=int(age.total_seconds() // 3600))
    yield warning("backup", told, mend) if age > _BACKUP else well("backup", told)


def pages() -> Iterator[Finding]:
    """Whether the files that pages need were made."""
    needed = [places.static() / "made/pages.css", places.static() / "vendor/icons.svg"]
    needed.append(places.locale() / "zh_Hans/LC_MESSAGES/django.mo")
    lacking = [str(file) for file in needed if not file.is_file()]
    if lacking:
        mend = _("Install the wheel again; in a checkout, run tools/assets.py.")
        yield wrong("pages", _("{file} is missing.").format(file=lacking[0]), mend)
    else:
        yield well("pages", _("Styles, icons and translations are there."))


def pack() -> Iterator[Finding]:
    """Which norms are in use. Raises PackError."""
    yield well("pack", _("Fingerprint {digest}.").format(digest=opened().base.pack.digest[:16]))


def questions() -> Iterator[Finding]:
    """Whether this machine understands questions in words as the one does on which the pack's recogniser was made."""
    if Recogniser(places.packs() / "discipline" / TRAINED).faithful() >= _FAITHFUL:
        yield well("questions", _("Known texts mean the same here as where the pack was made."))
        return
    told = _("This machine computes other numbers than the one on which the pack was made.")
    mend = _(
        "Questions in words may be answered otherwise here than elsewhere. Install onnxruntime in the version that "
        "the wheel names; until then ask by parties and acts: `paizhu rule`."
    )
    yield wrong("questions", told, mend)


def search() -> Iterator[Finding]:
    """Whether the index of the imported texts is made."""
    library = open_library(places.home())
    if not library.versions:
        yield well("search", _("No texts are imported."))
    elif is_made(places.home(), library, opened().base):
        yield well("search", _("The index is made."))
    else:
        mend = _("Search once: `paizhu search 派驻`.")
        yield warning("search", _("The index is not made; the first search will wait for it."), mend)
