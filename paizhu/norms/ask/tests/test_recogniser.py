"""A text means the same on every machine."""

import numpy as np
import pytest

from paizhu import places
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.store import TRAINED


@pytest.fixture
def recogniser() -> Recogniser:
    return Recogniser(places.packs() / "discipline" / TRAINED)


def test_known_texts_mean_what_they_meant_where_the_pack_was_made(recogniser: Recogniser) -> None:
    """On a processor without products of eight bits this fails if sums are cut off: 0.97."""
    assert recogniser.faithful() > 0.9999


def test_a_slight_difference_is_seen(recogniser: Recogniser) -> None:
    rows, scales, positions = recogniser._embedding
    recogniser.__dict__["_embedding"] = (rows, scales, positions * np.float32(1.1))
    assert recogniser.faithful() < 0.9999


def test_sums_are_not_cut_off(recogniser: Recogniser) -> None:
    """The setting itself, for machines on which it changes nothing."""
    options = recogniser._encoder.get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == "1"
