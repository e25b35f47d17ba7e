"""Small statistics: a figure about matters that somebody may not see is told only where it gives none of them away."""

LEAST = 3


def withheld(figure: int) -> int | None:
    """Return a figure about matters that whoever asks may not see; None where it is withheld.

    Below LEAST it is withheld, none at all included: else the figure would tell that there is none.

    >>> [withheld(n) for n in range(5)]
    [None, None, None, 3, 4]
    """
    assert figure >= 0
    return figure if figure >= LEAST else None
