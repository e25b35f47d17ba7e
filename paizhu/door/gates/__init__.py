"""The gates of the door, each in a module of its own, in their order."""

from collections.abc import Callable

from paizhu.door.doing import Doing
from paizhu.door.gates import form, four_eyes, power, recusal, ruling, state, visibility

# Source of the order: the design of the door. What may not be seen does not exist, so nothing comes before it.
GATES: tuple[Callable[[Doing], None], ...] = (
    visibility.passes,
    ruling.passes,
    power.passes,
    recusal.passes,
    four_eyes.passes,
    state.passes,
    form.passes,
)
