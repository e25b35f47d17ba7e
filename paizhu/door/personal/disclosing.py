"""Giving a person what is held on them, on record: who asked, how it was made sure that it is they, and who gave it."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import Act, ActForm
from paizhu.door.doing import Channel, Doing
from paizhu.door.eligible import has_power
from paizhu.door.handing import File, Hands
from paizhu.door.models import REASON_LENGTH
from paizhu.door.perform import perform
from paizhu.door.personal.parts import Asked, parts
from paizhu.door.present import Present
from paizhu.door.refusals import Conflict, Gate, Refused
from paizhu.guard import beyond
from paizhu.journal.models import Entry
from paizhu.journal.reading import content_of
from paizhu.norms.procedure import Power
from paizhu.registry.models import ID_LENGTH, Post, Seat

DISCLOSE = "person.disclose"


class Disclose(ActForm):
    """Whose data, and who asked for them."""

    person = forms.CharField(label=gettext_lazy("Person, by the code"), max_length=ID_LENGTH)
    asked_by = forms.CharField(label=gettext_lazy("Asked for by"), max_length=REASON_LENGTH)
    asked_on = forms.DateField(label=gettext_lazy("Asked for on"))
    identity = forms.CharField(
        label=gettext_lazy("How it was made sure who asks"), max_length=REASON_LENGTH, widget=forms.Textarea
    )

    def clean_person(self) -> str:
        person: str = self.cleaned_data["person"].strip()
        if person != self.doing.sitting.person and not _is_of(person, self.doing):
            raise forms.ValidationError(_("No such person holds or held a seat at your organ."))
        return person

    def clean_asked_on(self) -> object:
        asked = self.cleaned_data["asked_on"]
        if asked > self.doing.present.on:
            raise forms.ValidationError(_("Name a day that is not after today."))
        return asked


def _is_of(person: str, doing: Doing) -> bool:
    """Whether the person has, or ever had, a seat at the organ or at an office that it leads."""
    organs = [doing.organ, *doing.present.led_by(doing.organ)]
    recorded: QuerySet[Any] = Post.objects.all()
    posts = recorded.filter(organ__in=organs).values("code")
    return Seat.objects.filter(Q(post__in=posts), person=person).exists()


def _may_give(doing: Doing) -> None:
    """Everybody their own; those of others a leader of the organ. Raises Refused."""
    given = doing.filled("person")
    if given is None or given["person"] == doing.sitting.person or has_power(doing.sitting, Power.LEADER):
        return
    message = _("Not recorded: what is held on somebody else only the head of the organ or a deputy gives.")
    raise Refused(Gate.POWER, "level", message)


def _note(doing: Doing) -> None:
    """Of whom, the log says to nobody who reads it; it commits to that."""
    given = doing.given
    doing.facts["own"] = given["person"] == doing.sitting.person
    doing.content |= {name: given[name] for name in ("person", "asked_by", "identity")}
    doing.content["asked_on"] = given["asked_on"].isoformat()


def _file(entry: Entry, sitting: Sitting, present: Present) -> File:
    """What is held on the person whom the entry commits to, for programs (JSON) and for people (text)."""
    with beyond.reading(beyond.Why.SENT_BEFORE):
        person = content_of(entry).get("person")
    if person is None:  # its time was over
        raise Conflict(_("The record does not hold any more whose data were asked for; ask anew."))
    held = gathered(Asked(str(person), sitting, present))
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(held, ensure_ascii=False, indent=1))
        archive.writestr("data.txt", readable(held))
    return File(f"personal-data-{present.on.isoformat()}.zip", "application/zip", into.getvalue())


ACT = Act(
    DISCLOSE,
    Disclose,
    _note,
    of_organ=True,
    bars=_may_give,
    name=gettext_lazy("Give a person their data"),
    hands=Hands(".zip", _file),
)


def disclose(
    sitting: Sitting, given: Mapping[str, Any], present: Present, channel: Channel, *, key: str = ""
) -> File:
    """Return a ZIP with what is held on the person; it is on record.

    Raises Refused, InvalidForm, Conflict.
    Source: 民法典 (2021-01-01) 第一千零三十七条: everybody may look up and copy what is held on them; 第一千零三十九条: what
    an organ learned in its work it keeps secret. To be verified: 个人信息保护法 第四十五条, which the base does not hold.
    """
    done = perform(present, sitting, DISCLOSE, None, given, key=key, channel=channel)
    if done.file is None:
        raise Conflict(_("This form was sent for another act already; nothing was changed."))
    return done.file


def gathered(asked: Asked) -> dict[str, Any]:
    """Return what is held on the person, part by part, with the sentence that stands in every such file."""
    able = [part for part in parts if asked.own or not part.own]
    return {
        "paizhu": "personal data 1",
        "person": asked.person,
        "at": asked.present.at.isoformat(),
        "given_by": asked.sitting.seat,
        "says": always_said(own=asked.own),
        "parts": {part.name: part.gather(asked) for part in able},
    }


def always_said(*, own: bool) -> str:
    """Return what every file says, whatever is or is not held."""
    said = _(
        "Where secrecy is required, something may be left out. This sentence stands in every such file: it does not say "
        "that anything was."
    )
    if own:
        return said
    return said + " " + _("What only the person may read is given to themselves alone, under My account.")


def readable(held: Mapping[str, Any]) -> str:
    """Return the same for people: a heading for each part, a line for each row."""
    labels = {part.name: str(part.label) for part in parts}
    lines = [_("What is held on the person {code}").format(code=held["person"]), held["at"], "", held["says"]]
    for name, rows in held["parts"].items():
        lines += ["", f"## {labels[name]}"]
        lines += [_line(row) for row in rows] or [_("Nothing.")]
    return "\n".join(lines) + "\n"


def _line(row: Mapping[str, Any]) -> str:
    said = (f"{name}: {'–' if value in (None, '') else value}" for name, value in row.items())
    return "- " + " · ".join(said)
