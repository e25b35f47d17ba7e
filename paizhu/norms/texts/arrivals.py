"""What an import would do, file by file; nothing is written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from paizhu.norms.base import Base
from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts.effect import Effect, effect_of
from paizhu.norms.texts.library import Library, TextVersion, closed
from paizhu.norms.texts.matching import Known, find, short_names
from paizhu.norms.texts.model import RegulationText
from paizhu.norms.texts.opening import NoRegulation
from paizhu.norms.texts.parse import parse
from paizhu.norms.texts.quotes import QuoteFault, faults_of


class Verdict(StrEnum):
    NEW = "new"
    REPLACED = "replaced"  # the version was there with another text, and replacing it was asked for
    DATED = "dated"  # the text was there; its days or title were stated anew
    SAME = "same"  # the text was there
    PASSED_OVER = "passed_over"  # a file of a folder that is no regulation


@dataclass(frozen=True, slots=True)
class Given:
    """What a person states about a file. until: half-open."""

    title: str = ""
    effective: date | None = None
    until: date | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. named: a person named this very file, it was not found in a folder."""

    name: str
    raw: bytes
    named: bool = True
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read. text None: it is no regulation."""

    upload: Upload
    text: RegulationText | None
    format: str


class Closing(NamedTuple):
    """A version that ends, and on which day; at_latest: on that day or, by a version that says no day, earlier."""

    version: str
    last_day: date
    at_latest: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file and what happens with it.

    asks: what is in doubt about its day of effect; None when nothing is.  closes: versions that end by it.
    quotes: encoded norms whose quote is not in this text.
    """

    file: str
    verdict: Verdict
    read: Read
    version: TextVersion | None = None
    asks: Text | None = None
    closes: tuple[Closing, ...] = ()
    quotes: tuple[QuoteFault, ...] = ()


@dataclass
class Reader:
    """Reads files one by one, and keeps every reason for which one is refused."""

    done: list[Read] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def take(self, upload: Upload) -> None:
        """Read one file."""
        try:
            text, format_ = parse(upload.name, upload.raw, title=upload.given.title)
        except InputRefused as refused:
            self.refusals += refused.refusals
        except NoRegulation:
            self._no_regulation(upload)
        else:
            self.done.append(Read(upload, text, format_))

    def _no_regulation(self, upload: Upload) -> None:
        if upload.named:
            expected = Text(
                "应有“第一条”或“一、”开头的条文", "expected articles that begin with 第一条 or 一、"
            )
            self.refusals.append(Refusal(upload.name, expected))
        else:
            self.done.append(Read(upload, None, ""))

    def end(self) -> list[Read]:
        """Return what was read. Raises InputRefused when anything was refused."""
        if self.refusals:
            raise InputRefused(self.refusals)
        return self.done


def arrivals_of(reads: Iterable[Read], library: Library, base: Base) -> list[Arrival]:
    """Return what happens with each file. Raises InputRefused with every reason against it."""
    planner = _Planner(library, base)
    for read in reads:
        planner.take(read)
    planner.check_days()
    if planner.refusals:
        raise InputRefused(planner.refusals)
    return planner.closing()


class _Planner:
    def __init__(self, library: Library, base: Base) -> None:
        self.base = base
        self.before = library
        self.now = {(v.regulation, v.version): v for v in library.stored}
        self.by_digest = {v.digest: v for v in library.stored}
        self.texts: dict[str, RegulationText] = {}
        self.arrivals: list[Arrival] = []
        self.refusals: list[Refusal] = []

    def take(self, read: Read) -> None:
        upload, text = read.upload, read.text
        if text is None:
            self.arrivals.append(Arrival(upload.name, Verdict.PASSED_OVER, read))
            return
        effect, known = self._effect(upload, text)
        version = self._version(read, text, effect, known)
        held = self.by_digest.get(version.digest)
        if held is not None:
            self._again(read, version, held, effect)
            return
        there = self.now.get((version.regulation, version.version))
        if there is not None and self._differs_in_days(there, version):
            # Two versions of one year: the day tells them apart.
            version = replace(version, version=(version.since or version.earliest or date.min).isoformat())
            there = self.now.get((version.regulation, version.version))
        if there is None:
            self._add(read, Verdict.NEW, version, effect)
        elif self._same_words(there, text):
            self._add(read, Verdict.SAME, there, effect)
        elif upload.given.replace:
            self._add(read, Verdict.REPLACED, version, effect)
        else:
            self._refuse(
                read,
                f"{version.full_title} {version.version}",
                "这一版本已有另一文本；如要替换请加 --replace",
                "this version is there with another text; to put this one in its place add --replace",
            )

    def _effect(self, upload: Upload, text: RegulationText) -> tuple[Effect, Known | None]:
        """Since when: as a person states it, else as the pack knows it, else as the text says."""
        own = effect_of(text)
        stated = upload.given.effective
        known = find(text, self.base.pack.regulations, stated or own.since)
        if stated is not None:
            return Effect(stated, own.earliest), known
        if known is None or known.version is None:
            return own, known
        if own.since is not None and own.since != known.version.since:
            expected = Text(
                f"正文写明 {own.since} 施行，规范包为 {known.version.since}；请用 --effective 写明",
                f"the text says {own.since}, the norm pack {known.version.since}; state the day with --effective",
            )
            self.refusals.append(Refusal(upload.name, expected, str(own.since), row=text.articles[-1].line))
        return Effect(known.version.since, own.earliest), known

    def _version(self, read: Read, text: RegulationText, effect: Effect, known: Known | None) -> TextVersion:
        of = known.version if known else None
        earliest = effect.earliest or (date(text.year, 1, 1) if text.year else None)
        day = earliest if effect.since is None else effect.since
        year = text.year or (earliest or day or date.min).year
        names = short_names(text.title)
        if known is not None:
            names = tuple(dict.fromkeys((known.regulation.short.zh, *names, *known.regulation.names)))
        name = str(year) if year > 1 else "—"
        if known is not None and of is None and any(v.id == name for v in known.regulation.versions) and day:
            name = day.isoformat()  # the pack's version of that year is another one
        return TextVersion(
            regulation=known.regulation.id
            if known
            else f"{text.title}·{text.part}".rstrip("·").replace("/", "／"),
            version=of.id if of else name,
            title=text.title,
            part=text.part,
            names=names,
            since=effect.since,
            until=read.upload.given.until or (of.until if of else None),
            earliest=earliest,
            in_pack=of is not None,
            file=read.upload.name.replace("\\", "/").rpartition("/")[2],
            format=read.format,
            digest=sha256(read.upload.raw).hexdigest(),
            articles=len(text.articles),
        )

    def _differs_in_days(self, there: TextVersion, version: TextVersion) -> bool:
        return not version.in_pack and (there.since or there.earliest) != (version.since or version.earliest)

    def _same_words(self, there: TextVersion, text: RegulationText) -> bool:
        held = self.texts.get(there.digest) or self.before.text(there)
        return [(a.number, a.plain) for a in held.articles] == [(a.number, a.plain) for a in text.articles]

    def _again(self, read: Read, version: TextVersion, held: TextVersion, effect: Effect) -> None:
        """The very file again: nothing changes, unless a person states its days or title anew."""
        given = read.upload.given
        named = version if given.title else held
        changed = replace(
            held,
            title=named.title,
            regulation=named.regulation,
            since=given.effective or held.since,
            until=given.until or held.until,
        )
        if changed == held:
            self._add(
                read,
                Verdict.SAME,
                held,
                Effect(held.since, held.earliest, effect.why if held.since is None else None),
            )
            return
        del self.now[held.regulation, held.version]
        self._add(read, Verdict.DATED, changed, Effect(changed.since, changed.earliest))

    def _add(self, read: Read, verdict: Verdict, version: TextVersion, effect: Effect) -> None:
        assert read.text is not None
        self.now[version.regulation, version.version] = version
        self.by_digest[version.digest] = version
        self.texts[version.digest] = read.text
        norms = [
            n
            for n in self.base.pack.norms
            if (n.regulation, n.version) == (version.regulation, version.version)
        ]
        quotes = faults_of(norms, read.text)
        asks = effect.why if version.since is None else None
        self.arrivals.append(Arrival(read.upload.name, verdict, read, version, asks, quotes=quotes))

    def _refuse(self, read: Read, value: str, zh: str, en: str, row: int | None = None) -> None:
        self.refusals.append(Refusal(read.upload.name, Text(zh, en), value, row))

    def check_days(self) -> None:
        """Refuse versions of one regulation that would stand at once, and those that end before they begin."""
        for arrival in self.arrivals:
            version = arrival.version
            if version is None or arrival.verdict is Verdict.SAME:
                continue
            if version.since and version.until and version.until <= version.since:
                last = version.until - timedelta(days=1)
                self._refuse(
                    arrival.read,
                    str(last),
                    f"最后一日应不早于施行日 {version.since}",
                    f"expected a last day not before the day of effect {version.since}",
                )
            for other in self.now.values():
                if (
                    other.regulation == version.regulation
                    and other is not version
                    and _overlap(version, other)
                ):
                    self._refuse(
                        arrival.read,
                        f"{version.since}",
                        f"与版本 {other.version}（{other.since} 起）同时有效；请用 --effective、--until 写明",
                        f"stands beside version {other.version} (since {other.since}); state --effective and --until",
                    )

    def closing(self) -> list[Arrival]:
        """Return the arrivals, each with the versions of its regulation that it brings to an end."""
        before = {(v.regulation, v.version): v.until for v in self.before}
        done = []
        for arrival in self.arrivals:
            if arrival.version is None:
                done.append(arrival)
                continue
            of = [v for v in self.now.values() if v.regulation == arrival.version.regulation]
            ended = tuple(
                Closing(v.version, v.last, v.is_last_at_latest)
                for v in closed(of)
                if v.last is not None
                and v.until == arrival.version.since
                and before.get((v.regulation, v.version), date.min) != v.until
            )
            done.append(replace(arrival, closes=ended))
        return done


def _overlap(one: TextVersion, other: TextVersion) -> bool:
    """Whether the stated days of two versions overlap; an open end is closed by the later version."""
    if one.since is None or other.since is None:
        return False
    if one.since == other.since:
        return True
    first, second = sorted((one, other), key=lambda v: v.since or date.min)
    return first.until is not None and second.since is not None and first.until > second.since


def kept(arrivals: Sequence[Arrival], library: Library) -> list[TextVersion]:
    """Return the versions that the library holds after the arrivals, in a fixed order."""
    now = {(v.regulation, v.version): v for v in library.stored}
    for arrival in arrivals:
        if arrival.version is not None and arrival.verdict is Verdict.DATED:
            now = {key: v for key, v in now.items() if v.digest != arrival.version.digest}
        if arrival.version is not None:
            now[arrival.version.regulation, arrival.version.version] = arrival.version
    return [now[key] for key in sorted(now)]
