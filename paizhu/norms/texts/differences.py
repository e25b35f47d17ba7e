"""A comparison of two versions, in words and for programs."""

from collections.abc import Iterator, Sequence

from paizhu.norms.model import Text
from paizhu.norms.texts.compare import Change, Pair
from paizhu.norms.texts.library import TextVersion
from paizhu.norms.texts.marks import Kept

CHANGES = {
    Change.SAME: Text("未变", "same"),
    Change.MOVED: Text("移位", "moved"),
    Change.CHANGED: Text("修改", "changed"),
    Change.NEW: Text("新增", "new"),
    Change.GONE: Text("删去", "gone"),
}
_AROUND = {Kept.OLD: ("[-", "-]"), Kept.NEW: ("{+", "+}"), Kept.BOTH: ("", "")}


def entry(old: TextVersion, new: TextVersion, pairs: Sequence[Pair]) -> dict[str, object]:
    """Return a comparison as programs read it; old and new are null where that version has no such article."""
    return {
        "regulation": old.regulation,
        "title": old.full_title,
        "from": old.version,
        "to": new.version,
        "summary": summary(pairs),
        "articles": [_article(pair) for pair in pairs],
    }


def _article(pair: Pair) -> dict[str, object]:
    return {
        "change": pair.change.value,
        "old": pair.old.number if pair.old else None,
        "new": pair.new.number if pair.new else None,
        "old_text": pair.old.plain if pair.old else None,
        "new_text": pair.new.plain if pair.new else None,
        "words": [{"in": mark.kept.value, "text": mark.text} for mark in pair.marks],
        "near": list(pair.near),
    }


def summary(pairs: Sequence[Pair]) -> dict[str, int]:
    """Return how many articles are same, moved, changed, new and gone."""
    return {change.value: sum(1 for pair in pairs if pair.change is change) for change in Change}


def lines(pairs: Sequence[Pair], lang: str) -> Iterator[str]:
    """Yield the comparison for a terminal: [-words gone-] and {+words new+}; articles that stay the same are left out."""
    for pair in pairs:
        if pair.change is Change.SAME:
            continue
        labels = [article.label for article in (pair.old, pair.new) if article]
        yield f"{CHANGES[pair.change].in_(lang)}  {' → '.join(dict.fromkeys(labels))}"
        if pair.change is Change.MOVED:
            continue
        words = "".join(f"{_AROUND[m.kept][0]}{m.text}{_AROUND[m.kept][1]}" for m in pair.marks)
        only = pair.new or pair.old
        assert only is not None
        yield from (f"    {line}" for line in (words or only.plain).split("\n"))
