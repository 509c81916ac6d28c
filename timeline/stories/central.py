"""Of a crisis with many stories a day: first the one that tells what all tell, then what that leaves out.

Which words matter on a day is counted over all sentences about it and about the days around it; a story is as central
as the words of its sentence are, weighed by how rare they are (TF-IDF). Of two that say the same the second comes late
(maximal marginal relevance: Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

AROUND = 0.5
"""What a sentence about the day before or after counts."""
LENGTH = 0.7
"""The power of a sentence's own weight by which it is divided: 0 favours the longest sentence, 1 the shortest."""
LEADING = 6
"""Stories of a day that are set against each other; behind them come the others, the more central the sooner."""


def rarity(bags: Iterable[AbstractSet[int]]) -> Mapping[int, float]:
    """Return the inverse document frequency, squared, of each word (by its code) of some sentences."""
    seen: Counter[int] = Counter()
    total = 0
    for bag in bags:
        total += 1
        seen.update(bag)
    return {word: math.log(total / count) ** 2 for word, count in seen.items()}


def around(counted: Mapping[int, int], near: Iterable[Mapping[int, int]]) -> Mapping[int, float]:
    """Return how often each word stands in sentences about a date, and about the days around it."""
    weights: dict[int, float] = defaultdict(float, counted)
    for day in near:
        for word, count in day.items():
            weights[word] += AROUND * count
    return weights


def order(words: Sequence[AbstractSet[int]], weights: Mapping[int, float], rare: Mapping[int, float]) -> list[int]:
    """Return the numbers of the stories of one date, given best first by their leading sentences' words.

    The most central comes first, then each as far as those before leave it something to say.
    """
    lengths = [sum(rare[word] for word in bag) or 1.0 for bag in words]
    central = [
        sum(rare[word] * weights[word] for word in bag) / length**LENGTH
        for bag, length in zip(words, lengths, strict=True)
    ]
    left = sorted(range(len(words)), key=lambda number: (-central[number], number))
    repeated = [0.0] * len(words)
    first: list[int] = []
    while left and len(first) < LEADING:
        best = max(left, key=lambda number: central[number] * (1 - repeated[number]))
        left.remove(best)
        first.append(best)
        for number in left:
            shared = sum(rare[word] for word in words[number] & words[best])
            repeated[number] = max(repeated[number], shared / math.sqrt(lengths[number] * lengths[best]))
    return [*first, *left]
