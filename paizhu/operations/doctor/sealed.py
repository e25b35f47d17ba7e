"""Checks of the keys of sealed matters: the file that holds the wrapping keys, and whether each matter's key opens."""

import stat
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from paizhu.door.sealing import keyring, wrapping
from paizhu.door.sealing.bringing import waiting
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.door.sealing.models import MatterKey
from paizhu.guard import beyond
from paizhu.operations.doctor.findings import Finding, warning, well, wrong

# All of a city's; of more the latest.
_MOST = 50_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@beyond.reading(beyond.Why.KEYS)
def _keys() -> tuple[list[MatterKey], int]:
    return list(MatterKey.objects.select_related("matter").order_by("-pk")[:_MOST]), waiting().count()


def keys() -> Iterator[Finding]:
    """Whether the content of sealed matters can be opened here, and by nobody else on the machine."""
    file = Path(settings.MATTER_KEY_FILE)
    rows, open_ = _keys()
    if file.exists() and file.stat().st_mode & _OTHERS:
        yield wrong("sealed", _("Others can read {file}.").format(file=file), f"chmod 600 {file}")
    if not rows and not file.exists():
        yield well("sealed", _("No matter is sealed yet."))
    else:
        yield from _opened(rows)
    if open_:
        told = _("Of {count} sealed matters what was there before is not encrypted yet.")
        mend = _("`paizhu work` does it in the background; look whether a worker runs.")
        yield warning("sealed", told.format(count=open_), mend)


def _opened(rows: list[MatterKey]) -> Iterator[Finding]:
    mend = _(
        "Put the file of keys back from where it is kept; until then nothing of these matters can be read."
    )
    try:
        lines = wrapping.known()
    except KeyUnusable as error:
        yield wrong("sealed", str(error), mend)
        return
    by = Counter(row.wrapping for row in rows)
    lacking = list(_lacking(by, mend))
    yield from lacking
    if not lacking:
        bad = [row.matter.reference for row in rows if not _unwraps(row)]
        if bad:
            told = _("The keys of {count} matters do not unwrap: {some}.")
            what = told.format(count=len(bad), some=", ".join(islice(bad, 5)))
            yield wrong(
                "sealed",
                what,
                _("Their rows were changed: restore them from a backup; what is sealed is whole."),
            )
            return
        old = sum(count for id_, count in by.items() if id_ != lines[0].id)
        if old or any(not line.retired for line in lines[1:]):
            told = _("A rotation is not finished: {count} keys are wrapped with an older key.")
            yield warning("sealed", told.format(count=old), "paizhu keys rotate --matters")
        yield well("sealed", _("The keys of {count} matters open.").format(count=len(rows)))


def _lacking(by: Counter[str], mend: str) -> Iterator[Finding]:
    for id_ in sorted(by):
        try:
            wrapping.of(id_)
        except KeyUnusable as error:
            yield wrong("sealed", str(error), mend)


def _unwraps(row: MatterKey) -> bool:
    try:
        keyring.unwrapped(row, row.matter.reference)
    except KeyUnusable:
        return False
    return True
