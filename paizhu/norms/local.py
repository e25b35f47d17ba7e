"""Local norms: a city's own measures over the base, for the organs under one authority, ranked below everything.

A small pack: `local.yaml` (id, title) and `regulations/*.yaml` in the form of docs/norm-pack.md with `rank: local`,
in the kinds, acts and relations of the base.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from paizhu.norms.base import Base
from paizhu.norms.check import references
from paizhu.norms.errors import PackError
from paizhu.norms.model import Norm, Phrasings, Rank, Regulation, Text
from paizhu.norms.pack import Pack
from paizhu.norms.regulations_reader import read_regulations
from paizhu.norms.source import Faults, Fields, load_yaml

ORDER = "local"
RANK = Rank(ORDER, ORDER, 1, Text("本地规范", "Local norms"))


@dataclass(frozen=True, slots=True)
class Local:
    """One local pack as its files say it."""

    id: str
    title: Text
    regulations: tuple[Regulation, ...]
    norms: tuple[Norm, ...]


def read_local(root: Path, base: Base) -> Local:
    """Return the local pack in a folder. Raises PackError with every fault, those against the base included."""
    faults = Faults()
    if not (root / "local.yaml").is_file():
        faults.add(str(root), 1, "no local.yaml here: not a pack of local norms")
        raise PackError(faults.found)
    head = Fields(load_yaml(root / "local.yaml", "local.yaml", faults), "local.yaml", faults)
    id_, title = head.string("id"), head.text("title")
    head.done()
    regulations, norms = read_regulations(root, faults)
    if not norms and not faults.found:
        faults.add("local.yaml", 1, "no norms in regulations/*.yaml")
    for regulation in regulations:
        if regulation.rank != ORDER:
            faults.add(
                regulation.file, 1, f"rank {regulation.rank!r}, expected {ORDER!r}: local norms rank below"
            )
        if regulation.id in base.regulations:
            faults.add(regulation.file, 1, f"{regulation.id!r} is a regulation of the base")
    if faults.found:
        raise PackError(faults.found)
    local = Local(id_, title, regulations, norms)
    own = {norm.file for norm in norms} | {r.file for r in regulations}
    problems = [p for p in references(_merged(base.pack, [(local, date.min)])) if p.file in own]
    if problems:
        raise PackError(problems)
    return local


def overlay(base: Base, locals_: Iterable[tuple[Local, date]]) -> Base:
    """Return the base with local packs over it, each in force from its day on."""
    return Base(_merged(base.pack, list(locals_)))


def _merged(pack: Pack, packs: list[tuple[Local, date]]) -> Pack:
    norms = [_from(norm, since) for local, since in packs for norm in local.norms]
    return replace(
        pack,
        digest=f"{pack.digest}+{'+'.join(local.id for local, _ in packs)}",
        ranks=(*pack.ranks, RANK),
        regulations=(*pack.regulations, *(r for local, _ in packs for r in local.regulations)),
        norms=(*pack.norms, *(norm for norm in norms if norm is not None)),
        phrasings=Phrasings(),
    )


def _from(norm: Norm, since: date) -> Norm | None:
    """The norm from that day on; None when it has ended by then."""
    if norm.until is not None and norm.until <= since:
        return None
    return replace(norm, since=max(norm.since, since))
