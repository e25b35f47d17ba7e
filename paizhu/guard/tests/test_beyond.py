"""Where the product reads beyond a seat is documented, and nowhere else is it done; a ticket ends with its body."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.guard import beyond
from paizhu.guard.holding import held, hold, holding, stand_in
from paizhu.guard.tickets import Opens, Ticket, seal

ROOT = Path(__file__).parents[3]
SEAT = Ticket(Opens.SEAT, person="X-1", organ="Z1")


def test_reasons_are_documented() -> None:
    told = (
        (ROOT / "docs/security.md")
        .read_text("utf-8")
        .split("**Beyond a seat**")[1]
        .split("**What it protects")[0]
    )
    assert re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE) == [why.value for why in beyond.Why]


def test_every_reason_is_used_and_tickets_that_open_all_are_made_nowhere_else() -> None:
    used, made = set[str](), []
    for file in (ROOT / "paizhu").rglob("*.py"):
        if "tests" in file.parts:
            continue
        text = file.read_text("utf-8")
        used |= set(re.findall(r"beyond\.(?:reading|working)\(beyond\.Why\.(\w+)\)", text))
        if re.search(r"Opens\.(READS|WORKS)\b", text) and "Ticket(" in text:
            made.append(file.name)
    assert used == {why.name for why in beyond.Why}
    assert made == ["beyond.py"]


def test_ticket_ends_with_its_body_whatever_happens() -> None:
    with holding(SEAT):
        with beyond.reading(beyond.Why.RECORD):
            assert held() == Ticket(Opens.READS, why="record")
        with pytest.raises(ZeroDivisionError), beyond.working(beyond.Why.WORKER):
            assert 1 // 0
        assert held() is SEAT
        stand_in(7)
        assert held() == Ticket(Opens.SEAT, person="X-1", organ="Z1", stands=(7,))
        with holding(None):
            hold(SEAT)
    assert held() is None


def test_decorated_function_nests_in_itself() -> None:
    @beyond.reading(beyond.Why.RECORD)
    def down(depth: int) -> list[Ticket | None]:
        return [held(), *(down(depth - 1) if depth else ())]

    assert down(3) == [Ticket(Opens.READS, why="record")] * 4
    assert held() is None


@given(st.binary(min_size=32, max_size=32), st.integers(1, 2**31), st.text(), st.text())
def test_seal_is_of_key_connection_and_text(key: bytes, process: int, said: str, other: str) -> None:
    made = seal(key, process, said)
    assert re.fullmatch("[0-9a-f]{64}", made)
    assert (seal(key, process, other) == made) == (said == other)
    assert seal(key, process + 1, said) != made
    assert seal(key[::-1] + b"x", process, said) != made
