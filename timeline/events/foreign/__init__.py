"""Tables that others made: read whatever their encoding and separator, recognised by their columns, mapped to ours.

Each form has a file of its own with a function that turns one row into cells of events.csv; what a row does not say is
left empty, and what can't be told for certain is refused with the reason.
"""

from timeline.events.foreign.delimited import Cells, read, take
from timeline.events.foreign.forms import FORMS, Form, UnknownTable, recognise
from timeline.events.foreign.mapping import Incoming, Wishes, bring

__all__ = ["FORMS", "Cells", "Form", "Incoming", "UnknownTable", "Wishes", "bring", "read", "recognise", "take"]
