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
from dataclasses import replace

from timeline.candidates.stems import codes
from timeline.stories.story import Story
from timeline.when import When

AROUND = 0.5
"""What a sentence about the day before or after counts."""
LENGTH = 0.7
"""The power of a sentence's own weight by which it is divided: 0 favours the longest sentence, 1 the shortest."""
LEADING = 6
"""Stories of a day that are set against each other; behind them come the others, the more central the sooner."""
Days = tuple[int, int]


def order(stories: Iterable[Story]) -> list[Story]:
    """Return the stories, best first: those of each date have its scores anew, the most central one the highest."""
    told: dict[Days | None, list[Story]] = defaultdict(list)
    for story in stories:
        told[_days(story.date)].append(story)
    said = {
        cited.quote: frozenset(codes(cited.quote))
        for some in told.values()
        for story in some
        for cited in story.citations
    }
    rare = _rarity(said.values())
    counted = {
        days: Counter(word for story in some for cited in story.citations for word in said[cited.quote])
        for days, some in told.items()
    }
    ordered = []
    for days, some in told.items():
        ranked = _ranked(some, _around(days, counted), said, rare)
        scores = sorted((story.score for story in some), reverse=True)
        ordered += [replace(story, score=score) for story, score in zip(ranked, scores, strict=True)]
    return sorted(ordered, key=lambda story: -story.score)


def _days(when: When | None) -> Days | None:
    """Return first and last day; of one of two days the first, since its stories compete with those of that day."""
    if when is None or when.first is None or when.last is None:
        return None
    first, last = when.first.ordinal(), when.last.ordinal()
    return (first, first) if last - first <= 1 else (first, last)


def _rarity(bags: Iterable[AbstractSet[int]]) -> Mapping[int, float]:
    """Return the inverse document frequency, squared, of each word."""
    seen: Counter[int] = Counter()
    total = 0
    for bag in bags:
        total += 1
        seen.update(bag)
    return {word: math.log(total / count) ** 2 for word, count in seen.items()}


def _around(days: Days | None, counted: Mapping[Days | None, Counter[int]]) -> Mapping[int, float]:
    """Return how often each word stands in sentences about those days, and about the days around them."""
    weights: dict[int, float] = defaultdict(float, counted[days])
    if days is not None:
        for day in (days[0] - 1, days[1] + 1):
            for word, count in counted.get((day, day), {}).items():
                weights[word] += AROUND * count
    return weights


def _ranked(
    stories: Sequence[Story],
    weights: Mapping[int, float],
    said: Mapping[str, AbstractSet[int]],
    rare: Mapping[int, float],
) -> list[Story]:
    """Return the stories of one date, the most central first, each as far as those before leave it something to say."""
    words = [said[story.citations[0].quote] for story in stories]
    lengths = [sum(rare[word] for word in bag) or 1.0 for bag in words]
    central = [
        sum(rare[word] * weights[word] for word in bag) / length**LENGTH
        for bag, length in zip(words, lengths, strict=True)
    ]
    left = sorted(range(len(stories)), key=lambda number: (-central[number], -stories[number].score, number))
    repeated = [0.0] * len(stories)
    first: list[int] = []
    while left and len(first) < LEADING:
        best = max(left, key=lambda number: central[number] * (1 - repeated[number]))
        left.remove(best)
        first.append(best)
        for number in left:
            shared = sum(rare[word] for word in words[number] & words[best])
            repeated[number] = max(repeated[number], shared / math.sqrt(lengths[number] * lengths[best]))
    return [stories[number] for number in [*first, *left]]
