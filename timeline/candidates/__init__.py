"""Document and mentions to candidates: what may have happened, when, where, who, of which kind."""

from timeline.candidates.candidate import Basis, Candidate, Told
from timeline.candidates.gathering import Gathered, Tables, gather, rules, seal
from timeline.candidates.kept import BadCache, Kept

__all__ = [
    "BadCache",
    "Basis",
    "Candidate",
    "Gathered",
    "Kept",
    "Tables",
    "Told",
    "gather",
    "rules",
    "seal",
]
