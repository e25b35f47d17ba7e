"""What the database shows a seat is what `visibility` says, for everybody of the cast; and nobody gets around it.

On PostgreSQL only, as the product's own role: `test_on_guarded.py` runs it there.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from paizhu.accounts.sittings import Sitting
from paizhu.door.basis import Basis
from paizhu.door.guarding import installing, policies
from paizhu.door.guarding.seats import ticket
from paizhu.door.models import Clock, Ground, Matter, Participation, Performed, Recusal
from paizhu.door.remarks.models import Remark
from paizhu.door.tests.world import CAST, ON, assigned, do, fresh, present, proposed, seat
from paizhu.door.visibility import Reach, Sight, shows, sights, visible
from paizhu.guard import beyond, keys
from paizhu.guard.holding import holding
from paizhu.guard.rows import UNGUARDED, rows
from paizhu.guard.tickets import Opens, Ticket

pytestmark = pytest.mark.usefixtures("guarded", "cast")
_DAY = timedelta(days=1)


@pytest.fixture
def guarded(db: None) -> None:  # noqa: ARG001  the database first
    if not installing.is_present():
        pytest.skip("row-level security is PostgreSQL's; test_on_guarded.py runs this there")


def read(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] if len(row) == 1 else row for row in cursor.fetchall()]


def of(who: str) -> Ticket | None:
    return ticket(seat(who), present())


def in_database(who: str, matter: Matter) -> tuple[int, date | None]:
    with holding(of(who)):
        (found,) = read("SELECT reach, ended FROM guard.sight(%s, guard.held())", matter.pk)
    return found  # type: ignore[no-any-return]


def in_code(who: str, matter: Matter) -> tuple[int, date | None]:
    sight = sights(seat(who), [matter], present())[matter.pk]
    return int(sight.reach), sight.until


@pytest.fixture
def matters() -> list[Matter]:
    """Of the office and its organ, of the office and its host, of the other office, for named persons, with a recusal."""
    own, host = assigned(), proposed("deputy", act="notify.important", assignee="H1", title="通报重要情况")
    do("head", "task.approve", host)
    other = assigned(assignee="Z2")
    circle = assigned()
    Matter.objects.filter(pk=circle.pk).update(circle=True)
    Participation.objects.create(matter=circle, organ_id="Z1", person_id="X-clerk", since=ON)
    recused = assigned()
    do("deputy", "recusal.declare", recused, reason="亲属")
    ended = assigned()
    Participation.objects.filter(matter=ended, organ="Z1").update(since=ON - 9 * _DAY, until=ON - _DAY)
    Participation.objects.create(
        matter=ended, organ_id="D1", person_id="X-secretary", since=ON - _DAY, until=ON + _DAY
    )
    return [fresh(matter) for matter in (own, host, other, circle, recused, ended)]


def test_every_answer_is_equal_in_code_and_in_the_database(matters: list[Matter]) -> None:
    for who in CAST:
        known = sights(seat(who), matters, present())
        assert {m.pk: in_database(who, m) for m in matters} == {m.pk: in_code(who, m) for m in matters}, who
        seen = {key for key, sight in known.items() if sight.reach > Reach.NONE}
        content = {key for key, sight in known.items() if sight.content}
        with holding(of(who)):
            _shows(who, seen, content)


def _shows(who: str, seen: set[int], content: set[int]) -> None:
    assert set(read("SELECT id FROM door_matter")) == seen, who
    assert set(read("SELECT matter_id FROM tasks_task")) == content, who
    assert set(read("SELECT DISTINCT matter_id FROM door_ground")) <= content, who
    assert set(read("SELECT DISTINCT matter_id FROM door_clock")) <= seen, who
    # The parts by which it sees are seen; those of others with the content only.
    others = read(
        "SELECT matter_id FROM door_participation WHERE organ_id NOT IN ('Z1', 'Z2', %s)", seat(who).organ
    )
    assert set(others) <= content, who
    assert set(visible(seat(who), present()).values_list("pk", flat=True)) == seen, who
    assert read("SELECT count(*) FROM journal_content") == [0], who


def test_of_what_is_past_rows_of_later_days_are_withheld(matters: list[Matter]) -> None:
    ended = matters[-1]
    common = {"matter": ended, "kind": "task.note", "organ_id": "W2", "seat": "S-superior"}
    for day, text in ((ON - 3 * _DAY, "before"), (ON, "after")):
        Remark.objects.create(**common, on=day, text=text)
    with holding(of("head")):
        assert read("SELECT text FROM remarks_remark WHERE matter_id = %s", ended.pk) == ["before"]
    with holding(of("superior")):
        assert len(read("SELECT text FROM remarks_remark WHERE matter_id = %s", ended.pk)) == 2


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["Z1", "Z2", "W2", "H1", "D1"]),
        st.sampled_from([None, None, "X-head", "X-deputy", "X-superior", "X-host"]),
        st.sampled_from(["", "assigner", "assignee"]),
        st.booleans(),
        st.integers(-9, 3),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=5,
)
RECUSALS = st.lists(
    st.tuples(
        st.sampled_from(["X-head", "X-deputy", "X-superior"]),
        st.sampled_from(["matter", "Z1", "W2", "H1"]),
        st.sampled_from([None, True, False]),
        st.one_of(st.none(), st.integers(-3, 3)),
    ),
    max_size=2,
)
KEPT = st.dictionaries(
    st.sampled_from(["X-head", "X-deputy"]),
    st.dictionaries(
        st.sampled_from([Basis.EARLIER_POST, Basis.KINSHIP]),
        st.frozensets(st.sampled_from(["Z1", "W2", "H1", "K1"]), min_size=1),
        min_size=1,
    ),
)


@given(PARTS, RECUSALS, KEPT, st.booleans(), st.booleans(), st.integers(-9, 3))
@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_answers_are_equal_whatever_parts_and_recusals_there_are(
    parts: list[Any],
    recusals: list[Any],
    kept: dict[str, Any],
    circle: bool,
    about: bool,
    day: int,
) -> None:
    with transaction.atomic():
        # Before the recusals: one of the dispatching organ's head would refuse the assigning.
        other = assigned()
        ground = other.grounds.first() if about else None
        # Whoever owns a matter has a part in it for good (the machines of the suites hold that).
        takes_part = any(organ == "Z1" and not person and side for organ, person, side, *_ in parts)
        owner = "Z1" if takes_part else "W1"
        # Whose turn it is has a part that runs, so too.
        waits = next(
            (organ for organ, person, side, *_, lasts in parts if side and not person and lasts is None), None
        )
        matter = Matter.objects.create(
            reference="r", kind="task", procedure="task", owner_id=owner, awaited_id=waits, counterpart_id="W2",
            year=2025, number=9, title="t", state="assigned", circle=circle, opened_on=ON,
        )  # fmt: skip
        for organ, person, side, content, since, lasts in parts:
            Participation.objects.create(
                matter=matter, organ_id=organ, person_id=person, side=side, content=content,
                since=ON + since * _DAY, until=None if lasts is None else ON + (since + lasts) * _DAY,
            )  # fmt: skip
        for number, (person, whom, holds, until) in enumerate(recusals):
            decided = {} if holds is None else {"decided_by": f"D-{number}", "decided_on": ON}
            Recusal.objects.create(
                person_id=person, reason="r", declared_by="S", declared_on=ON, holds=holds,
                until=None if until is None else ON + until * _DAY, **decided,
                **({"matter": matter} if whom == "matter" else {"organ_id": whom}),
            )  # fmt: skip
        if ground is not None:
            Ground.objects.create(
                entry=ground.entry,
                matter=matter,
                bearer="Z1",
                act="supervise",
                toward="K1",
                on=ON,
                answer="required",
                said={},
            )
        on = ON + day * _DAY
        Performed.objects.filter(matter=other).update(matter=matter, organ="Z1", on=on)
        Clock.objects.filter(matter=other).update(matter=matter, event_on=on)
        then = present()
        then.kept.update({f"X-{who}": {} for who in CAST} | kept)
        for who in CAST:
            sight = sights(seat(who), [matter], then)[matter.pk]
            with holding(ticket(seat(who), then)):
                (found,) = read("SELECT reach, ended FROM guard.sight(%s, guard.held())", matter.pk)
                _shows_rows(matter, sight, on, seat(who))
            assert found == (int(sight.reach), sight.until), who
        transaction.set_rollback(True)


def _shows_rows(matter: Matter, sight: Sight, on: date, sitting: Sitting) -> None:
    """Policies decide most rows without the function that tells the reach."""
    outline, ended = sight.reach > Reach.NONE, sight.until is not None and on >= sight.until
    wanted = {
        "door_matter WHERE id": outline,
        "door_clock WHERE matter_id": outline and not ended,
        "door_performed WHERE matter_id": shows(sight, sitting, on, "Z1"),
    }
    for those, shown in wanted.items():
        assert read(f"SELECT count(*) > 0 FROM {those} = %s", matter.pk) == [shown], (those, sitting)


@pytest.fixture
def stranger(matters: list[Matter]) -> Iterator[Matter]:
    """A matter of the office, with the ticket of somebody who sees nothing of it."""
    with holding(of("other")):
        yield matters[0]


def test_without_a_ticket_nothing_is_seen(matters: list[Matter]) -> None:
    assert matters
    with holding(None):
        for table in (
            "door_matter",
            "door_participation",
            "tasks_task",
            "door_ground",
            "door_notice",
            "journal_content",
        ):
            assert read(f"SELECT count(*) FROM {table}") == [0], table


@pytest.mark.parametrize(
    "forged",
    ["{said}", "{seal}{said}", "{zero}{said}", "{own}x", "{zero}{all}", "{all}", "{own_seal}{all}"],
    ids=[
        "no seal",
        "seal of another connection",
        "wrong seal",
        "own ticket changed",
        "every row, wrong seal",
        "every row, no seal",
        "every row, seal of the own ticket",
    ],
)
def test_forged_ticket_opens_nothing(forged: str, stranger: Matter) -> None:
    head = of("head")
    assert head is not None
    key = keys.made()  # as somebody could not
    elsewhere = head.signed(key, 1)
    mine = read("SELECT current_setting('paizhu.ticket')")[0]
    words = {
        "seal": elsewhere[:64],
        "said": elsewhere[64:],
        "zero": "0" * 64,
        "own": mine.replace("Z2", "Z1"),
        "own_seal": mine[:64],
        "all": Ticket(Opens.WORKS, why="worker").signed(key, 1)[64:],
    }
    read("SELECT set_config('paizhu.ticket', %s, false)", forged.format(**words))
    assert read("SELECT count(*) FROM door_matter") == [0]
    assert not Matter.objects.filter(pk=stranger.pk).exists()


# What would end a line or a text of a ticket early, were it not written as JSON.
ODD = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]) | st.sampled_from('\n"\\{}[],')
)


@given(ODD, ODD, st.lists(ODD, max_size=3), st.booleans())
@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_lines_of_a_ticket_say_the_same_whatever_ids_there_are(
    person: str, organ: str, led: list[str], keeps: bool
) -> None:
    kept = {Basis.KINSHIP.value: ("K1",)} if keeps else {}
    with holding(Ticket(Opens.SEAT, person=person, organ=organ, led=tuple(led), on=ON, kept=kept)):
        ((organs, told, unbarred, every),) = read(
            "SELECT ARRAY(SELECT jsonb_object_keys(guard.organs())), guard.person(), guard.unbarred(), guard.all_rows()"
        )
        ((whole, opens),) = read("SELECT (h).organ || (h).led, (h).opens FROM guard.held() h")
    assert set(organs) == set(whole) == {organ, *led}
    assert (told, unbarred, every, opens) == (person, None if keeps else organ, False, "seat")


def test_another_ones_ticket_shows_nothing_of_a_matter(stranger: Matter) -> None:
    assert read("SELECT id FROM door_matter WHERE id = %s", stranger.pk) == []
    assert not Matter.objects.filter(pk=stranger.pk).exists()
    assert read("SELECT matter_id FROM tasks_task WHERE matter_id = %s", stranger.pk) == []


WRITES = {
    "insert a part": "INSERT INTO door_participation (matter_id, organ_id, side, content, since) "
    "VALUES ({m}, 'Z2', 'assignee', TRUE, '2025-01-01')",
    "insert a matter": "INSERT INTO door_matter (reference, kind, procedure, owner_id, year, number, title, state, secrecy, "
    "circle, opened_on, revision) VALUES ('x', 'task', 'task', 'Z2', 2025, 99, 't', 's', 'none', FALSE, '2025-01-01', 1)",
    "insert a remark": 'INSERT INTO remarks_remark (matter_id, kind, item, organ_id, seat, "on", text) '
    "VALUES ({m}, 'k', '', 'Z2', 's', '2025-01-01', 't')",
}


@pytest.mark.parametrize("who", ["other", "head", None], ids=["sees nothing", "sees it", "nobody"])
def test_nothing_is_written_but_by_an_act(who: str | None, matters: list[Matter]) -> None:
    for statement in WRITES.values():
        with (
            holding(of(who) if who else None),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
        ):
            read(statement.format(m=matters[0].pk) + " RETURNING id")


def test_nothing_is_changed_but_by_an_act(matters: list[Matter]) -> None:
    assert matters
    for who in ("head", None):
        for statement in ("UPDATE door_matter SET title = 'x'", "DELETE FROM remarks_remark"):
            with holding(of(who) if who else None), connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount == 0, (who, statement)


def test_an_act_writes_the_matter_in_hand_only(matters: list[Matter]) -> None:
    head = of("head")
    assert head is not None
    mine, other = matters[0], matters[4]
    act = Ticket(
        Opens.ACT,
        person=head.person,
        organ=head.organ,
        led=head.led,
        on=head.on,
        acting="Z1",
        matter=mine.pk,
        after=10**9,
    )
    with holding(act), connection.cursor() as cursor:
        cursor.execute("UPDATE door_matter SET title = 'x' WHERE id IN (%s, %s)", [mine.pk, other.pk])
        assert cursor.rowcount == 1
        cursor.execute("SELECT title FROM door_matter WHERE id = %s", [mine.pk])
        assert cursor.fetchone() == ("x",)


def test_reading_beyond_a_seat_writes_nothing(matters: list[Matter]) -> None:
    with beyond.reading(beyond.Why.RECORD), connection.cursor() as cursor:
        assert set(read("SELECT id FROM door_matter")) == {matter.pk for matter in matters}
        cursor.execute("UPDATE door_matter SET title = 'x'")
        assert cursor.rowcount == 0


def test_ticket_that_was_rolled_back_is_presented_anew(matters: list[Matter]) -> None:
    with holding(of("other")):
        with transaction.atomic():
            with holding(of("head")):
                assert matters[0].pk in read("SELECT id FROM door_matter")
            transaction.set_rollback(True)
        assert matters[0].pk not in read("SELECT id FROM door_matter")
    with holding(of("head")):
        assert matters[0].pk in read("SELECT id FROM door_matter")


def test_ticket_is_there_for_whatever_is_read_first(matters: list[Matter]) -> None:
    mine = matters[0].pk
    first = (
        ("SELECT id FROM door_matter WHERE reference LIKE '%'", None),
        ("SELECT id FROM door_matter WHERE reference LIKE '%%'", ()),
        ("SELECT id FROM door_matter WHERE id = %s", [mine]),
        ("WITH m AS (SELECT id FROM door_matter) SELECT id FROM m", None),
        ("UPDATE door_matter SET title = title RETURNING id", None),
    )
    for statement, values in first:
        seen = {}
        for who in ("other", "head"):
            with holding(of(who)), connection.cursor() as cursor:
                cursor.execute(statement, values)
                seen[who] = (mine,) in cursor.fetchall()
        assert seen == {"other": False, "head": "UPDATE" not in statement}, statement
    with holding(of("other")):
        assert mine not in {matter.pk for matter in Matter.objects.iterator()}


def test_what_asks_no_policy_leaves_the_ticket_and_what_does_presents_the_right_one(
    matters: list[Matter],
) -> None:
    mine = "SELECT id FROM door_matter WHERE id = %s"
    with holding(of("head")):
        assert rows(mine, [matters[0].pk]) == [(matters[0].pk,)]
    for who in (None, "other"):
        with holding(of(who) if who else None):
            assert rows("SELECT count(*) FROM registry_seat WHERE code = %s", ["x"], unguarded=True) == [(0,)]
            assert rows(mine, [matters[0].pk]) == []


def test_tables_that_are_said_to_have_no_policy_have_none() -> None:
    guarded = read("SELECT relname FROM pg_class WHERE relrowsecurity")
    assert set(guarded) == set(policies.tables())
    there = read("SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relkind = 'r'", sorted(UNGUARDED))
    assert set(there) == UNGUARDED
    assert not UNGUARDED & set(guarded)


def test_ticket_that_went_with_a_refused_statement_is_presented_anew(matters: list[Matter]) -> None:
    with holding(of("other")):
        assert matters[0].pk not in read("SELECT id FROM door_matter")
    with holding(of("head")):
        with pytest.raises(DatabaseError), transaction.atomic():
            read("SELECT 1 / 0")
        assert matters[0].pk in read("SELECT id FROM door_matter")
