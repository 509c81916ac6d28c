"""Is the quote in the document: exactly, after folding, or not; and where.

A quote is whole words in a row. An ellipsis (`…`, `...`, `[…]`, `[...]`, `(…)`) may join fragments of at least 12
characters that stand in this order, at most 500 characters apart, with no negation left out between them. An ellipsis
that the document has itself is part of the words: the quote as it stands is always tried first.
"""

from timeline.quotes.nearest import ABSENT
from timeline.quotes.proof import context, prove, prove_all

__all__ = ["ABSENT", "context", "prove", "prove_all"]
