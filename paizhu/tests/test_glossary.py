"""The glossary holds every kind, relation and top act of the pack."""

import importlib.util
from pathlib import Path

from paizhu import places
from paizhu.norms.store import open_base

TOOL = Path(__file__).parents[2] / "tools" / "glossary.py"


def test_the_glossary_is_what_the_pack_says() -> None:
    spec = importlib.util.spec_from_file_location("glossary", TOOL)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    written = tool.PAGE.read_text("utf-8")
    assert written == tool.page(open_base(places.packs() / "discipline").pack), "run tools/glossary.py"
