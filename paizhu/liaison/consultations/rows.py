"""What of a consultation is content. Its items and decisions point at other matters, whose content is their own."""

from paizhu.door.kinds import Rows
from paizhu.liaison.consultations.models import Confirmation, Consultation, Decision, Item, Minutes

ROWS = (
    Rows(Confirmation, "minutes__matter"),
    Rows(Minutes),
    Rows(Decision, points=("task",)),
    Rows(Item, points=("about",)),
    Rows(Consultation),
)
