"""The second stage of verifying: what entries say is of their form, as the columns have it, and as content was committed to."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from paizhu.journal import proven_texts, stretches
from paizhu.journal.as_it_stands import as_it_stands, bytes_of, entries, without_number
from paizhu.journal.body import FORM
from paizhu.journal.canonical import NotCanonical, canonical
from paizhu.journal.faults import Fault, Finding, Verified
from paizhu.journal.leaves import Leaves
from paizhu.journal.models import SHA256, Content, Entry, Log
from paizhu.journal.reading import matches
from paizhu.journal.sealed import NoKey
from paizhu.journal.tree import leaf_hash

_AT_ONCE = 2_000


class Reading:
    """The way along the entries once more. leaves: of what was hashed; what is read must be that."""

    def __init__(self, log: Log, leaves: Leaves, result: Verified, told: Callable[[int, int], None]) -> None:
        self._log, self._leaves, self._result, self._told = log, leaves, result, told
        self._known = {one.number for one in result.at_entries if one.fault is Fault.CHANGED}
        self._number = self._start = leaves.after
        self._last = 0
        # Whether there was something between the numbers.
        self._strays = False

    def go(self, last: int) -> None:
        """Go to that number, and put what is wrong into the result."""
        self._last = last
        self._by_one(min(-(-self._start // stretches.BLOCK) * stretches.BLOCK, last))
        # As far as it is known what was hashed.
        self._by_blocks(self._leaves.last // stretches.BLOCK * stretches.BLOCK)
        self._by_one(last)
        if self._strays or without_number(self._log):
            self._result.at_entries.append(Finding(Fault.FORM, 0))

    def _by_blocks(self, last: int) -> None:
        found = stretches.over(self._log, self._number, last, self._leaves)
        for blocks in stretches.shared(proven_texts.prove, found):
            for sound in blocks:
                if sound:
                    self._number += stretches.BLOCK
                    self._result.checked += stretches.BLOCK
                else:
                    self._by_one(self._number + stretches.BLOCK)
            self._tell()

    def _by_one(self, last: int) -> None:
        stated = RawSQL(stretches.AT[connection.vendor], ())  # noqa: S611  ours
        # The instant as it stands, for what is none cannot be read.
        found = self._log.entries.prefetch_related("content").defer("at", "hashes").annotate(stated=stated)
        with as_it_stands():
            for entry in entries(found, self._number, last):
                if entry.number is None:
                    self._strays = True
                    continue
                self._number = entry.number
                self._one(entry)
                self._result.checked += 1
                if not self._result.checked % _AT_ONCE:
                    self._tell()
        self._number = max(self._number, last)
        self._tell()

    def _one(self, entry: Any) -> None:
        form = _of_form(self._log, entry)
        # Where no entry can be read, nothing can be said of its content.
        content = [] if Finding(Fault.FORM, entry.number) in form else _content(entry)
        self._result.at_entries += [*self._as_hashed(entry), *form, *content]

    def _as_hashed(self, entry: Any) -> list[Finding]:
        hashed = self._leaves.of(entry.number, entry.number)
        if not hashed or hashed == leaf_hash(bytes_of(entry.body)) or entry.number in self._known:
            return []
        return [Finding(Fault.CHANGED, entry.number)]

    def _tell(self) -> None:
        self._told(self._number - self._start, self._last - self._start)


def _of_form(log: Log, entry: Any) -> list[Finding]:
    try:
        body = json.loads(entry.body)
        sound = canonical(body) == entry.body
        fields = (body["form"], body["hash"], body["log"])
        number, at = body["number"], str(body["at"])
    except (ValueError, TypeError, KeyError, RecursionError, NotCanonical):
        return [Finding(Fault.FORM, entry.number)]
    if not sound or fields != (FORM, SHA256, log.organ):
        return [Finding(Fault.FORM, entry.number)]
    told = number == entry.number and proven_texts.says(entry.stated, at)
    return [] if told else [Finding(Fault.COLUMNS, entry.number)]


def _content(entry: Entry) -> list[Finding]:
    kept = sorted((bytes_of(one.name).decode(errors="replace"), one.pk, one) for one in entry.content.all())
    return [Finding(fault, entry.number, name) for name, _key, one in kept if (fault := _fault(entry, one))]


def _fault(entry: Entry, content: Content) -> Fault | None:
    try:
        return None if matches(entry, content) else Fault.CONTENT
    except NoKey:
        return Fault.NO_KEY
    except (AttributeError, TypeError, UnicodeError):  # bytes where a text belongs, or the other way round
        return Fault.CONTENT
