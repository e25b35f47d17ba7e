"""The pack that came with the product, opened for a command."""

from paizhu import places
from paizhu.norms.ask.reply import Asker
from paizhu.norms.base import Base
from paizhu.norms.store import open_asker, open_base

ROOT = places.packs() / "discipline"


def base() -> Base:
    """Return the norm base. Raises PackError, with every fault, when the pack cannot be used."""
    return open_base(ROOT, cache=places.home() / "cache")


def asker() -> Asker:
    """Return what answers questions in words. Raises PackError as `base` does."""
    return open_asker(ROOT, cache=places.home() / "cache")
