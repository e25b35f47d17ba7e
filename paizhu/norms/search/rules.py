"""How much each kind of match counts: the tuned numbers of the search, in one place.

Tuned on `bench/queries/lay-tune.jsonl` over 27,000 articles; `docs/decisions/search-engine.md` says how.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """How the matches in one field count.

    saturation, length: k1 and b of BM25.  single, pair: weight of a character, of two neighbours or a Latin word.
    """

    saturation: float
    length: float
    single: float
    pair: float


FIELDS = (
    Field(saturation=0.7, length=0.3, single=0.5, pair=1.0),  # the text of the article
    Field(saturation=0.9, length=0.5, single=0.1, pair=0.15),  # title, names, headings
    Field(saturation=0.7, length=0.3, single=0.15, pair=0.4),  # how people ask about it
)
EXPANSION = 0.2  # weight of a term that the lexicon adds, beside one that was typed
LONGEST = 600  # characters of a query that are read
MOST_TERMS = 120  # the rarest of a query's terms; more would only cost time
LAPSED = 0.85  # what an article counts whose version is no longer in force
MEANING = 0.25  # what a deviation of likeness in meaning counts, beside 1 for the best match in words
POOL = 2_000  # articles, the best by words, that are compared in meaning
WORTH = 0.3  # an article that scores below this share of the best is no hit
HALF = 25.0  # a sum of this much shows as 0.5
