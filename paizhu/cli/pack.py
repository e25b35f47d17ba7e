"""The pack that came with the product, opened for a command."""

from paizhu import places
from paizhu.norms.base import Base
from paizhu.norms.store import open_base


def base() -> Base:
    """Return the norm base. Raises PackError, with every fault, when the pack cannot be used."""
    return open_base(places.packs() / "discipline", cache=places.home() / "cache")
