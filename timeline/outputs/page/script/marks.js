// From a scene to what Plotly draws: a handful of traces, however many events there are.
//
// An exact day is a point. "Lasted from … to" is a thick bar, "some time within" a thin one. A sharp end is an upright
// stroke, at a doubtful one the bar breaks up, an open one is an arrow, an unknown one a ring. Status is a shape.
const Marks = (() => {
  // Told apart with normal sight and without red, green or blue, and 3:1 on paper and on ink, so that one list does.
  const PALETTE = ["#2299ee", "#dd6688", "#337733", "#8822ee", "#999911", "#994488", "#b8582c", "#4f8f8b", "#7d7a72", "#a0447a"];
  const SYMBOLS = { proposed: "circle-open-dot", reported: "circle", confirmed: "square", disputed: "diamond-open", withdrawn: "x" };

  let ink = {};

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    ink = {
      paper: read("--paper"), text: read("--ink"), faint: read("--faint"), rule: read("--rule"), accent: read("--accent"),
      land: read("--land"), sea: read("--sea"), border: read("--border"),
      category: Store.names.categories.map((name, code) => Store.about.colours[name] || PALETTE[code % PALETTE.length]),
      status: Store.about.statuses.map((name) => SYMBOLS[name]),
    };
    return ink;
  }

  const lines = (color, more) => ({ type: "scatter", mode: "lines", x: [], y: [], line: { color, width: 1.5, ...more }, hoverinfo: "skip" });
  const DISPUTED = 3;
  const PROPOSED = 0;

  // Pixels in, days out: the x axis counts days, the y axis pixels from the top.
  function traces(scene, view, chosen) {
    const { column } = Store;
    const bars = new Map(); // colour and pattern -> one outline of all bars that have them
    const strokes = lines(ink.text);
    const points = { type: "scatter", mode: "markers", x: [], y: [], marker: { symbol: [], color: [], size: [], line: { color: [], width: [] }, opacity: 1 }, cliponaxis: false, hoverinfo: "skip" };
    const point = (x, y, symbol, color, size, width = 1, edge = ink.paper) => {
      points.x.push(x);
      points.y.push(y);
      points.marker.symbol.push(symbol);
      points.marker.color.push(color);
      points.marker.size.push(size);
      points.marker.line.color.push(edge);
      points.marker.line.width.push(width);
    };
    const stroke = (trace, x, y, half) => {
      trace.x.push(x, x, null);
      trace.y.push(y - half, y + half, null);
    };
    for (const mark of scene.marks) {
      const { i, y } = mark;
      const color = ink.category[column.category[i]];
      const status = column.status[i];
      const hollow = status === DISPUTED || status === PROPOSED;
      if (mark.point) {
        const x = column.first[i] + 0.5;
        point(x, y, ink.status[status], color, hollow ? 9 : 10, hollow ? 2 : 1, hollow ? color : ink.paper);
        if (column.ends[i]) point(x, y, "circle-open", ink.text, 16, 1, ink.faint);
        continue;
      }
      bar(mark, { bars, strokes, point, stroke }, view, color, hollow);
    }
    const found = [...density(scene, view, "all", 0.45), ...density(scene, view, "sharp", 1), ...bars.values(), strokes, points];
    const here = scene.marks.find((mark) => mark.i === chosen);
    found.push({
      type: "scatter", mode: "markers", hoverinfo: "skip", cliponaxis: false,
      x: here ? [view.day(Math.max(view.left + 5, Math.min(view.right - 5, here.point ? here.start : here.beside ? (here.start + here.stop) / 2 : here.start)))] : [],
      y: here ? [here.y + (here.beside ? 0 : 8)] : [],
      marker: { symbol: "circle-open", size: 20, color: ink.accent, line: { width: 2.5, color: ink.accent } },
    });
    return found;
  }

  const THICK = 6;
  const THIN = 3;
  const PIECE = 2.5; // pixels of bar, then of gap, where an end is doubtful,
  const LOOSE = 15; // and of all of them

  function bar(mark, { bars, strokes, point, stroke }, view, color, hollow) {
    const { column } = Store;
    const { i } = mark;
    const y = mark.y + (mark.beside ? 0 : 8);
    const [startEnd, stopEnd] = [column.ends[i] & 3, column.ends[i] >> 2];
    const lasted = column.kind[i] === 3;
    const half = (lasted ? THICK : THIN) / 2;
    const outline = outlineOf(bars, color, column.status[i]);
    const rectangle = (from, to) => {
      const [a, b] = [Math.max(from, view.left - 40), Math.min(to, view.right + 40)];
      if (b <= a) return;
      outline.x.push(view.day(a), view.day(b), view.day(b), view.day(a), view.day(a), null);
      outline.y.push(y - half, y - half, y + half, y + half, y - half, null);
    };
    const [looseStart, looseStop] = [startEnd, stopEnd].map((end) => (end === 1 ? Math.min(LOOSE, (mark.stop - mark.start) / 2) : 0));
    rectangle(mark.start + looseStart, mark.stop - looseStop);
    // Pieces and gaps from the outer end inwards; a span too short for both ends is pieces all through.
    const piece = Math.min(PIECE, (mark.stop - mark.start) / 5);
    for (let at = 0; at < looseStart - piece; at += 2 * piece) rectangle(mark.start + at, mark.start + at + piece);
    for (let at = 0; at < looseStop - piece; at += 2 * piece) rectangle(mark.stop - at - piece, mark.stop - at);
    if (looseStart && looseStart < LOOSE) rectangle((mark.start + mark.stop - piece) / 2, (mark.start + mark.stop + piece) / 2);
    for (const [end, at, way, clipped] of [
      [startEnd, mark.start, -1, mark.start < view.left],
      [stopEnd, mark.stop, 1, mark.stop > view.right],
    ]) {
      // Two strokes on two neighbouring pixels would be a smudge: the shortest spans have one.
      if (way > 0 && mark.stop - mark.start < 6 && end === startEnd && end === 0) continue;
      const edge = way < 0 ? view.left + 5 : view.right - 5;
      if (end === 3) point(view.day(clipped ? edge : at), y, way < 0 ? "triangle-left" : "triangle-right", color, 10, 0);
      else if (clipped) continue;
      else if (end === 0) stroke(strokes, view.day(at), y, lasted ? 4.5 : 5.5);
      else if (end === 2) point(view.day(at), y, "circle-open", color, 7, 1.5, color);
    }
    if (hollow && mark.start >= view.left) point(view.day(mark.start), y, column.status[i] === DISPUTED ? "diamond-open" : "circle-open-dot", color, 9, 2, color);
  }

  const PATTERNS = { [DISPUTED]: "/", [PROPOSED]: "." };

  // All bars of one colour and pattern are one path: as bars, each would be an element of its own.
  function outlineOf(bars, color, status) {
    const pattern = PATTERNS[status];
    const key = `${color}${pattern || ""}`;
    if (!bars.has(key)) {
      const fill = pattern ? { fillpattern: { shape: pattern, fgcolor: color, size: 5, solidity: 0.35 } } : { fillcolor: color };
      bars.set(key, { ...lines(color, { width: pattern ? 1 : 0 }), fill: "toself", ...fill });
    }
    return bars.get(key);
  }

  // How many there are, where there are too many to show: dark for certain days, light for spans and doubt. A lane is one
  // outline, not a bar a bin: thousands of elements would take Plotly half a second.
  function density(scene, view, part, opacity) {
    const perBin = (view.to - view.from) / scene.bins;
    const byColour = new Map();
    for (const lane of scene.lanes) {
      if (!lane.dense) continue;
      const color = lane.code >= 0 && view.byCategory ? ink.category[lane.code] : ink.faint;
      if (!byColour.has(color)) byColour.set(color, { x: [], y: [] });
      outline(byColour.get(color), lane, lane.bars[part], scene.bins, (bin) => view.from + bin * perBin);
    }
    return [...byColour].map(([color, { x, y }]) => ({
      type: "scatter", mode: "lines", x, y, fill: "toself", fillcolor: color, opacity, line: { width: 0, simplify: false, color }, hoverinfo: "skip",
    }));
  }

  function outline({ x, y }, lane, values, bins, day) {
    const room = lane.height - (lane.base - lane.top) - 7;
    const floor = lane.base + room;
    const heightOf = (value) => floor - Math.max(1.5, (value / lane.bars.most) * room);
    for (let bin = 0; bin < bins; bin += 1) {
      if (!values[bin]) continue;
      x.push(day(bin));
      y.push(floor);
      for (; bin < bins && values[bin]; bin += 1) {
        const top = heightOf(values[bin]);
        x.push(day(bin));
        y.push(top);
        while (bin + 1 < bins && values[bin + 1] === values[bin]) bin += 1;
        x.push(day(bin + 1));
        y.push(top);
      }
      x.push(day(bin), null);
      y.push(floor, null);
    }
  }

  return { colours, traces, get ink() { return ink; } };
})();
