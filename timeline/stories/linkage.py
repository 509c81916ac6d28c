"""Clusters by average linkage: two are joined where their members, on average, are likely enough one.

Single linkage, where one likely pair is enough, makes one story of a chain of neighbours that have nothing in common.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping


def clusters(likely: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Return the clusters of two or more items, each ascending.

    `likely` holds for pairs (lower item first) how likely the two are one, 0 to 1; a pair that is missing counts as 0.
    The likeliest clusters are joined first, as long as the mean over all pairs of their members is `least` or more.
    """
    sums: dict[int, dict[int, float]] = {}
    for (one, other), share in likely.items():
        sums.setdefault(one, {})[other] = share
        sums.setdefault(other, {})[one] = share
    members = {item: [item] for item in sums}
    waiting = [(-share, one, other, 2) for (one, other), share in likely.items() if share >= least]
    heapq.heapify(waiting)
    while waiting:
        _, one, other, count = heapq.heappop(waiting)
        # A pair of clusters that have grown since waits once more, with the mean of today.
        if one not in members or other not in members or len(members[one]) + len(members[other]) != count:
            continue
        members[one] += members.pop(other)
        near, far = sums[one], sums.pop(other)
        del near[other], far[one]
        for third, share in far.items():
            near[third] = near.get(third, 0.0) + share
            del sums[third][other]
        for third, share in near.items():
            sums[third][one] = share
            mean = share / (len(members[one]) * len(members[third]))
            if mean >= least:
                low, high = sorted((one, third))
                heapq.heappush(waiting, (-mean, low, high, len(members[one]) + len(members[third])))
    return [sorted(items) for items in members.values() if len(items) > 1]
