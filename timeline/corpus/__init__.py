"""The corpus: a folder of documents that are never edited, and their register, sources.csv."""

from timeline.corpus import register
from timeline.corpus.audit import DocumentCheck, QuoteCheck, Verified, verify
from timeline.corpus.documents import OutsideCorpus, UnreadableDocument, load, locate, read
from timeline.corpus.intake import Added, AlreadyThere, BadField, DamagedRegister, NoTitle, Wanted, add, admit

__all__ = [
    "Added",
    "AlreadyThere",
    "BadField",
    "DamagedRegister",
    "DocumentCheck",
    "NoTitle",
    "OutsideCorpus",
    "QuoteCheck",
    "UnreadableDocument",
    "Verified",
    "Wanted",
    "add",
    "admit",
    "load",
    "locate",
    "read",
    "register",
    "verify",
]
