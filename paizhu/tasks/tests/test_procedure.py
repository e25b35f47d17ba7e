"""Every act that the procedures of a task name can be done, and every act that can be done stands in them."""

from paizhu.door.acts import acts
from paizhu.door.tests.world import base
from paizhu.tasks.acts import ACTS


def test_procedure_and_acts_name_each_other() -> None:
    named = {step.id for p in base().pack.procedures if p.matter == "task" for step in p.steps}
    able = {act.id for act in acts if act.id.startswith("task.")}
    assert named == able
    assert {act.id for act in ACTS} <= named
