"""Parquet: a row an event with typed columns, citations as a list in the row. pyarrow's only home."""

from __future__ import annotations

import io

from timeline.outputs.exports import record
from timeline.outputs.exports.dossier import Dossier, ExtraMissing


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return the table. Days are texts (ISO 8601), since Parquet's dates end where calendars of history go on.

    Raises ExtraMissing.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExtraMissing(error, "parquet") from error

    text, texts, number = pa.string(), pa.list_(pa.string()), pa.float64()
    cited = pa.struct([(name, text) for name in ("source", "quote", "date", "standing")])
    kinds = {
        "lat": number, "lon": number, "actors": texts, "tags": texts, "doubts": texts, "credibility": pa.int8(),
        "date_uncertain": pa.bool_(), "date_approximate": pa.bool_(), "citations": pa.list_(cited),
        "extra": pa.map_(text, text),
    }  # fmt: skip
    about = {"title": dossier.title, "tlp": dossier.whole, "state": dossier.state}
    schema = pa.schema([(name, kinds.get(name, text)) for name in COLUMNS], metadata=about)
    rows = [record.event(dossier, event) for event in dossier.events]
    for row in rows:
        row["extra"] = list(row["extra"].items())
    made = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema), made, compression="zstd")
    return {"timeline.parquet": made.getvalue()}


COLUMNS = (
    "id", "date", "first_day", "last_day", "date_words", "date_precision", "date_uncertain", "date_approximate",
    "title", "summary", "category", "place", "lat", "lon", "actors", "tags", "status", "credibility", "tlp", "doubts",
    "citations", "notes", "extra",
)  # fmt: skip
