"""What the registry, the accounts and the door hold on a person, as far as it can be given from a seat.

Of matters: by which references and acts the person stands there, never what they say, for that is about others. Left out
is whatever the seat does not see the content of, and whatever is sealed, whoever asks; nothing tells whether there is any.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy

from paizhu.accounts.models import Account
from paizhu.door.kin.declaring import own as own_kin
from paizhu.door.kinds import as_plain, kinds
from paizhu.door.mail.models import Preference
from paizhu.door.models import Matter, Performed, SavedView
from paizhu.door.notices.models import Read
from paizhu.door.personal.parts import Asked, Part, Rows
from paizhu.door.retention.content import rows
from paizhu.door.secrecy import is_sealed
from paizhu.door.visibility import sights
from paizhu.registry.models import Organ, Person, Post, Seat

_DAY = timedelta(days=1)
_AT_ONCE = 500


def _registry(asked: Asked) -> Rows:
    """Everything that was ever recorded, corrections included."""
    found = _recorded(Person).filter(code=asked.person).order_by("recorded_from")
    names = ("party_member", "party_member_since", "party_member_until", "supervised")
    return [
        _plain(row, (*names, "supervised_since", "supervised_until", "recorded_from", "recorded_to"))
        for row in found
    ]


def _seats(asked: Asked) -> Rows:
    seats = list(_recorded(Seat).filter(person=asked.person).order_by("recorded_from", "code"))
    posts = {
        p.code_id: p
        for p in _recorded(Post).filter(code__in={s.post_id for s in seats}).order_by("recorded_from")
    }
    organs = _recorded(Organ).filter(code__in={p.organ_id for p in posts.values()}).order_by("recorded_from")
    called = {o.code_id: o.name for o in organs}
    return [
        {
            "seat": seat.code,
            "post": posts[seat.post_id].title if seat.post_id in posts else seat.post_id,
            "organ": called.get(posts[seat.post_id].organ_id, "") if seat.post_id in posts else "",
            "since": as_plain(seat.since),
            "last_day": as_plain(seat.until - _DAY) if seat.until else None,
            "recorded_from": as_plain(seat.recorded_from),
            "recorded_to": as_plain(seat.recorded_to),
        }
        for seat in seats
    ]


def _account(asked: Asked) -> Rows:
    found = Account.objects.filter(person=asked.person)
    return [_plain(row, ("username", "display_name", "state", "made_at", "last_login")) for row in found]


def _mail(asked: Asked) -> Rows:
    found = Preference.objects.filter(account__person=asked.person)
    return [_plain(row, ("address", "sends", "language", "digested_on")) for row in found]


def _acts(asked: Asked) -> Rows:
    """Acts that were done; attempts that were refused stand in the log of the organ."""
    found = (
        Performed.objects.filter(person=asked.person).select_related("matter", "entry__log").order_by("entry")
    )
    done = list(found)
    given = _given({row.matter for row in done if row.matter is not None}, asked)
    return [
        {
            "act": row.act,
            "on": row.on.isoformat(),
            "seat": row.seat,
            "matter": row.matter.reference if row.matter is not None else None,
            "kind": row.matter.kind if row.matter is not None else None,
            "log": row.entry.log.organ,
            "entry": row.entry.number,
        }
        for row in done
        if row.matter is None or row.matter.pk in given
    ]


def _named(asked: Asked) -> Rows:
    """Where a matter names the person: as lent, as recused, as let see it."""
    found: list[tuple[int, str]] = []
    for table in rows():
        for name in table.persons:
            of = table.model._default_manager.filter(**{name: asked.person}, **table.only)  # noqa: SLF001
            named = f"{table.model._meta.model_name}.{name}"  # noqa: SLF001
            found += [(key, named) for key in of.values_list(table.to, flat=True)]
    matters = {m.pk: m for m in Matter.objects.filter(pk__in={key for key, _name in found})}
    given = _given(set(matters.values()), asked)
    return [
        {"matter": matters[key].reference, "kind": matters[key].kind, "named_as": name}
        for key, name in sorted({one for one in found if one[0] in given})
    ]


def _kin(asked: Asked) -> Rows:
    return [
        {
            "number": one.id,
            "kin_of": one.kin.person,
            "kin_at": one.kin.organ,
            "declared_on": one.declared_on.isoformat(),
        }
        for one in own_kin(asked.sitting)
    ]


def _views(asked: Asked) -> Rows:
    return [
        _plain(row, ("name", "query"))
        for row in SavedView.objects.filter(person=asked.person).order_by("name")
    ]


def _reads(asked: Asked) -> Rows:
    found = Read.objects.filter(person=asked.person).select_related("notice__matter").order_by("pk")
    read = list(found)
    given = _given({one.notice.matter for one in read}, asked)
    return [
        {"notice_on": one.notice.matter.reference, "act": one.notice.act, "read_at": one.at.isoformat()}
        for one in read
        if one.notice.matter_id in given
    ]


def _given(matters: set[Matter], asked: Asked) -> set[int]:
    """The keys of the matters of which the file may speak: seen with their content, and not sealed."""
    open_ = [
        m for m in sorted(matters, key=lambda m: m.pk) if not is_sealed(m) and not kinds.get(m.kind).sealed
    ]
    given: set[int] = set()
    for n in range(0, len(open_), _AT_ONCE):
        seen = sights(asked.sitting, open_[n : n + _AT_ONCE], asked.present)
        given |= {key for key, sight in seen.items() if sight.content}
    return given


def _recorded(model: type[Organ | Person | Post | Seat]) -> QuerySet[Any]:
    """All that was ever recorded in one of the registry's lists."""
    return model.objects.all()


def _plain(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in names}
    return {name: as_plain(v) if isinstance(v, date | datetime) else v for name, v in found.items()}


OF_ALL = (
    Part("registry", gettext_lazy("In the registry"), _registry),
    Part("seats", gettext_lazy("Seats and posts"), _seats),
    Part("account", gettext_lazy("Account"), _account),
    Part("mail", gettext_lazy("Mail"), _mail),
    Part("acts", gettext_lazy("Acts that you did"), _acts),
    Part("named", gettext_lazy("Matters that name you"), _named),
    Part("kinship", gettext_lazy("Declarations of kinship"), _kin, own=True),
    Part("views", gettext_lazy("Saved views"), _views, own=True),
    Part("notices", gettext_lazy("Notices that you read"), _reads, own=True),
)
