"""How the closed sets of the base look: a word, an icon, a mark. Colour is never the only carrier."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# By the codes of a result (docs/reference/result.md).
ANSWER_ICONS = {
    "required": "circle-check",
    "permitted": "check",
    "forbidden": "ban",
    "limited": "circle-half-2",
    "not_provided": "circle-dashed",
    "unanswerable": "help-circle",
}
MODALITY_WORDS = {
    "duty": pgettext_lazy("modality", "duty"),
    "power": pgettext_lazy("modality", "power"),
    "prohibition": pgettext_lazy("modality", "prohibition"),
}
# One sign for a cell of the matrix.
MODALITY_SIGNS = {
    "duty": pgettext_lazy("sign of a duty", "D"),
    "power": pgettext_lazy("sign of a power", "P"),
    "prohibition": pgettext_lazy("sign of a prohibition", "X"),
}
SOURCE_WORDS = {
    "text": _("checked against the text"),
    "second_hand": _("second hand: the text was not read"),
    "memory": _("from memory: to be verified"),
}
STANCE_WORDS = {
    "supports": pgettext_lazy("stance", "supports"),
    "denies": pgettext_lazy("stance", "denies"),
    "contested": pgettext_lazy("stance", "contested"),
}
FAILS_WORDS = {
    "bearer": _("other bearer"),
    "toward": _("other counterpart"),
    "condition": _("relation not met"),
}
SETTLED_WORDS = {
    "rank": _("The higher rank prevails."),
    "later": _("The later norm prevails."),
    "specific": _("The more specific norm prevails."),
}
