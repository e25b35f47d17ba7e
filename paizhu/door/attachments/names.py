"""Names of files, less what misleads a reader or a system: paths, control and invisible characters, turned writing."""

import unicodedata

from paizhu.door.attachments.models import NAME_LENGTH

# Controls; formats, among them those that turn the direction of writing; halves of pairs; line and paragraph ends.
_NO_PLACE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
# Names of devices: some systems open these instead of a file, whatever their ending.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}


def cleaned(name: str) -> str:
    r"""Return a name without folders that can be shown and stored anywhere. It may have no stem or no ending.

    >>> cleaned("../../etc/ 报告\u202efdp.exe ")
    '报告fdp.exe'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(" " if c.isspace() else c for c in last if unicodedata.category(c) not in _NO_PLACE)
    kept = " ".join(kept.translate(_FORBIDDEN).split()).strip(" .")
    stem, ending = split(kept)
    if stem.partition(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"
    return stem[: NAME_LENGTH - len(ending)].rstrip(" .") + ending


def split(name: str) -> tuple[str, str]:
    """Return stem and ending of a name; the ending with its dot, "" where there is none.

    >>> split("a.tar.gz"), split("readme")
    (('a.tar', '.gz'), ('readme', ''))
    """
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if dot and len(ending) < NAME_LENGTH // 2 else (name, "")
