"""Countersigning by exchanged files: an office's export up, the countersigned checkpoint down, and kept by the office."""

from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paizhu import places
from paizhu.accounts.middleware import SeatRequest
from paizhu.door import witnessing
from paizhu.journal import keys, paizhu_verify
from paizhu.journal.countersigning import NotCountersigned
from paizhu.journal.notes import KeyType
from paizhu.journal.paizhu_verify import Key
from paizhu.norms.errors import InvalidInput, PaizhuError
from paizhu.web import uploads
from paizhu.web.language import pack_language
from paizhu.web.record.proving import reading, shown
from paizhu.web.seat import sitting_required

_TOLD = 50
_NOTE_BYTES = 64 * 1024
_KEYS = {"log": KeyType.LOG, "witness": KeyType.WITNESS}


@sitting_required
@require_POST
def countersign(request: SeatRequest) -> HttpResponse:
    """Countersign the head of an export that an office sent, and hand the countersigned checkpoint over."""
    sitting, present, _readable = reading(request)
    if present is None or not witnessing.led_by(sitting, present):
        raise Http404
    not_led = _(
        "This file is the log of {log}, which is no office that your organ leads; nothing was signed."
    )
    with _folder() as folder:
        file = Path(folder) / "export"
        try:
            given = _keys(request.POST.get("key", ""))
            _kept(request.FILES.get("file"), file, uploads.LARGEST)
            text = witnessing.countersign_file(sitting, present, file, given, not_led, timezone.now())
        except NotCountersigned as error:
            findings = [one.say(pack_language()) for one in error.findings[:_TOLD]]
            return shown(request, sitting, present, sitting.organ, wrong={"exchange": ""}, rewritten=findings)
        except (PaizhuError, paizhu_verify.Unreadable) as error:
            # Where the file lies for this moment is of no use to anybody.
            wrong = {"exchange": str(error).removeprefix(f"{file}: ")}
            return shown(request, sitting, present, sitting.organ, wrong=wrong)
    return _note(text, f"{paizhu_verify.read_checkpoint(text).size}.countersigned")


@sitting_required
@require_POST
def receive(request: SeatRequest) -> HttpResponse:
    """As an office: keep the countersignature of a head of the own log."""
    sitting, present, _readable = reading(request)
    not_own = _("This is a checkpoint of another organ's log; nothing was kept.")
    try:
        given = _keys(request.POST.get("witness", ""))
        text = _text(request.FILES.get("file"))
        kept = witnessing.receive(sitting, text, given, not_own, timezone.now())
    except (PaizhuError, paizhu_verify.Unreadable) as error:
        return shown(request, sitting, present, sitting.organ, wrong={"receive": str(error)})
    return shown(request, sitting, present, sitting.organ, kept=kept.size)


@sitting_required
@require_safe
def countersigned(request: SeatRequest) -> HttpResponse:
    """Hand over the latest countersigned checkpoint of a log, to be kept where nobody here can reach it."""
    readable = reading(request)[2]
    organ = request.GET.get("organ", "")
    text = witnessing.countersigned_note(organ) if organ in readable else None
    if text is None:
        raise Http404
    return _note(text, f"{organ}-{paizhu_verify.read_checkpoint(text).size}.countersigned")


@sitting_required
@require_safe
def public_keys(request: SeatRequest, which: str) -> HttpResponse:
    """Hand over the installation's public keys: of its logs, or of its countersignatures."""
    reading(request)
    if which not in _KEYS:
        raise Http404
    keys.signing_key(_KEYS[which])
    return _note(keys.public_keys(_KEYS[which]), f"{which}.pub")


@sitting_required
@require_safe
def verifier(request: SeatRequest) -> HttpResponse:
    """Hand over the verifier, one file that needs nothing of the product."""
    reading(request)
    program = resources.files("paizhu.journal").joinpath("paizhu_verify.py").read_bytes()
    return _note(program, "paizhu_verify.py")


def _keys(text: str) -> list[Key]:
    found = paizhu_verify.read_keys(text)
    if not found:
        raise InvalidInput(_("A public key was expected, name+id+base64; nothing was signed or kept."))
    return found


def _folder() -> "TemporaryDirectory[str]":
    """Where what was sent lies while it is looked at."""
    places.uploading().mkdir(parents=True, exist_ok=True, mode=0o700)
    return TemporaryDirectory(dir=places.uploading())


def _kept(given: "UploadedFile[Any] | None", file: Path, most: int) -> None:
    """Put what was sent into a file. Raises InvalidInput where nothing was sent, or too much."""
    if given is None:
        raise InvalidInput(_("A file was expected; nothing was signed or kept."))
    if (given.size or 0) > most:
        told = _("The file is larger than {n} KiB; nothing was signed or kept.")
        raise InvalidInput(told.format(n=most // 1024))
    with file.open("xb") as opened:
        opened.writelines(given.chunks())


def _text(given: "UploadedFile[Any] | None") -> str:
    with _folder() as folder:
        file = Path(folder) / "note"
        _kept(given, file, _NOTE_BYTES)
        try:
            return file.read_text("utf-8")
        except UnicodeDecodeError:
            raise InvalidInput(_("Not a checkpoint: it is no text; nothing was kept.")) from None


def _note(text: str | bytes, name: str) -> HttpResponse:
    reply = HttpResponse(text, content_type="text/plain; charset=utf-8")
    reply["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    reply["Cache-Control"] = "no-store"
    return reply
