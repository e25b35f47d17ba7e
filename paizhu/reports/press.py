"""Lays a document out with Typst. A program of its own: it runs a template that an organ wrote, so it may do next to nothing.

Started by `paizhu.reports.pressing` in an empty folder, without the environment of the product. It reads a JSON object from
standard input (template, data: texts; fonts: a folder; format: pdf or png; ppi; cpu_s, memory: limits) and writes a JSON
object: `pages`, each in base64 (one for a PDF), or `error`. Imports nothing of the product.
"""

import base64
import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any


def limit(cpu_s: int, memory: int) -> None:
    """Take from this process whatever a template does not need: time, memory, files to write, processes."""
    try:
        import resource
    except ImportError:  # Windows has none of it; the time by the clock holds there
        return
    wanted = [
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_AS, memory),
        # No package, if one could be fetched, can be kept.
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    for what, most in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def pressed(given: dict[str, Any], root: Path) -> list[bytes]:
    """Return the pages. Raises typst.TypstError. The template reads what lies in root, and nothing above it."""
    import typst

    (root / "main.typ").write_text(given["template"], "utf-8")
    (root / "document.json").write_text(given["data"], "utf-8")
    limit(given["cpu_s"], given["memory"])
    made: Any = typst.compile(
        root / "main.typ",
        root=root,
        font_paths=[given["fonts"]],
        ignore_system_fonts=True,
        format=given["format"],
        ppi=given["ppi"],
        # The same record gives the same bytes, whenever it is asked for.
        timestamp=given["timestamp"],
        package_path=root / "none",
        package_cache_path=root / "none",
    )
    # One page comes by itself where there is no other.
    return list(made) if isinstance(made, list | tuple) else [made]


def main() -> None:
    """Read, press, write."""
    given = json.load(sys.stdin)
    told: dict[str, Any]
    with tempfile.TemporaryDirectory(dir=".") as folder:
        try:
            pages = pressed(given, Path(folder).resolve())
            told = {"pages": [base64.b64encode(page).decode("ascii") for page in pages]}
        # Whatever a template brings about is told to whoever wrote it, without the folder's name.
        except Exception as error:  # noqa: BLE001
            why = str(getattr(error, "message", "") or error)
            told = {"error": why.replace(str(Path(folder).resolve()), "")[:500]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
