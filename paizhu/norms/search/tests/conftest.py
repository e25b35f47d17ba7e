import pytest

from paizhu import places
from paizhu.norms.base import Base
from paizhu.norms.store import open_base


@pytest.fixture(scope="session")
def base() -> Base:
    """The base of the real pack."""
    return open_base(places.packs() / "discipline")
