import pytest

from paizhu import places
from paizhu.norms.ask.reply import Asker
from paizhu.norms.store import open_asker


@pytest.fixture(scope="session")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return open_asker(places.packs() / "discipline", tmp_path_factory.mktemp("cache"))
