"""The library of imported texts: which versions there are, which stand on a day, and what they say.

A folder in the home: `index.json` names the versions, `<digest>.text` holds what was read of each and `<digest>.source`
the bytes of its file. Only the index makes a file part of the library; it is replaced by one rename.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import msgspec

from paizhu.norms.texts.model import Article, RegulationText

FOLDER = "texts"
INDEX = "index.json"


class Force(StrEnum):
    """Whether a version is in force on a day."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"  # its text does not say since when, or an undated version may have replaced it


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One version in the library; its text is read when it is asked for.

    regulation, version: the pack's ids where the pack knows them, else the full title and a year or day.
    title: official title.  part: one part of a code (人格权编), else empty.  names: other names, the short one first.
    since, until: half-open; since None: not stated; until None: stands until a later version says since when.
    earliest: the last event in its head; it cannot have been in force before that day.
    uncertain_from: an undated later version may have replaced it from that day on.
    in_pack: norms of this version are encoded, or it is listed as such.
    file: name of the file it came from.  digest: SHA-256 of its bytes.
    """

    regulation: str
    version: str
    title: str
    part: str
    names: tuple[str, ...]
    since: date | None
    until: date | None
    earliest: date | None
    in_pack: bool
    file: str
    format: str
    digest: str
    articles: int
    uncertain_from: date | None = None

    @property
    def last(self) -> date | None:
        """Its last day; None while no end is known."""
        return self.until - timedelta(days=1) if self.until else None

    @property
    def is_last_at_latest(self) -> bool:
        """Whether its last day may have been an earlier one: an undated version may have replaced it before."""
        return self.until is not None and self.uncertain_from is not None

    @property
    def full_title(self) -> str:
        """The title, with the part of the code where the text is only one part."""
        return f"{self.title}·{self.part}" if self.part else self.title

    def in_force(self, on: date) -> Force:
        """Return whether it is in force on the day."""
        begins = self.since or self.earliest
        if (begins and on < begins) or (self.until and self.until <= on):
            return Force.NO
        if self.since is None or (self.uncertain_from and self.uncertain_from <= on):
            return Force.UNCERTAIN
        return Force.YES


class Library:
    """What is in the library's folder at the moment of opening; a folder that is not there is an empty library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        index = folder / INDEX
        raw = index.read_bytes() if index.is_file() else b"[]"
        # Changes whenever anything in the library does: what is derived from it can be kept under this name.
        self.digest = hashlib.sha256(raw).hexdigest()
        self.stored = tuple(msgspec.json.decode(raw, type=list[TextVersion]))

    @cached_property
    def regulations(self) -> dict[str, tuple[TextVersion, ...]]:
        """The versions of each regulation, the oldest first, each closed by the next one that says since when."""
        grouped: dict[str, list[TextVersion]] = {}
        for version in self.stored:
            grouped.setdefault(version.regulation, []).append(version)
        return {key: tuple(closed(grouped[key])) for key in sorted(grouped)}

    @cached_property
    def versions(self) -> tuple[TextVersion, ...]:
        """All versions by regulation, the oldest first."""
        return tuple(v for versions in self.regulations.values() for v in versions)

    def __iter__(self) -> Iterator[TextVersion]:
        return iter(self.versions)

    def __len__(self) -> int:
        return len(self.versions)

    def get(self, regulation: str, version: str) -> TextVersion | None:
        """Return the version, or None."""
        return next((v for v in self.of(regulation) if v.version == version), None)

    def of(self, regulation: str) -> tuple[TextVersion, ...]:
        """Return the versions of a regulation, the oldest first."""
        return self.regulations.get(regulation, ())

    def named(self, name: str) -> tuple[TextVersion, ...]:
        """Return the versions of the regulation of that id, title or other name; empty when none, or several, have it."""
        if name in self.regulations:
            return self.regulations[name]
        wanted = name.strip("《》 ")
        found = [
            vs for vs in self.regulations.values() if any(wanted in {v.full_title, *v.names} for v in vs)
        ]
        return found[0] if len(found) == 1 else ()

    def text(self, version: TextVersion) -> RegulationText:
        """Return what the version says."""
        return read_text(self.folder, version.digest)

    def on(self, day: date) -> tuple[TextVersion, ...]:
        """Return the versions that stand on the day: those in force; of a regulation without one, the newest undated."""
        standing = []
        for versions in self.regulations.values():
            possible = [v for v in versions if v.in_force(day) is not Force.NO]
            certain = [v for v in possible if v.in_force(day) is Force.YES]
            standing += certain or possible[-1:]
        return tuple(standing)

    def articles(self, on: date | None = None) -> Iterator[tuple[TextVersion, Article]]:
        """Yield the articles of all versions, or of those that stand on a day."""
        for version in self.versions if on is None else self.on(on):
            for article in self.text(version).articles:
                yield version, article


def open_library(home: Path) -> Library:
    """Return the library in the home as it is now."""
    return Library(home / FOLDER)


def read_text(folder: Path, digest: str) -> RegulationText:
    """Return the text that was read from the file of that digest."""
    return msgspec.msgpack.decode((folder / f"{digest}.text").read_bytes(), type=RegulationText)


def closed(versions: list[TextVersion]) -> list[TextVersion]:
    """Return the versions of one regulation, the oldest first, each until the next one that says since when.

    A version's own last day, where it was given, stays.
    """
    ordered = sorted(versions, key=lambda v: (v.since or v.earliest or date.min, v.version))
    done = []
    for n, version in enumerate(ordered):
        later = ordered[n + 1 :]
        until = version.until or next((v.since for v in later if v.since), None)
        undated = [v.earliest for v in later if v.since is None and v.earliest and version.until is None]
        doubtful = min((day for day in undated if until is None or day < until), default=None)
        done.append(replace(version, until=until, uncertain_from=doubtful))
    return done
