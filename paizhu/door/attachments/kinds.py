"""The kinds of file that can be attached; nothing else is taken."""

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument"
# What a browser says when it does not know.
NOT_SAID = frozenset({"", "application/octet-stream"})


@dataclass(frozen=True, slots=True)
class Kind:
    """endings: of names.  media_type: under which it is handed out.  said: other media types that senders say for it.

    inside: for packages of parts, the part that must be there and what the list of content types calls it, "" where
    the package has no such list.
    """

    id: str
    endings: tuple[str, ...]
    media_type: str
    said: tuple[str, ...] = ()
    is_text: bool = False
    inside: tuple[str, str] | None = None

    def agrees(self, declared: str) -> bool:
        """Return whether a declared media type does not speak against this kind."""
        plain = declared.partition(";")[0].strip().lower()
        return plain in NOT_SAID or plain == self.media_type or plain in self.said


KINDS = {
    kind.id: kind
    for kind in (
        Kind("pdf", (".pdf",), "application/pdf", ("application/x-pdf",)),
        Kind(
            "docx",
            (".docx",),
            f"{_OFFICE}.wordprocessingml.document",
            inside=("word/document.xml", f"{_OFFICE}.wordprocessingml.document.main+xml"),
        ),
        Kind(
            "xlsx",
            (".xlsx",),
            f"{_OFFICE}.spreadsheetml.sheet",
            inside=("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet.main+xml"),
        ),
        # GB/T 33190: a package whose entry is OFD.xml.
        Kind("ofd", (".ofd",), "application/ofd", ("application/x-ofd",), inside=("OFD.xml", "")),
        Kind("png", (".png",), "image/png"),
        Kind("jpeg", (".jpg", ".jpeg"), "image/jpeg", ("image/jpg", "image/pjpeg")),
        Kind("txt", (".txt",), "text/plain", is_text=True),
        # With Excel on it, a Windows system says the last of these.
        Kind(
            "csv",
            (".csv",),
            "text/csv",
            ("application/csv", "text/plain", "application/vnd.ms-excel"),
            is_text=True,
        ),
    )
}


def by_ending(ending: str) -> Kind | None:
    """Return the kind with that ending, in whatever capitals; None when there is none."""
    return next((kind for kind in KINDS.values() if ending.lower() in kind.endings), None)
