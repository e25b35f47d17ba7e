"""Reads the files of a pack into the model; all faults at once, with file and line."""

from pathlib import Path

from msgspec import ValidationError, convert

from paizhu.norms.approvals import with_approvals
from paizhu.norms.digest import digest_of
from paizhu.norms.errors import PackError
from paizhu.norms.model import (
    Act,
    Archetype,
    Interpretation,
    Kind,
    LayWords,
    Link,
    Outside,
    Phrasing,
    Phrasings,
    Rank,
    Relation,
    Stance,
)
from paizhu.norms.pack import Pack
from paizhu.norms.procedures_reader import read_procedures
from paizhu.norms.regulations_reader import conditions, read_regulations
from paizhu.norms.retention_reader import read_retention
from paizhu.norms.source import Faults, Fields, listed, load_yaml


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


def _world(root: Path, faults: Faults) -> tuple[tuple[Archetype, ...], tuple[Link, ...]]:
    f = Fields(load_yaml(root / "world.yaml", "world.yaml", faults), "world.yaml", faults)
    parties = []
    for party in f.each("parties"):
        parties.append(Archetype(party.string("id"), party.strings("kinds")))
        party.done()
    links = tuple(Link(c.relation, c.subject, c.object) for c in conditions(f, "relations"))
    f.done()
    return tuple(parties), links


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
