"""The small city of the registry's tests for the pages that show organs: recorded, and corrected three months later."""

import json
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from paizhu.registry.tests.charts import Lists, city, relation

RECORDED = datetime(2025, 6, 1, 9, tzinfo=timezone.get_fixed_timezone(480))
CORRECTED = datetime(2025, 9, 10, 9, tzinfo=timezone.get_fixed_timezone(480))


def correction() -> Lists:
    """The host went to the other office in mid-July, which was told in September."""
    left = relation("R4", "stationed_at", "Z1", "H1", until="2025-07-14", basis="安编办〔2018〕1号")
    return {"relations": [left, relation("R20", "covers", "Z2", "H1", since="2025-07-15")]}


def files(folder: Path) -> tuple[Path, Path]:
    """Write the city and its correction as exchange files."""
    made = folder / "city.json", folder / "correction.json"
    for path, lists in zip(made, (city(), correction()), strict=True):
        path.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    return made
