"""Who the parties of a ruling are, where it is about organs with names and not about kinds."""

from collections.abc import Mapping
from dataclasses import dataclass

from paizhu.norms.world import World


@dataclass(frozen=True, slots=True)
class Cast:
    """names: what each party is called (the same in every language); world: the one that was ruled in."""

    names: Mapping[str, str]
    world: World
