"""What the door keeps: matters, who takes part in them, their clocks, and the grounds that acts rested on.

`since` and `until` are half-open days, None open. Nothing here is written except by acts (`paizhu.door.perform`).
"""

from paizhu.door.models.clocks import CalendarYear, Clock
from paizhu.door.models.columns import ITEM_LENGTH, REASON_LENGTH, WORD
from paizhu.door.models.done import Consent, Ground, Notice, Performed
from paizhu.door.models.matters import Handover, Matter, Register
from paizhu.door.models.parts import Grant, Participation
from paizhu.door.models.recusals import Recusal
from paizhu.door.models.views import SavedView

__all__ = [
    "ITEM_LENGTH",
    "REASON_LENGTH",
    "WORD",
    "CalendarYear",
    "Clock",
    "Consent",
    "Grant",
    "Ground",
    "Handover",
    "Matter",
    "Notice",
    "Participation",
    "Performed",
    "Recusal",
    "Register",
    "SavedView",
]
