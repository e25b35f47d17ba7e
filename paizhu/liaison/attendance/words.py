"""What people read for the words that attendance keeps."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from paizhu.liaison.attendance.models import Adoption, Capacity, Meeting, Verdict

MEETINGS = [
    (Meeting.LEADERSHIP.value, gettext_lazy("meeting of the leadership")),
    (Meeting.PARTY_GROUP.value, gettext_lazy("meeting of the Party group")),
    (Meeting.OTHER.value, gettext_lazy("other important meeting")),
]
CAPACITIES = [
    (Capacity.SAT_IN.value, gettext_lazy("sat in, without a vote")),
    (Capacity.ATTENDED.value, gettext_lazy("attended, without a vote")),
]
VERDICTS = [
    (Verdict.RECORDED.value, gettext_lazy("recorded as raised")),
    (Verdict.SOFTENED.value, gettext_lazy("softened")),
    (Verdict.MISSING.value, pgettext_lazy("opinion in minutes", "missing")),
]
ADOPTIONS = [
    (Adoption.ADOPTED.value, gettext_lazy("adopted")),
    (Adoption.PARTLY.value, gettext_lazy("adopted in part")),
    (Adoption.DECLINED.value, gettext_lazy("not adopted")),
]
