"""Many rows kept in a file and shown a page at a time, so that a preview of 250,000 rows costs no memory."""

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

SIZE = 50  # rows on a page

Row = dict[str, Any]


def write(folder: Path, rows: Iterable[Row], part_of: Callable[[Row], str]) -> dict[str, int]:
    """Write each row into the file of its part; return how many rows each part has."""
    folder.mkdir(exist_ok=True)
    counts: dict[str, int] = {}
    starts: dict[str, list[int]] = {}
    files: dict[str, Any] = {}
    with ExitStack() as opened:
        for row in rows:
            part = part_of(row)
            if part not in files:
                files[part] = opened.enter_context((folder / f"{part}.jsonl").open("wb"))
                counts[part], starts[part] = 0, []
            if counts[part] % SIZE == 0:
                starts[part].append(files[part].tell())
            files[part].write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            counts[part] += 1
    (folder / "starts.json").write_text(json.dumps(starts), "utf-8")
    return counts


def read(folder: Path, part: str, page: int) -> list[Row]:
    """Return the rows of one page of a part, counted from 1; none where there is no such page."""
    starts: list[int] = json.loads((folder / "starts.json").read_text("utf-8")).get(part, [])
    if not 1 <= page <= len(starts):
        return []
    with (folder / f"{part}.jsonl").open("rb") as file:
        file.seek(starts[page - 1])
        lines = [file.readline() for _ in range(SIZE)]
    return [json.loads(line) for line in lines if line]


def of(count: int) -> int:
    """Return how many pages so many rows fill."""
    return -(-count // SIZE)
