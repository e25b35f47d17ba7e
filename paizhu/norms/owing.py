"""Who duties bind toward a party of some kinds: by the link that ties bearer and counterpart, for all such parties."""

from typing import NamedTuple

from paizhu.norms.model import Condition
from paizhu.norms.rules import Rule, Speaking, Test


class Duties(NamedTuple):
    """Duties that bind the same kinds under the same conditions; tests: those beyond the link."""

    bearers: frozenset[str]
    tests: tuple[Test, ...]
    rules: tuple[Rule, ...]


class Owing(NamedTuple):
    """Duties whose bearers are found along the same link (None: along none); bearers: all the kinds they bind."""

    link: Condition | None
    bearers: frozenset[str]
    duties: tuple[Duties, ...]


def owing_on(speaking: Speaking, toward: frozenset[str], on: int) -> tuple[Owing, ...]:
    """Return the duties on the act and below it that name one of the kinds and are in force, by link and in groups."""
    links: dict[Condition | None, dict[tuple[frozenset[str], int], list[Rule]]] = {}
    for rule in (*speaking.direct, *speaking.below):
        if rule.is_duty and not toward.isdisjoint(rule.toward):
            groups = links.setdefault(rule.link, {})
            alike = groups.setdefault((rule.bearers, rule.conditions), [])
            if rule.in_force(on):  # asked last, so that the order is the same on every day
                alike.append(rule)
    in_force = ((link, [rules for rules in groups.values() if rules]) for link, groups in links.items())
    return tuple(_owing(link, groups) for link, groups in in_force if groups)


def _owing(link: Condition | None, groups: list[list[Rule]]) -> Owing:
    duties = tuple(
        Duties(
            rules[0].bearers,
            tuple(t for t in rules[0].tests if t.condition != link or not t.wanted),
            tuple(rules),
        )
        for rules in groups
    )
    return Owing(link, frozenset().union(*(d.bearers for d in duties)), duties)
