"""What is near to an act without a ground: what is forbidden beside it, what is said of it, what is open in its place."""

from collections.abc import Iterable

from paizhu.door.acts import Asked
from paizhu.door.present import Present
from paizhu.door.refusals import Way
from paizhu.norms.base import Rule
from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Interpretation, Stance
from paizhu.norms.result import Result, ground
from paizhu.registry.expecting import own_parties


def nearest_bans(present: Present, asked: Asked, lang: str) -> list[Result]:
    """Return the prohibitions that bind the bearer, or a post of it, on acts beside this one; none where it has no act above it.

    An office may be asked to sit on a bid panel: no article speaks of that, and one says that its head is in charge of no
    work of the host. It decides nothing here; it is the nearest thing that a text says.
    """
    rules: dict[str, Rule] = {}
    for act in present.base.above(asked.act)[1:]:
        for party in sorted(own_parties(present.here, asked.bearer)):
            try:
                ruling = present.ruling(party, act, asked.toward)
            except (KeyError, InvalidInput):
                continue
            bans = [rule for rule in (*ruling.grounds, *ruling.caveats) if rule.prohibits]
            rules |= {rule.norm.id: rule for rule in bans}
    return [ground(rule, present.base, lang) for rule in rules.values() if rule.norm.id in present.base.norms]


def denied(present: Present, asked: Asked, lang: str) -> list[str]:
    """Return what readings say that deny the act, or one above it, to these parties. They ground nothing."""
    above = present.base.above(asked.act)
    found = [r for r in present.base.pack.interpretations if r.act in above and _is_about(r, present, asked)]
    return [r.gist.in_(lang) for r in sorted(found, key=lambda r: above.index(r.act))]


def _is_about(reading: Interpretation, present: Present, asked: Asked) -> bool:
    world = present.day.world
    in_time = reading.since <= present.on and (reading.until is None or present.on < reading.until)
    bearer = any(world.has_kind(asked.bearer, kind) for kind in reading.bearers)
    toward = asked.toward is None or any(world.has_kind(asked.toward, kind) for kind in reading.toward)
    return reading.stance is Stance.DENIES and in_time and bearer and toward


def in_its_place(present: Present, asked: Asked, lang: str) -> list[Way]:
    """Return the acts named as near that the same party owes the other or may do toward it, by the rulings of the day."""
    ways = []
    for act in asked.instead:
        ruling = present.ruling(asked.bearer, act, asked.toward)
        if act == asked.act or ruling.answer not in asked.accepts:
            continue
        said = present.here.said(ruling, lang)
        name = present.base.acts[act].name.in_(lang)
        ways.append(Way(on_ground(name, (g["short"] for g in said["grounds"]), lang), asked=act))
    return ways


def on_ground(name: str, shorts: Iterable[str], lang: str) -> str:
    """Return the name of an act with the provisions that it rests on, each once, as short as they are cited."""
    by = list(dict.fromkeys(shorts))
    if not by:
        return name
    return f"{name} ({'; '.join(by)})" if lang == "en" else f"{name}（{'、'.join(by)}）"
