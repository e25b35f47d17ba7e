"""What one named party owes another: each norm with what it depends on, and those that fail for want of a relation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from paizhu.norms import wording
from paizhu.norms.base import Base, Rule
from paizhu.norms.model import Condition
from paizhu.norms.toward import Named, naming
from paizhu.registry.day import Day
from paizhu.registry.local import Held, applying
from paizhu.registry.parties import post_id
from paizhu.registry.ruling import Here
from paizhu.web import entries, links, shown
from paizhu.web.registry.moment import Moment

_ORDER = list(shown.MODALITY_WORDS)
SHORT = 5
MODALITIES = {"duty": _("Duties"), "power": _("Powers"), "prohibition": _("Prohibitions")}


@dataclass(frozen=True, slots=True)
class Line:
    """One norm. rests_on: the relations that it needs; circumstance: a fact that the base cannot see.

    lacks: what fails; empty for a norm that holds.
    """

    act: str
    modality: str
    word: str | Promise
    entry: SafeString
    ruling: str
    circumstance: str
    rests_on: list[str]
    lacks: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """The norms of one modality. opened: shown at once; the long list of powers is folded."""

    modality: str
    word: str | Promise
    lines: list[Line]
    opened: bool


@dataclass(frozen=True, slots=True)
class Between:
    """The norms of one party toward another: those that hold, and those that lack a relation."""

    bearer: str
    toward: str
    lines: list[Line]
    lacking: list[Line]

    @property
    def groups(self) -> list[Group]:
        found = []
        for modality in _ORDER:
            lines = [line for line in self.lines if line.modality == modality]
            if lines:
                found.append(
                    Group(modality, MODALITIES[modality], lines, modality != "power" or len(lines) <= SHORT)
                )
        return found


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organs, ready to be looked at. packs: the local norms that hold for both."""

    registry: Here
    packs: tuple[Held, ...]
    base: Base
    day: Day
    moment: Moment
    lang: str


def pair_of(registry: Here, x: str, z: str, moment: Moment, lang: str) -> Pair:
    """Return what is needed to look at two organs; local norms over the base where they hold for both."""
    day = registry.day(moment.on)
    packs = applying(registry.packs, [x, z], day.parties)
    return Pair(registry, packs, registry.over(packs), day, moment, lang)


def owed(of: Pair, bearer: str, toward: str) -> Between:
    """Return the norms of one party toward another."""
    found = naming(of.base, of.day.world, bearer, toward, of.moment.on.toordinal())
    return _between(of, bearer, toward, found)


def owed_by_posts(of: Pair, bearer: str, toward: str) -> list[Between]:
    """Return the norms between the posts of two organs, and between a post and an organ, that the organs' own lack.

    Of several posts of the same kinds the first stands for all.
    """
    on, told = of.moment.on.toordinal(), {r.norm.id for r, _ in naming_of(of, bearer, toward)}
    made = []
    for one, other in _with_posts(of, bearer, toward):
        named = naming(of.base, of.day.world, one, other, on)
        found = [(rule, failing) for rule, failing in named if not failing and rule.norm.id not in told]
        told |= {rule.norm.id for rule, _ in found}
        if found:
            made.append(_between(of, one, other, found))
    return made


def naming_of(of: Pair, bearer: str, toward: str) -> list[Named]:
    """Return the norms that name both organs and hold."""
    found = naming(of.base, of.day.world, bearer, toward, of.moment.on.toordinal())
    return [(rule, failing) for rule, failing in found if not failing]


def _with_posts(of: Pair, bearer: str, toward: str) -> Iterable[tuple[str, str]]:
    bearers, towards = [bearer, *_posts(of, bearer)], [toward, *_posts(of, toward)]
    return ((one, other) for one in bearers for other in towards if (one, other) != (bearer, toward))


def _posts(of: Pair, organ: str) -> list[str]:
    """One post of an organ for each set of kinds."""
    ids = [post_id(p.id) for p in of.registry.chart.posts.values() if p.organ == organ]
    kinds = of.day.world.kinds
    return list({kinds[id_]: id_ for id_ in reversed(ids) if id_ in kinds}.values())[::-1]


def _between(of: Pair, bearer: str, toward: str, found: list[Named]) -> Between:
    ordered = sorted(
        found,
        key=lambda n: (
            _ORDER.index(n[0].norm.modality.value),
            not n[0].norm.when,
            n[0].norm.act,
            n[0].norm.id,
        ),
    )
    lines = [_line(of, bearer, toward, rule, failing) for rule, failing in ordered]
    return Between(
        of.day.names[bearer],
        of.day.names[toward],
        [line for line in lines if not line.lacks],
        [line for line in lines if line.lacks],
    )


def _line(of: Pair, bearer: str, toward: str, rule: Rule, failing: tuple[Condition, ...]) -> Line:
    norm, lang = rule.norm, of.lang
    return Line(
        act=of.base.acts[norm.act].name.in_(lang),
        modality=norm.modality.value,
        word=shown.MODALITY_WORDS[norm.modality.value],
        entry=entries.line(norm.id, lang),
        ruling=links.rule(bearer, norm.act, toward, of.moment.on),
        circumstance=norm.circumstance.in_(lang) if norm.circumstance else "",
        rests_on=[wording.condition(of.base, norm, c, lang) for c in norm.when if c not in failing],
        lacks=[wording.condition(of.base, norm, c, lang) for c in failing],
    )
