"""What must hold of every ruling: on random small worlds, and on the real pack."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from paizhu.norms import result
from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, Ruling, applies, decide
from paizhu.norms.model import Act, Kind
from paizhu.norms.rules import Rule
from paizhu.norms.tests.worlds import NOTHING, Small, small

SEEDS = st.integers(min_value=2_000_000, max_value=9_000_000)


def rulings(case: Small) -> list[Ruling]:
    base = case.base
    world = case.world(base)
    return [decide(question, base, world) for question in case.questions]


def content(ruling: Ruling) -> tuple[object, ...]:
    """Everything that a ruling says, by the ids of its norms."""
    return (
        ruling.answer,
        ruling.basis,
        [r.norm.id for r in (*ruling.grounds, *ruling.exceptions, *ruling.caveats, *ruling.instead)],
        [(m.rule.norm.id, m.fails, m.conditions) for m in ruling.near_misses],
        [(o.bearer, o.toward, [r.norm.id for r in o.rules]) for o in ruling.owed_by],
        [(c.prohibition.norm.id, c.other.norm.id, c.settled_by) for c in ruling.conflicts],
        [i.id for i in ruling.interpretations],
        ruling.relations,
    )


@given(SEEDS)
def test_a_norm_on_an_unrelated_act_changes_no_ruling(seed: int) -> None:
    case = small(seed)
    pack = case.pack
    extra = structs.replace(pack.norms[0], id="unrelated", act="elsewhere")
    wider = structs.replace(pack, acts=(*pack.acts, Act("elsewhere", NOTHING)), norms=(extra, *pack.norms))
    assert [content(r) for r in rulings(replace(case, pack=wider))] == [content(r) for r in rulings(case)]


@given(SEEDS)
def test_a_norm_for_nobody_here_changes_no_answer(seed: int) -> None:
    case = small(seed)
    pack = case.pack
    extra = structs.replace(pack.norms[0], id="unrelated", bearers=("stranger",))
    wider = structs.replace(
        pack, kinds=(*pack.kinds, Kind("stranger", NOTHING, ())), norms=(*pack.norms, extra)
    )
    for before, after in zip(rulings(case), rulings(replace(case, pack=wider)), strict=True):
        # It may end an agreement: then a norm is about exactly this act, whomever it binds.
        if before.basis != "agreement":
            assert content(after)[:3] == content(before)[:3]


@given(SEEDS)
def test_a_prohibition_reaches_every_sub_act(seed: int) -> None:
    case = small(seed)
    base = case.base
    world = case.world(base)
    for ruling in (decide(question, base, world) for question in case.questions):
        if ruling.answer is Answer.FORBIDDEN:
            for act in base.acts:
                if act.startswith(ruling.question.act + "."):
                    below = decide(replace(ruling.question, act=act), base, world)
                    met = {*below.grounds, *(c.prohibition for c in below.conflicts)}
                    assert met.issuperset(ruling.grounds)


@given(SEEDS)
def test_what_is_limited_or_excepted_stands_when_asked_by_itself(seed: int) -> None:
    case = small(seed)
    base = case.base
    world = case.world(base)
    for ruling in (decide(question, base, world) for question in case.questions):
        limited = ruling.grounds if ruling.answer is Answer.LIMITED else ()
        for rule in (*limited, *ruling.exceptions):
            below = decide(replace(ruling.question, act=rule.norm.act), base, world)
            assert below.answer in (Answer.REQUIRED, Answer.PERMITTED)


def _triples(base: Base) -> list[tuple[str, str, str]]:
    """Every (bearer kind, act, toward kind) that a norm names; toward itself, where it names none."""
    found = {
        (bearer, norm.act, toward)
        for norm in base.pack.norms
        for bearer in norm.bearers
        for toward in norm.toward or (bearer,)
    }
    return sorted(found)


def _turning(rule: Rule, day: int) -> int | None:
    """The day on which the rule is in force, if it starts or stops between the day before and `day`."""
    return day if rule.since == day else day - 1 if rule.until == day else None


def test_an_answer_changes_exactly_where_a_norm_that_applies_starts_or_stops(base: Base) -> None:
    """Over the whole real pack: each turning day against the day before it, for all triples that norms name."""
    bare, world = Bare(base, base.archetypes), base.archetypes
    triples, readings = _triples(base), {i.since for i in base.pack.interpretations}
    changes = 0
    for turning in base.turning_days[1:]:
        day = turning.toordinal()
        starting = {r for r in base.rules if _turning(r, day) is not None}
        for bearer, act, toward in triples:
            before, after = bare.ask(bearer, act, toward, day - 1), bare.ask(bearer, act, toward, day)
            speaking = base.speaking[act]
            turned = [r for r in (*speaking.direct, *speaking.below, *speaking.caveats) if r in starting]
            applied = [r for r in turned if applies(world, r, bearer, toward, _turning(r, day) or day)]
            if before != after:
                changes += 1
                spoken = any(r.norm.act == act for r in turned)  # it can end or open an agreement
                assert applied or spoken or turning in readings, (turning, bearer, act, toward, before, after)
            grounded = {r.norm.id for r in applied} & {*before[1], *after[1]}
            assert (before[1] != after[1]) or not grounded, (turning, bearer, act, toward, grounded)
    assert changes > 1000


def test_the_bare_answer_is_the_rulings(base: Base) -> None:
    bare, world, draw = Bare(base, base.archetypes), base.archetypes, Random(5)
    days = base.turning_days
    for bearer, act, toward in draw.sample(_triples(base), 1500):
        asked = draw.choice(base.above(act))
        on = draw.choice(days) + timedelta(days=draw.randint(-2, 2))
        ruling = decide(Question(bearer, asked, toward, on), base, world)
        grounds = tuple(r.norm.id for r in ruling.grounds)
        assert bare.ask(bearer, asked, toward, on.toordinal()) == (ruling.answer, grounds)
        anyone = Question(bearer, asked, None, on)
        ruling = decide(anyone, base, world)
        assert bare.said(anyone) == (ruling.answer, tuple(r.norm.id for r in ruling.grounds))


SAME_BYTES = """
import json, sys
from paizhu import places
from paizhu.norms.store import open_base
from paizhu.norms.tests.test_properties import as_json
sys.stdout.buffer.write(as_json(open_base(places.packs() / "discipline")))
"""


def as_json(base: Base) -> bytes:
    """Two hundred rulings of the real pack, as the faces print them."""
    draw, found = Random(11), []
    for bearer, act, toward in draw.sample(_triples(base), 200):
        on = draw.choice(base.turning_days)
        ruling = decide(Question(bearer, draw.choice(base.above(act)), toward, on), base, base.archetypes)
        found.append(result.of_ruling(ruling, base, draw.choice(["zh", "en"])))
    return json.dumps(found, ensure_ascii=False).encode()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_input_same_bytes(base: Base, seed: str) -> None:
    """In another process, with another order of sets."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": ""}
    again = subprocess.run(
        [sys.executable, "-c", SAME_BYTES], env=environment, capture_output=True, check=False
    )
    assert again.returncode == 0, again.stderr.decode()
    assert again.stdout == as_json(base)
