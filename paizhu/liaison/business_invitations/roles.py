"""What an office may be asked in as: acts of the vocabulary. Whether it may do one toward this host, the door rules.

Those that are part of the host's business stand here as well, so that whoever invites can say what is meant and is told why not.
"""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from paizhu.norms.base import Base

ATTEND, ONSITE, FILES = "attend_meeting", "supervise.onsite", "review_files"
CHANNELS, BE_THERE = "accept_report.publish_channels", "accept_invitation"
BUSINESS = "host_business"

_NAMES: dict[str, Promise] = {
    ATTEND: pgettext_lazy("role", "attend a meeting, without a vote"),
    ONSITE: pgettext_lazy("role", "check on the spot, on the day or afterwards"),
    FILES: pgettext_lazy("role", "consult the papers"),
    CHANNELS: pgettext_lazy("role", "put up where to report: the complaint channel on show"),
    BE_THERE: pgettext_lazy("role", "be there and oversee, by agreement"),
}
# What is near to a seat in the host's business and may be open: the door offers those that are, on the day.
NEAR = tuple(_NAMES)
RECEIVED = "received"  # the state of one that the office recorded and the host did not confirm yet
# Accepted, these are matters of a kind of their own.
BECOMES = {ATTEND: "attendance.ask", ONSITE: "visit.plan"}
_BUSINESS = gettext_lazy("{act} (the host's business)")


def roles(base: Base) -> list[tuple[str, str]]:
    """Return what can be asked for, with its name in the reader's language: the open ones first, then the host's business."""
    business = sorted(act for act in base.acts if f"{act}.".startswith(f"{BUSINESS}."))
    return [(act, role_name(act, base)) for act in (*NEAR, *business)]


def role_name(act: str, base: Base) -> str:
    """Return what an act is called in an invitation."""
    if act in _NAMES:
        return str(_NAMES[act])
    name = base.acts[act].name.in_("en" if get_language() == "en" else "zh")
    return str(_BUSINESS).format(act=name)
