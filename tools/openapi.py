"""Writes docs/reference/openapi.json anew from the operations of the API: `.venv/bin/python tools/openapi.py`."""

import os
from pathlib import Path

import django


def main() -> None:
    """Write the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    django.setup()
    from paizhu.api.service import written  # noqa: PLC0415  after Django is set up

    file = Path(__file__).parent.parent / "docs/reference/openapi.json"
    file.write_text(written(), "utf-8")


if __name__ == "__main__":
    main()
