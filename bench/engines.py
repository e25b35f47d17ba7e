"""The same norms for Cedar and for casbin, so that they answer the same questions with yes or no.

Both get every norm that speaks to an act of the questions, can bind two parties of the country, and is in force on a
day of the questions: the kinds of bearer and counterpart, the relation between the two, first day and day after the
last; a prohibition as `forbid` and `deny`. The relations become what each engine offers for such things: a hierarchy
that a party is `in` (Cedar), or above which it has roles (casbin). Priorities between norms, near misses and grounds
have no counterpart there, and are not asked for.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from tempfile import NamedTemporaryFile
from typing import Any, Protocol

import casbin
import cedarpy
from asked import ASKED, FIRST, LAST
from city import COMMISSION, Country

from paizhu.norms.base import Base, Rule

# Whether the subject or the object of a stored relation lies above the other.
SUBJECT_ABOVE = {
    "stationed_at": True,
    "dispatches": True,
    "leads": True,
    "party_body_of": False,
    "subordinate_of": False,
    "post_of": False,
}
# What holds between two parties of one line: their kinds tell which.
DOWNWARD = ("supervises", "dispatches", "leads", "guides_inspects", "guides")


class Engine(Protocol):
    """Something that answers a question put in its own form: `call(*arguments(…))`, then `yes` of what it says."""

    name: str
    call: Callable[..., Any]

    def arguments(self, bearer: str, act: str, toward: str, on: date) -> tuple[Any, ...]: ...

    def yes(self, answer: Any) -> bool: ...


@dataclass(frozen=True, slots=True)
class Policy:
    """A norm as an engine can take it. line: "down" from the bearer to the counterpart, "up", or "any"."""

    allows: bool
    act: str
    bearers: tuple[str, ...]
    toward: tuple[str, ...]
    line: str
    since: int
    until: int


def policies(base: Base, country: Country) -> list[Policy]:
    """Return the norms that matter to the questions in this country."""
    lines = {
        kind_of(own): frozenset().union(*(base.lineage[k] for k in own))
        for own in set(country.kinds.values())
    }
    first, last = FIRST.toordinal(), LAST.toordinal()
    found = []
    for act in sorted({act for _, act, _ in ASKED}):
        for rule in base.speaking[act].direct:
            bearers = sorted(k for k, line in lines.items() if not line.isdisjoint(rule.bearers))
            toward = sorted(
                k for k, line in lines.items() if not rule.toward or not line.isdisjoint(rule.toward)
            )
            if rule.since <= last and rule.until > first and bearers and toward:
                days = (rule.since, rule.until)
                found.append(
                    Policy(not rule.prohibits, act, tuple(bearers), tuple(toward), _line(rule), *days)
                )
    return found


def _line(rule: Rule) -> str:
    # `unless central_committee leads …` never bars anything here: the country has no central committee.
    assert all(c.subject == "central_committee" for c in rule.norm.unless), rule.norm.id
    if rule.link is None:
        assert not rule.norm.when, rule.norm.id
        return "any"
    assert rule.link.relation in DOWNWARD, rule.norm.id
    return "down" if rule.link.subject == "bearer" else "up"


def kind_of(kinds: frozenset[str]) -> str:
    """Return the one kind by which the engines know a party."""
    return "commission" if kinds == COMMISSION else next(iter(kinds))


def above(country: Country) -> Iterable[tuple[str, str]]:
    """Yield (below, above) for every relation."""
    for relation, subject, target in country.rows:
        yield (target, subject) if SUBJECT_ABOVE[relation] else (subject, target)


class Cedar:
    """Cedar through cedarpy: policies and entities parsed once, one call for each question."""

    name = "cedarpy (yes or no)"
    call = staticmethod(cedarpy.is_authorized)

    def __init__(self, known: list[Policy], country: Country) -> None:
        self._kinds = {party: kind_of(own) for party, own in country.kinds.items()}
        parents: dict[str, list[dict[str, str]]] = {}
        for below, over in above(country):
            parents.setdefault(below, []).append(self._entity(over))
        entities = [{"uid": self._entity(p), "attrs": {}, "parents": parents.get(p, [])} for p in self._kinds]
        self._entities = cedarpy.Entities.from_json_str(json.dumps(entities))
        self._policies = cedarpy.PolicySet.from_str("\n".join(_cedar(p) for p in known))

    def _entity(self, party: str) -> dict[str, str]:
        return {"type": self._kinds[party], "id": party}

    def arguments(self, bearer: str, act: str, toward: str, on: date) -> tuple[Any, ...]:
        request = {
            "principal": self._entity(bearer),
            "action": {"type": "Action", "id": act},
            "resource": self._entity(toward),
            "context": {"on": on.toordinal()},
        }
        return request, self._policies, self._entities

    def yes(self, answer: Any) -> bool:
        return bool(answer.allowed)


def _cedar(policy: Policy) -> str:
    conditions = [f"context.on >= {policy.since} && context.on < {policy.until}"]
    scope = []
    for name, kinds in (("principal", policy.bearers), ("resource", policy.toward)):
        scope.append(f"{name} is {kinds[0]}" if len(kinds) == 1 else name)
        if len(kinds) > 1:
            conditions.append("(" + " || ".join(f"{name} is {k}" for k in kinds) + ")")
    if policy.line != "any":
        conditions.append("resource in principal" if policy.line == "down" else "principal in resource")
    effect = "permit" if policy.allows else "forbid"
    action = f'action == Action::"{policy.act}"'
    return f"{effect}({scope[0]}, {action}, {scope[1]}) when {{ {' && '.join(conditions)} }};"


CASBIN_MODEL = """
[request_definition]
r = sub, act, obj, on

[policy_definition]
p = bearer, act, toward, line, since, until, eft

[role_definition]
g = _, _
g2 = _, _

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = r.act == p.act && r.on >= p.since && r.on < p.until && g(r.sub, p.bearer) && g(r.obj, p.toward) && \
(p.line == "any" || p.line == "down" && g2(r.obj, r.sub) || p.line == "up" && g2(r.sub, r.obj))
"""


class _Rows(casbin.persist.Adapter):  # type: ignore[misc]  # casbin has no types
    """Hands over policies and relations at once; adding them one by one would take casbin hours."""

    def __init__(self, known: list[Policy], country: Country) -> None:
        self._known, self._country = known, country

    def load_policy(self, model: Any) -> None:
        for p in self._known:
            days = [date.fromordinal(n).isoformat() for n in (p.since, p.until)]
            for bearer, toward in product(p.bearers, p.toward):
                row = [bearer, p.act, toward, p.line, *days, "allow" if p.allows else "deny"]
                model.model["p"]["p"].policy.append(row)
        roles = model.model["g"]
        roles["g"].policy.extend([party, kind_of(own)] for party, own in self._country.kinds.items())
        roles["g2"].policy.extend(list(pair) for pair in above(self._country))


class _Fast(casbin.FastEnforcer):  # type: ignore[misc]  # casbin has no types
    """With both role definitions: FastEnforcer 1.43 reads only the first of a section."""

    def new_model(self, path: str = "", text: str = "") -> Any:
        model = super().new_model(path, text)
        model.add_def("g", "g2", "_, _")
        return model


class Casbin:
    """casbin's FastEnforcer, which looks only at the policies for the act asked about.

    g: the kind of a party.  g2: the party above it.  Days are texts, which compare like days.
    """

    name = "casbin FastEnforcer (yes or no)"

    def __init__(self, known: list[Policy], country: Country) -> None:
        with NamedTemporaryFile("w", suffix=".conf") as file:
            file.write(CASBIN_MODEL)
            file.flush()
            enforcer = _Fast(file.name, _Rows(known, country), cache_key_order=[1])
        self.call: Callable[..., Any] = enforcer.enforce

    def arguments(self, bearer: str, act: str, toward: str, on: date) -> tuple[Any, ...]:
        return bearer, act, toward, on.isoformat()

    def yes(self, answer: Any) -> bool:
        return bool(answer)
