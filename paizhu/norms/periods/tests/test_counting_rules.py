"""The counting rules that the norm pack gives to its deadlines."""

import re

import pytest

from paizhu import places
from paizhu.norms.model import Deadline, Norm, Rolls, Unit
from paizhu.norms.store import open_base

# How the pack words the beginning of a measure that holds a person, or of its extension.
CUSTODY = re.compile("^采取(留置|管护|禁闭|责令候查)|原留置期限届满|延长期限届满")
BANS = re.compile("^(离任|离职|辞职、退休)$|处分决定生效之日$|^受到.*处分$")


@pytest.fixture(scope="module")
def limits() -> list[tuple[Norm, Deadline]]:
    norms = open_base(places.packs() / "discipline").norms.values()
    return [(norm, norm.deadline) for norm in norms if norm.deadline and norm.deadline.length]


@pytest.mark.parametrize("pattern", [CUSTODY, BANS], ids=["custody", "what weighs on a person"])
def test_such_limits_never_move(pattern: re.Pattern[str], limits: list[tuple[Norm, Deadline]]) -> None:
    found = {
        norm.id: limit.counting for norm, limit in limits if limit.event and pattern.search(limit.event.zh)
    }
    filing = {
        "party_group_sanction.2019.7.file"
    }  # thirty days to file a sanction, not the sanction's own term
    assert len(found) > 10
    assert {id_ for id_, counting in found.items() if counting is not Rolls.NEVER} <= filing


def test_hours_never_move(limits: list[tuple[Norm, Deadline]]) -> None:
    hours = {limit.counting for _norm, limit in limits if limit.unit is Unit.HOUR}
    assert hours == {Rolls.NEVER}


def test_only_a_regulation_that_says_so_states_it(limits: list[tuple[Norm, Deadline]]) -> None:
    stating = {norm.regulation for norm, limit in limits if limit.counting is Rolls.STATED}
    assert stating == {"supervision_implementing"}
