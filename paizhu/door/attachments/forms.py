"""The form of an act that attaches a file, for matters of every kind."""

import re
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import ActForm
from paizhu.door.attachments import content, names, scanning
from paizhu.door.attachments.kinds import KINDS, Kind, by_ending
from paizhu.door.attachments.refusing import NotTaken, Why

MEGABYTE = 2**20


class Attach(ActForm):
    """A file, looked into before it is taken. name, kind: what was found, for the effect."""

    name: str
    kind: Kind

    file = forms.FileField(label=gettext_lazy("File"))

    def __init__(self, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        endings = [ending for id_ in settings.ATTACHMENT_TYPES for ending in KINDS[id_].endings]
        field = self.fields["file"]
        field.widget.attrs["accept"] = ",".join(endings)
        field.help_text = _("{kinds}; at most {megabytes} MB.").format(
            kinds=_accepted(), megabytes=settings.ATTACHMENT_MAX_BYTES // MEGABYTE
        )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Return the file when it can be taken."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.name, self.kind = _looked_into(file)
        except NotTaken as why:
            raise forms.ValidationError(str(why), code=why.why.value) from why
        return file


def _looked_into(file: "UploadedFile[bytes]") -> tuple[str, Kind]:
    """What costs least comes first, the scanner last. Raises NotTaken."""
    name, kind = _named(file)
    if file.size is None or file.size > settings.ATTACHMENT_MAX_BYTES:
        raise NotTaken(Why.SIZE, megabytes=settings.ATTACHMENT_MAX_BYTES // MEGABYTE)
    opened = cast("BinaryIO", file)  # it reads and seeks as a file does
    content.check(opened, kind)
    scanning.scan(opened, settings.VIRUS_SCANNER)
    return name, kind


def _named(file: "UploadedFile[bytes]") -> tuple[str, Kind]:
    """The cleaned name and the kind that it says. Raises NotTaken."""
    stem, ending = names.split(names.cleaned(file.name or ""))
    kind = by_ending(ending)
    if kind is None or kind.id not in settings.ATTACHMENT_TYPES:
        raise NotTaken(Why.KIND, accepted=_accepted())
    declared = file.content_type or ""
    if not kind.agrees(declared):
        said = re.sub(r"[^\w/.+;= -]", "", declared, flags=re.ASCII)
        raise NotTaken(Why.DECLARED, ending=ending, declared=said)
    return (stem or _("document")) + ending, kind


def _accepted() -> str:
    return ", ".join(id_.upper() for id_ in settings.ATTACHMENT_TYPES)
