"""A rule of the registry that a record breaks."""

from dataclasses import dataclass

from paizhu.registry.records import Record


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a record breaks. field: the attribute at fault; id_ and list_: the record's."""

    list_: str
    id_: str
    field: str
    value: object
    expected: str


def at(record: Record, field: str, value: object, expected: str) -> Breach:
    """Return the breach of a rule by one field of a record."""
    return Breach(record.LIST, record.id, field, value, expected)
