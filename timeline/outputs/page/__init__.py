"""The page: one HTML file that opens anywhere, with no network.

`drawn` lays events out in columns and texts, `packing` compresses them, `context` puts quotes into their context,
`outlines` cuts the map, `assembly` puts the file together from `page.html`, `style/` and `script/`. In the browser,
`script/main.js` says what happens in which order.
"""

from timeline.outputs.page.assembly import render
from timeline.outputs.page.drawn import Since

__all__ = ["Since", "render"]
