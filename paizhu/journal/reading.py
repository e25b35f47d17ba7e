"""Reading a log: entries in order, the content that is still kept, and the hashes of the tree."""

import json
from collections.abc import Callable, Iterable

from paizhu.journal.canonical import Json
from paizhu.journal.commitments import commitment
from paizhu.journal.models import Content, Entry
from paizhu.journal.tree import HASH_LENGTH, Node


def entries(log: str, after: int | None = None, *, limit: int) -> list[Entry]:
    """Return entries of an organ's log by number. after: those beyond this number; None: from the first."""
    found = Entry.objects.filter(log__organ=log, number__gt=after or 0)
    return list(found.select_related("log").order_by("number")[:limit])


def content_of(entry: Entry) -> dict[str, Json]:
    """Return the entry's content by name, less what was deleted meanwhile."""
    return {one.name: json.loads(one.value) for one in entry.content.order_by("name")}


def matches(entry: Entry, content: Content) -> bool:
    """Return whether the content is what the entry committed to under that name."""
    committed = json.loads(entry.body)["content"].get(content.name)
    return bool(committed == commitment(bytes(content.salt), content.value))


def hash_of(log_id: int, nodes: Iterable[Node]) -> Callable[[Node], bytes]:
    """Return the hashes of subtrees, read at once; each is stored with the entry that completes it."""
    numbers = {node.number for node in nodes}
    stored: dict[int, bytes] = {}
    if numbers:
        rows = Entry.objects.filter(log_id=log_id, number__in=numbers).values_list("number", "hashes")
        stored = {number: bytes(hashes) for number, hashes in rows}

    def of(node: Node) -> bytes:
        start = node.level * HASH_LENGTH
        return stored[node.number][start : start + HASH_LENGTH]

    return of
