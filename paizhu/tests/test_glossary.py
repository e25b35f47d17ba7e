"""The glossary holds every kind, relation and top act of the pack."""

import importlib.util
from pathlib import Path

from paizhu import places
from paizhu.norms.reader import read_pack
from paizhu.norms.source import Faults

TOOL = Path(__file__).parents[2] / "tools" / "glossary.py"


def test_the_glossary_is_what_the_pack_says() -> None:
    spec = importlib.util.spec_from_file_location("glossary", TOOL)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    written = tool.PAGE.read_text("utf-8")
    assert written == tool.page(read_pack(places.packs() / "discipline", Faults())), "run tools/glossary.py"
