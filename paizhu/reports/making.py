"""Making a document: as pages to look at, PDF or DOCX; and that it was carried out is on record."""

from enum import StrEnum

from django.db import transaction

from paizhu.accounts.sittings import Sitting
from paizhu.door import reading
from paizhu.door.doing import Channel
from paizhu.door.present import Present
from paizhu.journal.entries import append
from paizhu.reports import filling, pressing
from paizhu.reports.laying import Laid

ACT = "document.make"


class Form(StrEnum):
    """What a document is carried out as."""

    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def preview(sitting: Sitting, laid: Laid, present: Present, channel: Channel) -> list[bytes]:
    """Return the pages as pictures. Of what is secret it is on record, as reading is. Raises NotPressed."""
    pages = pressing.pages(laid.look.typst, laid.official.as_json())
    reading.note(sitting, laid.matter, present, channel, {"document": "preview"})
    return pages


def made(sitting: Sitting, laid: Laid, form: Form, present: Present, channel: Channel) -> bytes:
    """Return the document, which whoever holds the file can read: so its making is on record. Raises NotPressed."""
    if form is Form.PDF:
        data = pressing.pdf(laid.look.typst, laid.official.as_json())
    else:
        data = filling.filled(laid.look.docx, laid.official)
    with transaction.atomic():
        append(
            sitting.organ,
            at=present.at,
            act=ACT,
            seat=sitting.seat,
            organ=sitting.organ,
            channel=channel.value,
            outcome="done",
            matter=laid.matter.reference,
            on=present.on,
            facts={"form": form.value, "draft": laid.official.draft},
            content={},
        )
    return data


def name(laid: Laid, form: Form) -> str:
    """Return what to call the file: the reference, for a name may not tell what a letter is about."""
    return f"{laid.matter.reference}.{form.value}"
