"""Reads the files of a pack into the model; all faults at once, with file and line."""

from datetime import date
from pathlib import Path

from msgspec import ValidationError, convert
from msgspec.structs import replace

from paizhu.norms.approvals import with_approvals
from paizhu.norms.digest import digest_of
from paizhu.norms.errors import PackError
from paizhu.norms.model import (
    Act,
    Approval,
    Archetype,
    Condition,
    Deadline,
    Every,
    Interpretation,
    Kind,
    LayWords,
    Link,
    Listing,
    Modality,
    Norm,
    Outside,
    Phrasing,
    Phrasings,
    Provision,
    Rank,
    Regulation,
    Relation,
    Rolls,
    Stance,
    Text,
    Unit,
    Verified,
    Version,
)
from paizhu.norms.pack import Pack
from paizhu.norms.procedures_reader import read_procedures
from paizhu.norms.retention_reader import read_retention
from paizhu.norms.source import CONDITION, Faults, Fields, listed, load_yaml, read_text

QUOTE_LIMIT = 25  # characters; a norm shows a phrase of its article, never the article


def read_pack(root: Path, faults: Faults) -> Pack:
    """Return what the files of `root` say; whatever is wrong is added to `faults`.

    Raises PackError at once only when `root` is not a pack at all.
    """
    if not (root / "pack.yaml").is_file():
        faults.add(str(root), 1, "no pack.yaml here: not a norm pack")
        raise PackError(faults.found)
    head = Fields(load_yaml(root / "pack.yaml", "pack.yaml", faults), "pack.yaml", faults)
    ranks = tuple(_rank(f) for f in head.each("ranks"))
    regulations, norms = read_regulations(root, faults)
    archetypes, links = _world(root, faults)
    act_fields = [
        f for path in sorted((root / "vocabulary/acts").glob("*.yaml")) for f in _listed(root, path, faults)
    ]
    acts, norms = with_approvals(tuple(_act(f) for f in act_fields), norms)
    pack = Pack(
        id=head.string("id"),
        title=head.text("title"),
        reaches=head.day("reaches"),
        digest=digest_of(root),
        within=head.string("within"),
        ranks=ranks,
        kinds=tuple(_kind(f) for f in _listed(root, root / "vocabulary/kinds.yaml", faults)),
        acts=acts,
        relations=tuple(_relation(f) for f in _listed(root, root / "vocabulary/relations.yaml", faults)),
        regulations=regulations,
        norms=norms,
        interpretations=tuple(
            _interpretation(f) for f in _listed(root, root / "interpretations.yaml", faults)
        ),
        archetypes=archetypes,
        links=links,
        elsewhere=_elsewhere(root, faults),
        apart=_apart(root, faults),
        procedures=read_procedures(root, faults),
        retention=read_retention(root, faults),
        phrasings=Phrasings(
            _phrasing(f)
            for path in sorted((root / "phrasings").glob("*.yaml"))
            for f in _listed(root, path, faults)
        ),
        lay_words=tuple(
            _lay_words(f)
            for path in sorted((root / "search").glob("*.yaml"))
            for f in _listed(root, path, faults)
        ),
    )
    head.done()
    return pack


def _listed(root: Path, path: Path, faults: Faults) -> list[Fields]:
    return list(listed(path, path.relative_to(root).as_posix(), faults))


def _elsewhere(root: Path, faults: Faults) -> tuple[str, ...]:
    file = "vocabulary/elsewhere.yaml"
    if not (root / file).is_file():
        return ()
    groups = load_yaml(root / file, file, faults)
    words = (
        [w for group in groups if isinstance(group, list) for w in group] if isinstance(groups, list) else []
    )
    if not words or not all(isinstance(word, str) for word in words):
        faults.add(file, 1, "expected a list of lists of words")
        return ()
    return tuple(words)


def _apart(root: Path, faults: Faults) -> tuple[tuple[tuple[str, ...], ...], ...]:
    file = "vocabulary/apart.yaml"
    if not (root / file).is_file():
        return ()
    found = load_yaml(root / file, file, faults)
    try:
        return convert(found, tuple[tuple[tuple[str, ...], ...], ...])
    except ValidationError:
        faults.add(file, 1, "expected a list of groups; a group is a list of things, a thing a list of words")
        return ()


def _rank(f: Fields) -> Rank:
    rank = Rank(f.string("id"), f.string("order"), f.integer("level"), f.own_text())
    f.done()
    return rank


def _kind(f: Fields) -> Kind:
    kind = Kind(
        f.string("id"),
        f.own_text(),
        f.strings("parents"),
        f.strings("zh_also"),
        f.strings("en_also"),
        f.text("note", None),
        f.file,
        f.line,
    )
    f.done()
    return kind


def _act(f: Fields) -> Act:
    act = Act(
        f.string("id"),
        f.own_text(),
        f.strings("zh_also"),
        f.strings("en_also"),
        f.text("note", None),
        f.strings("instead"),
        f.file,
        f.line,
    )
    f.done()
    return act


def _relation(f: Fields) -> Relation:
    relation = Relation(
        f.string("id"), f.own_text(), f.string("path", None), f.string("basis", ""), f.file, f.line
    )
    f.done()
    return relation


def _conditions(f: Fields, key: str) -> tuple[Condition, ...]:
    conditions = []
    for line in f.strings(key):
        match = CONDITION.match(line)
        if match:
            conditions.append(Condition(*match.groups()))
        else:
            f.fault(f"{key}: {line!r}, expected three words such as: bearer supervises toward")
    return tuple(conditions)


def _world(root: Path, faults: Faults) -> tuple[tuple[Archetype, ...], tuple[Link, ...]]:
    f = Fields(load_yaml(root / "world.yaml", "world.yaml", faults), "world.yaml", faults)
    parties = []
    for party in f.each("parties"):
        parties.append(Archetype(party.string("id"), party.strings("kinds")))
        party.done()
    links = tuple(Link(c.relation, c.subject, c.object) for c in _conditions(f, "relations"))
    f.done()
    return tuple(parties), links


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
        when=_conditions(f, "when"),
        unless=_conditions(f, "unless"),
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


def _interpretation(f: Fields) -> Interpretation:
    reading = Interpretation(
        id=f.string("id"),
        act=f.string("act"),
        bearers=f.strings("bearer", ...),
        toward=f.strings("toward"),
        stance=f.choice("stance", Stance),
        author=f.string("author"),
        gist=f.text("gist"),
        since=f.day("since"),
        until=f.until(),
        regulation=f.string("regulation", ""),
        article=f.string("article", ""),
        source=f.string("source", ""),
        file=f.file,
        line=f.line,
    )
    f.done()
    return reading


def _phrasing(f: Fields) -> Phrasing:
    norm = f.string("norm", "")
    outside = f.choice("outside", Outside, None)
    about = f.inner("about")
    bearer = act = toward = ""
    if about is not None:
        bearer, act, toward = about.string("bearer"), about.string("act"), about.string("toward", "")
        about.done()
    if [outside is not None, bool(norm), about is not None].count(True) != 1:
        f.fault("expected one of norm, about, outside")
    phrasing = Phrasing(f.strings("asks", ...), norm, bearer, act, toward, outside, f.file, f.line)
    f.done()
    return phrasing


def _lay_words(f: Fields) -> LayWords:
    words = LayWords(f.strings("lay", ...), f.strings("legal", ...))
    f.done()
    return words
