"""A power that needs an approval is also a duty to obtain it."""

import pytest
from msgspec.structs import replace

from paizhu.norms.approvals import ROOT, is_implied, with_approvals
from paizhu.norms.base import Base
from paizhu.norms.decide import Question, decide
from paizhu.norms.model import Act, Approval, Modality, Norm
from paizhu.norms.tests.asking import DUTY, POWER, PROHIBITION, norm
from paizhu.norms.tests.worlds import NOTHING

ACTS = (Act("help", NOTHING), Act(ROOT, NOTHING), Act(f"{ROOT}.own", NOTHING))


def approved(power: Norm) -> Norm:
    return replace(power, approval=Approval(NOTHING))


def implied(*norms: Norm) -> list[tuple[str, Modality, str]]:
    """The norms that were added, as id, modality and act."""
    return [(n.id, n.modality, n.act) for n in with_approvals(ACTS, norms)[1][len(norms) :]]


def test_power_with_an_approval_has_its_duty() -> None:
    assert implied(approved(norm("n", POWER))) == [("n.approval", DUTY, f"{ROOT}.help")]


@pytest.mark.parametrize(
    "given",
    [
        (norm("n", POWER),),
        (approved(norm("n", DUTY)),),
        (approved(norm("n", PROHIBITION)),),
        (approved(norm("n", POWER)), approved(norm("own", DUTY, f"{ROOT}.own"))),
    ],
    ids=["no approval", "duty", "prohibition", "stated by itself in the same words"],
)
def test_nothing_else_has_one(given: tuple[Norm, ...]) -> None:
    assert implied(*given) == []


def test_every_power_of_the_pack_that_needs_an_approval_has_its_duty(base: Base) -> None:
    """By itself in the same article and words, or read from the power: same parties, conditions and days."""
    stated = {_place(n) for n in base.pack.norms if n.act.startswith(ROOT) and not is_implied(n, base.norms)}
    powers = [n for n in base.pack.norms if n.modality is Modality.POWER and n.approval]
    assert powers
    for power in powers:
        duty = base.norms.get(f"{power.id}.approval")
        assert (duty is None) == (_place(power) in stated), power.id
        if duty is not None:
            assert duty.modality is Modality.DUTY
            assert _holds_for(duty) == _holds_for(power), power.id


def test_implied_duty_is_ruled_like_any_other(base: Base) -> None:
    for duty in [n for n in base.pack.norms if is_implied(n, base.norms) and not (n.when or n.unless)]:
        on = max(duty.since, base.pack.reaches)
        toward = duty.toward[0] if duty.toward else None
        ruling = decide(Question(duty.bearers[0], duty.act, toward, on), base, base.archetypes)
        if duty.in_force(on):
            assert duty.id in {r.norm.id for r in ruling.grounds}, duty.id


def _place(given: Norm) -> tuple[str, str, str, str]:
    wording = given.approval.wording.zh if given.approval else ""
    return given.regulation, given.version, given.article, wording


def _holds_for(given: Norm) -> tuple[object, ...]:
    return given.bearers, given.toward, given.when, given.unless, given.since, given.until, given.quote
