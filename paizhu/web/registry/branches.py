"""Branches of the tree of organs as lists that fold. Written out here: a city has hundreds, a province thousands."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paizhu.registry.hierarchy import Branch
from paizhu.registry.kinds import OVER_A_HOST, Kind
from paizhu.registry.records import Relation
from paizhu.web import links
from paizhu.web.registry.moment import Moment
from paizhu.web.registry.words import KINDS, TYPES
from paizhu.web.slots import put

MOST = 1_500  # organs drawn at once; what is below the rest is behind a link
_OPEN = frozenset({Kind.COMMITTEE, Kind.COMMISSION})
_LEAF = '<li class="pz-organ">{}</li>'
# The link stands beside what folds, not in it: one thing to press does one thing.
_FOLD = (
    '<li class="pz-organ pz-folds">{}<details{}><summary><span class="visually-hidden">{}</span></summary>'
    "<ul>{}</ul></details></li>"
)
_HEAD = '<a href="{}">{}</a> <span class="pz-organ-kind">{}</span>{}{}'
_COUNT = ' <span class="pz-count">{}</span>'
_NOTE = ' <span class="pz-organ-note">{}</span>'
_MORE = '<li class="pz-organ"><a href="{}">{}</a></li>'


def drawn(branches: Iterable[Branch], moment: Moment) -> SafeString:
    """Return the branches as list items, folded below the commissions."""
    return _Drawing(moment).items(list(branches), top=True)


class _Drawing:
    """Draws until there is enough of it."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._left = MOST
        self._kinds = {kind: str(word) for kind, word in KINDS.items()}

    def items(self, branches: list[Branch], *, top: bool = False) -> SafeString:
        made = []
        for branch in branches:
            self._left -= 1
            made.append(self._item(branch, opened=top or branch.organ.kind in _OPEN))
        return SafeString("".join(made))

    def _item(self, branch: Branch, *, opened: bool) -> SafeString:
        head = self._head(branch)
        if not branch.below:
            return put(_LEAF, head)
        if self._left < len(branch.below) and not opened:
            words = ngettext("Show the {count} organ below", "Show the {count} organs below", branch.count)
            under = links.organs(self._moment.on, self._moment.known, branch.organ.id)
            inner = put(_MORE, under, words.format(count=branch.count))
        else:
            inner = self.items(branch.below)
        label = _("Below {name}").format(name=branch.organ.name)
        return put(_FOLD, head, SafeString(" open" if opened else ""), label, inner)

    def _head(self, branch: Branch) -> SafeString:
        organ, note = branch.organ, ""
        if branch.elsewhere:
            note = put(_NOTE, _("told under its own superior"))
        elif branch.by is not None and branch.by.type in OVER_A_HOST:
            # Of the others the kinds of both organs tell enough.
            note = put(_NOTE, self._how(branch.by))
        count = put(_COUNT, str(branch.count)) if branch.count else SafeString("")
        return put(_HEAD, self._moment.organ(organ.id), organ.name, self._kinds[organ.kind], count, note)

    def _how(self, by: Relation) -> str:
        """By which relation the office above is over it, and since when."""
        word = str(TYPES[by.type])
        if by.since is None:
            return word
        return _("{relation}, since {day}").format(relation=word, day=by.since.isoformat())
