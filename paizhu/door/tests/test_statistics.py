"""A figure about what somebody may not see gives nothing away where it is small."""

import pytest

from paizhu.door.statistics import LEAST, withheld


@pytest.mark.parametrize("figure", range(LEAST))
def test_small_figures_are_withheld_none_at_all_included(figure: int) -> None:
    assert withheld(figure) is None


def test_larger_figures_are_told() -> None:
    assert [withheld(n) for n in (LEAST, LEAST + 1, 1000)] == [LEAST, LEAST + 1, 1000]
