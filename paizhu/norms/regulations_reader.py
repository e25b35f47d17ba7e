"""Reads the regulations of a pack with their versions, provisions and norms."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from paizhu.norms.model import (
    Approval,
    Condition,
    Deadline,
    Every,
    Listing,
    Modality,
    Norm,
    Provision,
    Regulation,
    Rolls,
    Text,
    Unit,
    Verified,
    Version,
)
from paizhu.norms.source import CONDITION, Faults, Fields, load_yaml, read_text

QUOTE_LIMIT = 25  # characters; a norm shows a phrase of its article, never the article


def conditions(f: Fields, key: str) -> tuple[Condition, ...]:
    """Return the conditions under a key, each three words."""
    found = []
    for line in f.strings(key):
        match = CONDITION.match(line)
        if match:
            found.append(Condition(*match.groups()))
        else:
            f.fault(f"{key}: {line!r}, expected three words such as: bearer supervises toward")
    return tuple(found)


def read_regulations(root: Path, faults: Faults) -> tuple[tuple[Regulation, ...], tuple[Norm, ...]]:
    """Return what `regulations/*.yaml` say. One file holds one version; the newest one's heading names the regulation."""
    norms: list[Norm] = []
    found: dict[str, list[Regulation]] = {}
    for path in sorted((root / "regulations").glob("*.yaml")):
        file = path.relative_to(root).as_posix()
        before = len(faults.found)
        value = load_yaml(path, file, faults)
        if value is None:
            if len(faults.found) == before:
                faults.add(file, 1, "empty, expected a version of a regulation")
            continue
        regulation = _regulation(Fields(value, file, faults), norms)
        found.setdefault(regulation.id, []).append(regulation)
    merged = []
    for same in found.values():
        same.sort(key=_start)
        versions = tuple(r.versions[0] for r in same)
        names = tuple(dict.fromkeys(name for r in same for name in r.names))
        merged.append(replace(same[-1], versions=versions, names=names))
    return tuple(merged), tuple(norms)


def _start(regulation: Regulation) -> date:
    # A version without `since` is a fault already; it has to stand somewhere until that is told.
    since: date | None = regulation.versions[0].since
    return since or date.min


def _regulation(f: Fields, norms: list[Norm]) -> Regulation:
    version_id, since, until = f.token("version"), f.day("since"), f.until()
    verified = f.choice("verified", Verified)
    counting = f.choice("counting", Rolls, Rolls.BY_ANALOGY)
    regulation_id = f.string("regulation")
    provisions = []
    for p in f.each("provisions"):
        article = p.token("article")
        own = [
            _norm(n, regulation_id, version_id, article, since, until, verified, counting)
            for n in p.each("norms")
        ]
        none = p.text("none", None)
        if bool(own) == bool(none):
            p.fault(f"article {article}: expected either norms, or none with the reason")
        p.done()
        norms.extend(own)
        provisions.append(Provision(article, tuple(n.id for n in own), none))
    if since and until and until <= since:
        f.fault(f"last_day: lies before since ({since})")
    encoded = f.string("encoded")
    if encoded not in ("complete", "partial"):
        f.fault(f"encoded: got {encoded!r}, expected complete or partial")
    version = Version(
        id=version_id,
        since=since,
        until=until,
        articles=f.integer("articles"),
        complete=encoded == "complete",
        verified=verified,
        provisions=tuple(provisions),
        adopted_on=f.day("adopted_on", None),
        promulgated_on=f.day("promulgated_on", None),
        gap=f.text("gap", None),
        lapsed=f.flag("lapsed"),
        text=f.string("text", ""),
        note=f.text("note", None),
    )
    regulation = Regulation(
        regulation_id,
        f.text("title"),
        f.text("short"),
        f.string("rank"),
        f.text("issuer"),
        (version,),
        f.strings("names"),
        f.file,
    )
    f.done()
    return regulation


def _norm(
    f: Fields,
    regulation: str,
    version: str,
    article: str,
    since: object,
    until: object,
    verified: Verified,
    counting: Rolls,
) -> Norm:
    norm = Norm(
        id=f.string("id"),
        regulation=regulation,
        version=version,
        article=article,
        modality=f.choice("modality", Modality),
        bearers=f.strings("bearer", ...),
        act=f.string("act"),
        toward=f.strings("toward"),
        quote=f.string("quote"),
        gist=f.text("gist"),
        since=f.day("since", since),
        until=f.until(default=until),  # type: ignore[arg-type]  # a date or None, as read from the version
        verified=f.choice("verified", Verified, verified),
        paragraph=f.integer("paragraph", None),
        item=f.string("item", None),
        when=conditions(f, "when"),
        unless=conditions(f, "unless"),
        circumstance=f.text("circumstance", None),
        includes_sub_acts=f.flag("includes_sub_acts"),
        deadline=_deadline(f.inner("deadline"), counting),
        every=_every(f.inner("every")),
        listing=_listing(f.inner("listing")),
        approval=_approval(f.inner("approval")),
        effective=f.text("effective", None),
        note=f.text("note", None),
        file=f.file,
        line=f.line,
    )
    if len(norm.quote or "") > QUOTE_LIMIT:
        f.fault(f"quote: {len(norm.quote)} characters, expected {QUOTE_LIMIT} at most")
    f.done()
    return norm


def _deadline(f: Fields | None, counting: Rolls) -> Deadline | None:
    if f is None:
        return None
    length, unit = f.integer("length", None), f.choice("unit", Unit, None)
    if (length is None) != (unit is None):
        f.fault("deadline: length and unit go together")
    if length is not None and length < 1:
        f.fault(f"deadline: length {length}, expected 1 or more")
    deadline = Deadline(
        f.text("wording"),
        length,
        unit,
        f.text("event", None),
        f.text("extension", None),
        _counting(f, unit, counting),
    )
    f.done()
    return deadline


def _counting(f: Fields, unit: Unit | None, counting: Rolls) -> Rolls:
    """The counting rule of a deadline; hours run through days off whatever the version says."""
    of_unit = Rolls.NEVER if unit is Unit.HOUR else counting
    given = f.choice("counting", Rolls, of_unit)
    if unit is None and f.has("counting"):
        f.fault("counting: there is nothing to count without length and unit")
    if unit is Unit.HOUR and given is not Rolls.NEVER:
        f.fault(f"counting: got {given.value!r}, expected never: hours do not move off a day off")
    return given


PERIODS = ("month", "quarter", "half_year", "year")


def _every(f: Fields | None) -> Every | None:
    if f is None:
        return None
    every = Every(f.text("wording"), f.integer("times", None), f.string("per", None))
    if (every.times is None) != (every.per is None):
        f.fault("every: times and per go together")
    if every.per is not None and every.per not in PERIODS:
        f.fault(f"per: got {every.per!r}, expected one of {', '.join(PERIODS)}")
    f.done()
    return every


def _listing(f: Fields | None) -> Listing | None:
    if f is None:
        return None
    listing = Listing(f.text("about"), tuple(_item(item) for item in f.each("items")))
    if not listing.items:
        f.fault("listing: no items")
    f.done()
    return listing


def _item(f: Fields) -> Text:
    return read_text(f, "items")


def _approval(f: Fields | None) -> Approval | None:
    if f is None:
        return None
    approval = Approval(f.text("wording"), f.strings("by"))
    f.done()
    return approval
