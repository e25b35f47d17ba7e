"""Local norms kept in the registry: for whom they hold, from when, and as they were recorded."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from paizhu.norms.base import Base
from paizhu.norms.errors import InvalidInput, UnknownTerm
from paizhu.norms.local import Local, read_local
from paizhu.registry import acts, models
from paizhu.registry.changes import ChangeKind
from paizhu.registry.parties import Parties
from paizhu.registry.queries import instant_after

MOST_BYTES, MOST_FILES = 4 * 1024 * 1024, 200

# Along which ties authority runs down: a committee, its commission, its offices, their hosts, what is theirs.
_DOWN = ("leads", "dispatches", "stationed_at", "guides")
_UP = ("party_body_of", "discipline_body_of", "subordinate_of", "body_of", "post_of", "works_at")


@dataclass(frozen=True, slots=True)
class Held:
    """A local pack that is recorded: for the organs under `authority`, from the day `since` on.

    until: the first day on which it no longer holds; None open.
    """

    local: Local
    authority: str
    since: date
    until: date | None = None

    def holds_on(self, on: date) -> bool:
        """Return whether it holds on that day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Difference:
    """What recording a pack changes, by ids of norms."""

    new: list[str]
    changed: list[str]
    gone: list[str]


def texts(path: Path) -> dict[str, str]:
    """Return the YAML files of a folder or zip by their names. Raises InvalidInput."""
    try:
        if path.is_dir():
            found = {p.relative_to(path).as_posix(): p.read_bytes() for p in sorted(path.rglob("*.yaml"))}
        else:
            found = _unzipped(path)
        if sum(map(len, found.values())) > MOST_BYTES or len(found) > MOST_FILES:
            raise InvalidInput(_("{path}: holds more than a pack of local norms may.").format(path=path))
        return {name: data.decode("utf-8") for name, data in found.items()}
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, RuntimeError):
        message = _("{path}: expected a folder or a zip with local.yaml and regulations/*.yaml.")
        raise InvalidInput(message.format(path=path)) from None


def _unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        parts = [p for p in archive.infolist() if p.filename.endswith(".yaml")]
        outside = [p for p in parts if ".." in PurePosixPath(p.filename).parts or p.filename.startswith("/")]
        if outside or sum(p.file_size for p in parts) > MOST_BYTES or len(parts) > MOST_FILES:
            raise InvalidInput(_("{path}: holds more than a pack of local norms may.").format(path=path))
        read = {p.filename: archive.read(p) for p in parts}
    # A folder that was packed as a whole stands for what is in it.
    top = {name.partition("/")[0] for name in read}
    if "local.yaml" not in read and len(top) == 1 and all("/" in name for name in read):
        return {name.partition("/")[2]: data for name, data in read.items()}
    return read


def parsed(files: dict[str, str], base: Base) -> Local:
    """Return the pack that the files make. Raises PackError with every fault."""
    folder = Path(tempfile.mkdtemp(prefix="paizhu-local-"))
    try:
        for name, text in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        return read_local(folder, base)
    finally:
        shutil.rmtree(folder)


def difference(local: Local, base: Base) -> Difference:
    """Return what recording the pack would change of what is recorded under its id."""
    known = models.LocalNorms.objects.filter(code=local.id, recorded_to=None).first()
    before = {n.id: n for n in parsed(known.files, base).norms} if known else {}
    after = {n.id: n for n in local.norms}
    return Difference(
        new=[id_ for id_ in after if id_ not in before],
        changed=[id_ for id_ in after if id_ in before and before[id_] != after[id_]],
        gone=[id_ for id_ in before if id_ not in after],
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack to record: its files, and what they say; for whom, from which day, until when (half-open, None open)."""

    files: dict[str, str]
    local: Local
    authority: str
    since: date
    until: date | None = None


@transaction.atomic
def record(
    wanted: Wanted,
    *,
    reason: str = "",
    check: Callable[[], None] = lambda: None,
    noting: Callable[[], None] = lambda: None,
) -> None:
    """Record the pack in place of what is known by its id.

    check: is called before anything is written, noting when it is, in the same transaction; what either raises leaves
    everything as it was.
    """
    acts.wait_for_others()
    check()
    _put(wanted.local.id, wanted, acts.next_instant(), reason)
    noting()


def _put(code: str, wanted: Wanted | None, at: datetime, reason: str) -> None:
    acts.noted(acts.Note(code, ChangeKind.LOCAL_NORMS, reason), at)
    models.LocalNorms.objects.filter(code=code, recorded_to=None).update(recorded_to=at)
    if wanted is not None:
        models.LocalNorms.objects.create(
            code=code,
            authority_id=wanted.authority,
            since=wanted.since,
            until=wanted.until,
            files=wanted.files,
            recorded_from=at,
        )


@transaction.atomic
def end(
    code: str, until: date, base: Base, *, reason: str = "", noting: Callable[[], None] = lambda: None
) -> None:
    """Let a pack hold until that day (the first on which it no longer does). Raises UnknownTerm, InvalidInput."""
    acts.wait_for_others()
    row = _known(code)
    if until <= row.since:
        message = _("Expected a last day that is not before the first day, {since}.")
        raise InvalidInput(message.format(since=row.since.isoformat()))
    wanted = Wanted(row.files, parsed(row.files, base), row.authority_id, row.since, until)
    if row.until != until:
        _put(code, wanted, acts.next_instant(), reason)
        noting()


@transaction.atomic
def remove(code: str, *, noting: Callable[[], None] = lambda: None) -> None:
    """End what is known by that id; what was known until now stays. Raises UnknownTerm."""
    acts.wait_for_others()
    _known(code)
    _put(code, None, acts.next_instant(), "")
    noting()


def _known(code: str) -> models.LocalNorms:
    rows = models.LocalNorms.objects.filter(recorded_to=None)
    row = rows.filter(code=code).first()
    if row is None:
        raise UnknownTerm("local norms", code, tuple(rows.values_list("code", flat=True)))
    return row


def held(base: Base, known: date | None = None) -> tuple[Held, ...]:
    """Return the local packs as known at the end of that day; None: those that are recorded now."""
    rows = models.LocalNorms.objects.filter(models.known_at(instant_after(known))).order_by("code")
    return tuple(Held(parsed(row.files, base), row.authority_id, row.since, row.until) for row in rows)


def changed_since(at: datetime) -> bool:
    """Return whether a local pack was recorded, changed or ended after that instant."""
    return models.LocalNorms.objects.filter(Q(recorded_from__gt=at) | Q(recorded_to__gt=at)).exists()


def under(authority: str, found: Parties) -> frozenset[str]:
    """Return the parties under an authority on that day, itself included."""
    below: dict[str, list[str]] = {}
    for tie in found.ties:
        if tie.relation in _DOWN:
            below.setdefault(tie.subject, []).append(tie.object)
        elif tie.relation in _UP:
            below.setdefault(tie.object, []).append(tie.subject)
    reached, queue = {authority}, [authority]
    for party in queue:
        new = [p for p in below.get(party, ()) if p not in reached]
        reached.update(new)
        queue += new
    return frozenset(reached)


def applying(packs: Iterable[Held], parties_: Iterable[str], found: Parties) -> tuple[Held, ...]:
    """Return the packs that hold between these parties on that day: all of them must be under its authority."""
    ends = list(parties_)
    return tuple(
        p for p in packs if p.holds_on(found.on) and all(end in _under(p.authority, found) for end in ends)
    )


def _under(authority: str, found: Parties) -> frozenset[str]:
    return _remembered(authority, _Same(found))


class _Same:
    """The parties of a day as a key: the same only for the very same ones."""

    def __init__(self, found: Parties) -> None:
        self.found = found

    def __hash__(self) -> int:
        return id(self.found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.found is self.found


@lru_cache(maxsize=32)
def _remembered(authority: str, same: _Same) -> frozenset[str]:
    return under(authority, same.found)
