"""Every kind of matter is whole: its procedures, acts, facts and words fit together."""

import pytest

from paizhu.door.acts import acts
from paizhu.door.kinds import kinds
from paizhu.door.tests.world import base


def test_every_procedure_is_of_a_kind_and_every_kind_has_one() -> None:
    assert {procedure.matter for procedure in base().pack.procedures} == {kind.id for kind in kinds}


@pytest.mark.parametrize("kind", list(kinds), ids=lambda kind: kind.id)
def test_procedures_and_acts_name_each_other(kind) -> None:  # type: ignore[no-untyped-def]
    named = {step.id for p in base().pack.procedures if p.matter == kind.id for step in p.steps}
    assert named == {act.id for act in kind.acts}
    assert all(act.id in acts for act in kind.acts)
    opening = [act.id for act in kind.acts if act.opens]
    assert opening
    assert {act.opens for act in kind.acts} == {"", kind.id}
