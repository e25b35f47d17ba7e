"""Every kind says which of its rows are content, and when a matter is destroyed nothing of it is left anywhere."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from paizhu.door.kinds import Rows, kinds
from paizhu.door.models import Matter, Participation
from paizhu.door.performances import Sought, performed
from paizhu.door.retention.content import KEPT, OF_ALL, rows
from paizhu.door.tests.conftest import _in_english, cast
from paizhu.door.tests.world import base, do, fresh
from paizhu.journal.checking import verify
from paizhu.journal.models import Log
from paizhu.liaison.attendance.tests import meetings
from paizhu.liaison.consultations.tests import consultations
from paizhu.liaison.exchanges.tests.test_exchanges import recorded
from paizhu.liaison.letters.tests import letters
from paizhu.liaison.support.tests.test_support import lent
from paizhu.rectification.tests import way
from paizhu.tasks.tests.test_authorization import _closed as closed_task

__all__ = ["_in_english", "cast"]
LATER = date(2040, 1, 2)


def label(model: type[Model]) -> str:
    return model._meta.label_lower


def pointing(at: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """The tables with a key to this one, each with the name of its field."""
    for field in at._meta.get_fields(include_hidden=True):
        if isinstance(field, ForeignObjectRel) and isinstance(field.field, ForeignKey):
            yield field.related_model, field.field.name


def undeclared(declared: list[Rows]) -> list[str]:
    """Keys of which nobody said what becomes of their rows: those to a matter, and those to rows that go with it."""
    found = [
        f"{label(model)}.{name}"
        for model, name in pointing(Matter)
        if label(model) not in KEPT
        and not any(one.model is model and (one.to == name or name in one.points) for one in declared)
    ]
    for gone in {one.model for one in declared}:
        found += [
            f"{label(model)}.{name}"
            for model, name in pointing(gone)
            if not any(one.model is model and one.to.startswith(f"{name}__") for one in declared)
        ]
    return sorted(found)


def test_every_table_that_leads_to_a_matter_is_declared() -> None:
    assert undeclared(list(rows())) == []


def test_a_kind_that_forgets_a_table_is_found() -> None:
    for kind in kinds:
        for forgotten in kind.rows:
            left = [one for one in rows() if one.model is not forgotten.model]
            assert any(one.startswith(label(forgotten.model)) for one in undeclared(left)), forgotten


def test_every_kind_has_rows() -> None:
    assert {kind.id for kind in kinds if not kind.rows} == set()
    assert all(one.model._meta.app_label != "door" for kind in kinds for one in kind.rows)
    assert OF_ALL


def _exchange() -> Matter:
    matter = recorded()
    do("head", "exchange.follow", matter, text="已逐项落实采购建议。")
    do("head", "exchange.close", fresh(matter))
    return fresh(matter)


def _support() -> Matter:
    matter = lent()
    do("host", "support.take_back", matter)
    do("clerk", "support.close", fresh(matter))
    return fresh(matter)


# kind -> a closed matter of it, and two seats of its owner.
CLOSED: dict[str, tuple[Callable[[], Matter], str, str]] = {
    "task": (closed_task, "superior_deputy", "superior"),
    "letter": (letters.closed, "clerk", "head"),
    "exchange": (_exchange, "clerk", "head"),
    "attendance": (meetings.closed, "group_clerk", "secretary"),
    "consultation": (consultations.closed, "clerk", "head"),
    "support": (_support, "clerk", "head"),
    "rectification": (way.held, "clerk", "head"),
}


def texts_of(matter: Matter) -> set[str]:
    """All that people typed and that stands in rows of the matter."""
    found = {matter.title}
    for one in rows():
        for row in one.model._default_manager.filter(**{one.to: matter}, **one.only):
            found |= {value for value in _values(row) if any("\u4e00" <= sign <= "\u9fff" for sign in value)}
    return {text for text in found if len(text) > 3}


def everything() -> str:
    """All text of the database but the registry and the rulings' own words, in one."""
    held = []
    for model in apps.get_models():
        if model._meta.app_label in ("registry", "contenttypes", "auth", "sessions"):
            continue
        held += [value for row in model._default_manager.all() for value in _values(row)]
    return "\n".join(held)


def _values(row: Model) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        value: Any = getattr(row, field.attname)
        if isinstance(value, dict | list):
            yield json.dumps(value, ensure_ascii=False)
        elif isinstance(value, str):
            yield value


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("kind", CLOSED)
def test_nothing_of_it_is_left(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    make, proposer, approver = CLOSED[kind]
    matter = make()
    assert matter.closed_on is not None
    assert matter.kind == kind
    texts = texts_of(matter)
    assert len(texts) > 1
    parties = Participation.objects.filter(matter=matter).values_list("organ_id", flat=True)
    sought = Sought({*parties, *matter.grounds.values_list("bearer", flat=True)}, date(2020, 1, 1), LATER)
    before, was_done = everything(), performed(sought)
    assert all(text in before or json.dumps(text)[1:-1] in before for text in texts)
    do(approver, "retention.term", kind=kind, rule="", given_years="1", reason="x")
    do(proposer, "retention.propose", fresh(matter), on=LATER, reason="y")
    do(approver, "retention.destroy", fresh(matter), on=LATER, reason="")
    after = everything()
    assert [text for text in sorted(texts) if text in after] == []
    assert fresh(matter).destroyed_on == LATER
    # What was done by it counts as before; whoever asks is answered, also on the way to destroying another one.
    assert performed(sought) == was_done
    assert all(verify(log).findings == [] for log in Log.objects.all())
    assert base().procedure_by_id(matter.procedure).state(fresh(matter).state).final
