"""The independent encoding: a pack, a world and questions as facts, answered by clingo with oracle.lp.

Nothing of the reasoning code is used here: kinds and acts are closed, and paths are followed, by the program.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import clingo

from paizhu.norms.decide import Question
from paizhu.norms.model import Condition, Link, Norm
from paizhu.norms.pack import Pack

PROGRAM = (Path(__file__).parent / "oracle.lp").read_text("utf-8")
OPEN = date.max
_STEP = re.compile(r"(~?)(\w+)(?:\[(\w+)\])?")


@dataclass
class Answered:
    """What the program derives for one question; misses as (norm, what fails), owed as (bearer, toward, norm)."""

    answer: str = ""
    grounds: set[str] = field(default_factory=set)
    misses: set[tuple[str, str]] = field(default_factory=set)
    exceptions: set[str] = field(default_factory=set)
    caveats: set[str] = field(default_factory=set)
    owed: set[tuple[str, str, str]] = field(default_factory=set)


def ask(
    pack: Pack,
    parties: dict[str, frozenset[str]],
    links: tuple[Link, ...],
    questions: list[Question],
    *,
    owing: bool = True,
) -> list[Answered]:
    """Return the answer to each question; all of one world are answered in one run.

    owing: whether to work out who does owe the act, too; not in a world of archetypes.
    """
    facts = [*_pack(pack), *_world(parties, links), *_questions(questions)]
    if owing:
        facts.append("owing")
    control = clingo.Control(["--warn=none"])
    control.add("base", [], PROGRAM + "\n".join(f"{fact}." for fact in facts))
    control.ground([("base", [])])
    found = [Answered() for _ in questions]
    models = 0
    with control.solve(yield_=True) as solving:
        for model in solving:
            models += 1
            for symbol in model.symbols(shown=True):
                _note(found[symbol.arguments[0].number], symbol)
    # The program is stratified: one model, or the encoding itself is wrong.
    assert models == 1
    return found


def _note(answered: Answered, symbol: clingo.Symbol) -> None:
    match symbol.name, [str(a).strip('"') for a in symbol.arguments[1:]]:
        case "answer", [answer]:
            assert not answered.answer, f"two answers: {answered.answer} and {answer}"
            answered.answer = answer
        case "ground", [norm]:
            answered.grounds.add(norm)
        case "near_miss", [norm, fails]:
            answered.misses.add((norm, fails))
        case "owed", [bearer, toward, norm]:
            answered.owed.add((bearer, toward, norm))
        case "exception", [norm]:
            answered.exceptions.add(norm)
        case "caveats", [norm]:
            answered.caveats.add(norm)


def _pack(pack: Pack) -> Iterator[str]:
    yield f"reaches_back_to({pack.reaches.toordinal()})"
    yield f'led_within("{pack.within}")'
    for kind in pack.kinds:
        yield f'kind("{kind.id}")'
        yield from (f'parent("{kind.id}","{above}")' for above in kind.parents)
    for act in pack.acts:
        yield f'act("{act.id}")'
        above, dot, _ = act.id.rpartition(".")
        if dot:
            yield f'act_parent("{act.id}","{above}")'
    for relation in pack.relations:
        yield from _steps(relation.id, relation.path)
    ranks = {r.id: r for r in pack.ranks}
    rank_of = {r.id: ranks[r.rank] for r in pack.regulations}
    for norm in pack.norms:
        rank = rank_of[norm.regulation]
        yield f'rank("{norm.id}","{rank.order}",{rank.level})'
        yield from _norm(norm)
    for reading in pack.interpretations:
        span = f"{reading.since.toordinal()},{(reading.until or OPEN).toordinal()}"
        yield f'reading("{reading.id}","{reading.act}",{reading.stance},{span})'
        yield from (f'reading_bearer("{reading.id}","{k}")' for k in reading.bearers)
        yield from (f'reading_toward("{reading.id}","{k}")' for k in reading.toward)


def _steps(relation: str, path: str | None) -> Iterator[str]:
    for n, alternative in enumerate(path.split("|") if path else ()):
        steps = alternative.split("/")
        yield f'steps("{relation}",{n},{len(steps)})'
        for i, step in enumerate(steps):
            match = _STEP.fullmatch(step.strip())
            assert match
            yield f'step("{relation}",{n},{i},"{match[2]}",{"back" if match[1] else "ahead"})'
            if match[3]:
                yield f'filter("{relation}",{n},{i},"{match[3]}")'


def _norm(norm: Norm) -> Iterator[str]:
    span = f"{norm.since.toordinal()},{(norm.until or OPEN).toordinal()}"
    yield f'norm("{norm.id}",{norm.modality},"{norm.act}",{span})'
    yield from (f'bearer("{norm.id}","{k}")' for k in norm.bearers)
    yield from (f'toward("{norm.id}","{k}")' for k in norm.toward)
    if norm.includes_sub_acts:
        yield f'includes_sub_acts("{norm.id}")'
    for name, conditions in (("when", norm.when), ("unless", norm.unless)):
        for n, condition in enumerate(conditions):
            yield f'{name}("{norm.id}",({name},"{norm.id}",{n}))'
            yield f'condition(({name},"{norm.id}",{n}),{_ends(condition)})'


def _ends(condition: Condition) -> str:
    first, second = (
        end if end in ("bearer", "toward") else f'"{end}"' for end in (condition.subject, condition.object)
    )
    return f'{first},"{condition.relation}",{second}'


def _world(parties: dict[str, frozenset[str]], links: tuple[Link, ...]) -> Iterator[str]:
    for party, kinds in parties.items():
        yield f'party("{party}")'
        yield from (f'has("{party}","{k}")' for k in kinds)
    for link in links:
        span = f"{link.since.toordinal()},{(link.until or OPEN).toordinal()}"
        yield f'link("{link.relation}","{link.subject}","{link.object}",{span})'


def _questions(questions: list[Question]) -> Iterator[str]:
    for n, question in enumerate(questions):
        yield f'asks({n},"{question.bearer}","{question.act}",{question.on.toordinal()})'
        if question.toward is not None:
            yield f'asks_toward({n},"{question.toward}")'
