"""The stored relations of a world: for each party those that it is tied to, with the days."""

Edge = tuple[str, int, int]  # the other party, first day, day after the last; days as ordinals
Edges = dict[tuple[int, int], list[str]]  # the other parties by the two days; many come and go together
Table = dict[str, Edge | Edges]  # by party; most have one edge, and one tuple is all that it takes then


def note_another(table: Table, party: str, other: str, since: int, until: int) -> None:
    """Add an edge to a party that has one already."""
    edges = table[party]
    if isinstance(edges, tuple):
        edges = table[party] = {edges[1:]: [edges[0]]}
    alike = edges.get((since, until))
    if alike is None:
        edges[since, until] = [other]
    else:
        alike.append(other)


def valid(edges: Edge | Edges | None, on: int) -> list[str]:
    """Return the other parties on the day; not to be changed, it may be the very list that is stored."""
    if isinstance(edges, tuple):
        party, since, until = edges
        return [party] if since <= on < until else []
    found: list[str] = []
    if edges is not None:
        for (since, until), parties in edges.items():
            if since <= on < until:
                found = found + parties if found else parties
    return found


def step(parties: list[str], table: Table, on: int) -> list[str]:
    """Return whom one step leads to from any of the parties."""
    if len(parties) == 1:  # most walks fan out in their last leg only: nobody is reached twice
        return valid(table.get(parties[0]), on)
    reached: dict[str, None] = {}
    for party in parties:
        reached |= dict.fromkeys(valid(table.get(party), on))
    return list(reached)
