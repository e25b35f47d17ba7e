"""The closed sets of a rectification: where it comes from, the four heads of causes, how a measure stands.

Source of the four heads: the published answer of 2021-11-04 on stationed offices; no provision names them.
"""

import unicodedata
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


class Origin(StrEnum):
    """Where a rectification comes from; told to the issuer's side only."""

    CASE = "case"
    FINDING = "finding"
    INSPECTION = "inspection"
    RECOMMENDATION = "recommendation"


class Head(StrEnum):
    """Under which head a cause was looked for."""

    EDUCATION = "education"
    SYSTEM = "system"
    MANAGEMENT = "management"
    SUPERVISION = "supervision"


class Standing(StrEnum):
    """How a measure stands. DROPPED: taken out of the plan before it was submitted, or before it was submitted anew."""

    OPEN = "open"
    REPORTED = "reported"
    VERIFIED = "verified"
    DROPPED = "dropped"


ORIGINS: dict[Origin, Promise] = {
    Origin.CASE: gettext_lazy("a case"),
    Origin.FINDING: gettext_lazy("a finding of daily oversight"),
    Origin.INSPECTION: gettext_lazy("an inspection"),
    Origin.RECOMMENDATION: gettext_lazy("a recommendation of another organ"),
}
HEADS: dict[Head, Promise] = {
    Head.EDUCATION: pgettext_lazy("cause", "Education"),
    Head.SYSTEM: pgettext_lazy("cause", "System"),
    Head.MANAGEMENT: pgettext_lazy("cause", "Management"),
    Head.SUPERVISION: pgettext_lazy("cause", "Supervision"),
}
STANDINGS: dict[Standing, Promise] = {
    Standing.OPEN: pgettext_lazy("measure", "under way"),
    Standing.REPORTED: pgettext_lazy("measure", "reported done, to be verified"),
    Standing.VERIFIED: pgettext_lazy("measure", "verified on site"),
    Standing.DROPPED: pgettext_lazy("measure", "taken out"),
}


def same_label(label: str) -> str:
    """Return a short label as it is compared: without spaces, widths and capitals.

    >>> same_label(" 岗位 轮换ＡＢ ")
    '岗位轮换ab'
    """
    return "".join(unicodedata.normalize("NFKC", label).casefold().split())
