"""Whether what comes again with a key is what came with it first.

Beside the key of an act is kept a digest of what was sent: the act, the matter and the form as it was filled in, before
anything judged it, so that the same bytes are the same request whatever became of the matter in between. It is made with
the secret key of the installation, which is not in the database: nobody tries out there what a form may have said.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import salted_hmac

from paizhu.door.acts import acts

_SALT = "paizhu.door.resending"
# What a page sends beside the form of an act.
_OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "key"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a key. digest: of all that was sent."""

    key: str
    digest: str


def digest(act: str, reference: str | None, data: Mapping[str, Any], files: Any) -> str:
    """Return `KEY:DIGEST`: a word for the secret key, and an HMAC with it of what was sent.

    data, files: as the act's form takes them. Fields that are left out and those that are empty are the same, and so are
    a number and its digits, and the line ends of a browser and those of a program.
    """
    said = {"act": act, "matter": reference or "", "form": _form(act, data, files or {})}
    text = json.dumps(said, ensure_ascii=True, sort_keys=True)
    return f"{_key()}:{salted_hmac(_SALT, text, algorithm='sha256').hexdigest()}"


def is_another(kept: str | None, sent: str) -> bool:
    """Whether what was sent is another request than the one that is kept.

    Not where that cannot be told: kept before there were digests (None), or with a secret key that was replaced since.
    """
    return kept is not None and kept.partition(":")[0] == _key() and kept != sent


def _key() -> str:
    return salted_hmac(f"{_SALT}.key", "", algorithm="sha256").hexdigest()[:8]


def _form(act: str, data: Mapping[str, Any], files: Any) -> dict[str, Any]:
    """The inputs that hold something, as the form would read them; of one that grows, all that were sent."""
    form = acts.get(act).form if act in acts else None
    fields = form.base_fields if form is not None else {}
    found = {name: field.widget.value_from_datadict(data, files, name) for name, field in fields.items()}
    if form is None or form.grows:
        every = getattr(data, "getlist", data.get)
        found |= {name: every(name) for name in data if name not in fields and name not in _OF_THE_PAGE}
    plain = {name: _plain(value) for name, value in found.items()}
    return {name: value for name, value in plain.items() if value not in ("", [], False, None)}


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, UploadedFile):
        return [value.name, _of_content(value)]
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value).replace("\r\n", "\n").strip()


def _of_content(file: "UploadedFile[bytes]") -> str:
    found = sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
