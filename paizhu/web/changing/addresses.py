"""Ids in addresses: whatever an id holds, its address leads to it and to nothing else."""

from urllib.parse import unquote

from django.urls import register_converter

# Pages whose addresses stand where an id does.
_RESERVED = {"new", "import", "changes"}


class IdConverter:
    """An id as one part of an address; what would split it, climb out of it or be taken for another page is escaped."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return the id."""
        return unquote(value.replace("~", "%"))

    def to_url(self, value: str) -> str:
        """Return the part of the address.

        >>> IdConverter().to_url("../a~b"), IdConverter().to_python("~2E~2E~2Fa~7Eb")
        ('..~2Fa~7Eb', '../a~b')
        """
        escaped = "".join(f"~{ord(c):02X}" if c in "~/%\\" else c for c in value)
        is_other = escaped in _RESERVED or set(escaped) == {"."}
        return f"~{ord(escaped[0]):02X}{escaped[1:]}" if is_other else escaped


register_converter(IdConverter, "registry_id")
