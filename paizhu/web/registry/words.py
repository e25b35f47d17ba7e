"""What the closed sets of the registry are called on pages. The Chinese words are those of the exchange files."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paizhu.registry.kinds import Kind, Level, Type

KINDS: Mapping[Kind, Promise] = {
    Kind.COMMITTEE: _("local Party committee"),
    Kind.COMMISSION: _("discipline and supervisory commission"),
    Kind.AGENCY: _("discipline work committee for organs"),
    Kind.OFFICE: _("stationed office"),
    Kind.HOST: _("host unit"),
    Kind.PARTY_GROUP: _("Party group"),
    Kind.UNIT_COMMITTEE: _("Party committee of a unit"),
    Kind.ORGAN_COMMITTEE: _("organ Party committee"),
    Kind.ORGAN_DISCIPLINE: _("organ discipline committee"),
    Kind.UNIT_DISCIPLINE: _("discipline body of a subordinate unit"),
    Kind.SUBORDINATE: _("subordinate unit"),
}
# The name of a type, and how the relation reads from its target.
TYPES: Mapping[Type, Promise] = {
    Type.LEADS: pgettext_lazy("relation", "leads"),
    Type.DISPATCHES: pgettext_lazy("relation", "dispatches"),
    Type.STATIONED_AT: pgettext_lazy("relation", "is stationed at"),
    Type.COVERS: pgettext_lazy("relation", "oversees as a further unit"),
    Type.PARTY_BODY_OF: pgettext_lazy("relation", "is the Party group of"),
    Type.DISCIPLINE_BODY_OF: pgettext_lazy("relation", "is the discipline body of"),
    Type.SUBORDINATE_OF: pgettext_lazy("relation", "is subordinate to"),
    Type.GUIDES: pgettext_lazy("relation", "guides"),
}
BACK: Mapping[Type, Promise] = {
    Type.LEADS: pgettext_lazy("relation", "is led by"),
    Type.DISPATCHES: pgettext_lazy("relation", "is dispatched by"),
    Type.STATIONED_AT: pgettext_lazy("relation", "has the stationed office"),
    Type.COVERS: pgettext_lazy("relation", "is overseen, as a further unit, by"),
    Type.PARTY_BODY_OF: pgettext_lazy("relation", "has the Party group"),
    Type.DISCIPLINE_BODY_OF: pgettext_lazy("relation", "has the discipline body"),
    Type.SUBORDINATE_OF: pgettext_lazy("relation", "has the subordinate unit"),
    Type.GUIDES: pgettext_lazy("relation", "is guided by"),
}
LEVELS: Mapping[Level, Promise] = {
    Level.CHIEF: pgettext_lazy("level of a post", "principal"),
    Level.DEPUTY: pgettext_lazy("level of a post", "deputy"),
    Level.LEADERSHIP: pgettext_lazy("level of a post", "leadership member"),
    Level.MIDDLE: pgettext_lazy("level of a post", "middle level"),
    Level.OTHER: pgettext_lazy("level of a post", "other"),
}
