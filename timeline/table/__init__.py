"""CSV as RFC 4180 has it, read strictly and written so that a row nobody touched keeps its every byte.

Reading stops at nothing: what is wrong is a Finding, and the table holds all that could be made out. The codes:

| code | name | what |
|---|---|---|
| T101 | empty-table | no header row |
| T102 | not-utf-8 | another encoding; the finding says which it looks like, and the cells are read as that |
| T103 | nul-character | a cell holds U+0000: a binary file, or UTF-16 read as UTF-8 |
| T104 | ragged-row | more or fewer cells than the header |
| T105 | nameless-column | an empty cell in the header; the column goes by "column 4" here |
| T106 | duplicate-column | two columns of one name; the second goes by "title (column 7)" here |
| T107 | broken-quotes | a quotation mark that never closes, or text behind a closing one |
| T108 | wrong-separator | semicolons or tabs where RFC 4180 has commas |
"""

from timeline.table.reading import parse, read
from timeline.table.rows import records
from timeline.table.writing import NotUtf8, write

__all__ = ["NotUtf8", "parse", "read", "records", "write"]
