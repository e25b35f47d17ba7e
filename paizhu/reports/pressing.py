"""Has a document laid out by a process of its own (`paizhu.reports.press`), within limits of time and memory."""

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from paizhu import places
from paizhu.norms.errors import InvalidInput

FONTS = Path(__file__).parent / "fonts"
LONGEST_S = 15  # by the clock; a letter takes a third of a second
_CPU_S = 10
# Addresses, not memory in use: the program and the font alone take a fifth of it.
_MEMORY = 2**30
_PRESS = Path(__file__).with_name("press.py")
PREVIEW_PPI = 110


class NotPressed(InvalidInput):
    """A document could not be laid out; nothing was kept."""

    code = "reports.not_pressed"


def pdf(template: str, data: str) -> bytes:
    """Return the document as PDF. Raises NotPressed."""
    return _press(template, data, "pdf")[0]


def pages(template: str, data: str) -> list[bytes]:
    """Return the pages as pictures (PNG). Raises NotPressed."""
    return _press(template, data, "png")


def _press(template: str, data: str, format_: Literal["pdf", "png"]) -> list[bytes]:
    given = {
        "template": template,
        "data": data,
        "fonts": str(FONTS),
        "format": format_,
        "ppi": PREVIEW_PPI if format_ == "png" else None,
        "timestamp": 0,
        "cpu_s": _CPU_S,
        "memory": _MEMORY,
    }
    # In the home, like all that is content; what a killed process leaves there is swept.
    within = places.uploading()
    within.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="press-", dir=within) as folder:
        try:
            ended = subprocess.run(
                [sys.executable, "-I", "-B", str(_PRESS)],
                input=json.dumps(given).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(folder),
                timeout=LONGEST_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise NotPressed(_too_much()) from error
    if ended.returncode != 0:
        raise NotPressed(_too_much())
    told = json.loads(ended.stdout)
    if "error" in told:
        raise NotPressed(
            _("The template cannot be laid out: {why}. Nothing was kept.").format(
                why=told["error"].rstrip(".")
            )
        )
    return [base64.b64decode(page) for page in told["pages"]]


def _environment(folder: str) -> dict[str, str]:
    """Nothing of what the product knows; and no way out, where a template asks for a package from elsewhere."""
    nowhere = "http://127.0.0.1:1"
    ways = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {"HOME": folder, "TMPDIR": folder, "RAYON_NUM_THREADS": "1"} | dict.fromkeys(ways, nowhere)


def _too_much() -> str:
    return _(
        "The template needs more than {seconds} s or {megabytes} MB to lay the document out. Nothing was kept."
    ).format(seconds=_CPU_S, megabytes=_MEMORY // 2**20)
