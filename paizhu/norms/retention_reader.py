"""Reads what a pack says on how long matters are kept; all faults at once, with file and line."""

from pathlib import Path

from paizhu.norms.retention import KeptFor, RetentionRule
from paizhu.norms.source import Faults, Fields, listed

FILE = "retention.yaml"


def read_retention(root: Path, faults: Faults) -> tuple[RetentionRule, ...]:
    """Return what `retention.yaml` says; a pack without the file gives no term."""
    path = root / FILE
    if not path.is_file():
        return ()
    rules = tuple(_rule(f, faults) for f in listed(path, FILE, faults))
    for n, rule in enumerate(rules):
        if rule.id in {other.id for other in rules[:n]}:
            faults.add(FILE, rule.line, f"rule {rule.id!r} is defined twice")
    return rules


def _rule(f: Fields, faults: Faults) -> RetentionRule:
    rule = RetentionRule(
        id=f.string("id"),
        title=f.text("title"),
        place=f.text("place"),
        verified=f.flag("verified"),
        classes=tuple(_class(c) for c in f.each("classes")),
        matters=f.strings("matters"),
        note=f.text("note", None),
        file=f.file,
        line=f.line,
    )
    if f.ok and not rule.classes:
        f.fault("classes: none, expected one or more")
    for n, class_ in enumerate(rule.classes):
        if class_.id in {other.id for other in rule.classes[:n]}:
            faults.add(f.file, class_.line, f"class {class_.id!r} is defined twice")
    f.done()
    return rule


def _class(f: Fields) -> KeptFor:
    years = f.integer("years", None)
    if years is not None and years < 1:
        f.fault(f"years: {years}, expected 1 or more, or null for good")
    class_ = KeptFor(f.string("id"), f.own_text(), years, f.line)
    f.done()
    return class_
