from collections.abc import Callable

import pytest

from paizhu import places
from paizhu.norms.ask.reply import Asker
from paizhu.norms.store import open_asker

AskerOf = Callable[[int], Asker]


@pytest.fixture(scope="session")
def asker_that_remembers(tmp_path_factory: pytest.TempPathFactory) -> AskerOf:
    """Opens the pack to be asked, with that many texts remembered."""
    cache = tmp_path_factory.mktemp("cache")
    return lambda most: open_asker(places.packs() / "discipline", cache, remembered=most)


@pytest.fixture(scope="session")
def asker(asker_that_remembers: AskerOf) -> Asker:
    return asker_that_remembers(4096)
