"""How often a duty is owed in a whole period, by which norms, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from paizhu.norms.base import Rule
from paizhu.norms.expected.model import Doubt, Plan
from paizhu.norms.model import Verified


@dataclass(frozen=True, slots=True)
class Rate:
    """How often in a whole period. times: by all norms and plans; sure: by those that leave no doubt."""

    times: int
    sure: int
    rules: tuple[Rule, ...]
    plans: frozenset[str]
    doubts: frozenset[Doubt]


def _per(rule: Rule) -> str | None:
    return rule.norm.every.per if rule.norm.every else None


def rates(rules: Sequence[Rule], plans: Sequence[Plan]) -> dict[str, Rate]:
    """How often in each kind of period; empty where nothing sets one. plans: those for this very duty."""
    open_ended = [rule for rule in rules if _per(rule) is None]
    agreed = plans if open_ended else ()
    pers = {per for rule in rules if (per := _per(rule))} | {plan.per for plan in agreed}
    # A city's own number is the answer to its own wording, not to that of the norms above it.
    is_indefinite = any(rule.rank.order != "local" for rule in open_ended)
    return {per: _rate(per, rules, agreed, is_indefinite=is_indefinite) for per in sorted(pers)}


def _rate(per: str, rules: Sequence[Rule], plans: Sequence[Plan], *, is_indefinite: bool) -> Rate:
    asked = [
        (_times(rule), _doubts(rule, is_indefinite=is_indefinite)) for rule in rules if _per(rule) == per
    ]
    agreed = [plan for plan in plans if plan.per == per]
    asked += [(plan.times, {Doubt.INDEFINITE, Doubt.PLAN}) for plan in agreed]
    sure = max((times for times, doubts in asked if not doubts), default=0)
    return Rate(
        times=max(times for times, _ in asked),
        sure=sure,
        rules=tuple(rule for rule in rules if _per(rule) in {per, None}),
        plans=frozenset(plan.reference for plan in agreed),
        doubts=frozenset(doubt for times, doubts in asked if times > sure for doubt in doubts),
    )


def _times(rule: Rule) -> int:
    assert rule.norm.every
    return rule.norm.every.times or 0


def _doubts(rule: Rule, *, is_indefinite: bool) -> set[Doubt]:
    """Why the norm alone does not make what is missing a miss."""
    unverified = rule.norm.verified is not Verified.TEXT
    found = {
        Doubt.INDEFINITE: is_indefinite and (unverified or rule.rank.order == "local"),
        Doubt.UNVERIFIED: unverified,
        Doubt.CIRCUMSTANCE: rule.norm.circumstance is not None,
        Doubt.RELATION: bool(rule.toward) and rule.link is None,
    }
    return {doubt for doubt, holds in found.items() if holds}
