"""A destruction that is killed before any of its statements has done nothing: the content is whole and can be read."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from paizhu.operations.tests.around import Around, two_databases
from paizhu.operations.tests.destroying import TEXT

STRIDE = 1 if os.environ.get("PAIZHU_SOAK") else 31


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def test_killed_in_the_middle_of_a_destruction_nothing_is_gone(kind: str, tmp_path: Path) -> None:
    with two_databases(kind) as (address, _second):
        here = Around(tmp_path / "home", address, within_s=1800).ready()
        ended = here._run("paizhu.operations.tests.destroying", STRIDE)
    assert ended.returncode == 0, ended.stderr[-3000:]
    told: dict[str, Any] = json.loads(ended.stdout)
    assert "at" not in told, told
    assert told["ended"] == 0
    assert told["kills"] >= 60 // STRIDE
    whole, found = told["whole"], told["found"]
    assert (whole["texts"], whole["files"], whole["keys"], whole["waits"]) == ([TEXT], [TEXT], 1, 1)
    # Once nobody kills it, all of it is gone, the key first, and the logs verify.
    assert found == {
        "destroyed": True,
        "stub": 1,
        "waits": 0,
        "keys": 0,
        "texts": [],
        "remarks": [],
        "files": [],
        "titled": False,
        "findings": [],
    }
