// Which lane an event stands in, which lanes there are, and where in its lane each event goes.
//
// A lane with few events in the window shows each with its label; one with more shows marks only; one with too many shows
// how many there are. So a picture never holds more than a few hundred elements, be it of ten events or of a million.
const Lanes = (() => {
  const MOST = 14; // lanes; the rest share one
  const ROW = 26;
  const HEAD = 20; // a lane's name above it, where there is no room beside
  const FOLDED = 30; // the line that lanes with nothing in the window share
  const SINGLE = 420; // events drawn one by one in a lane, at most
  const FEW = 24; // so few are never only counted, however many rows they need;
  const PAGE = 60; // so few in all have the room that their labels need, also on a low screen
  const NEAR = 90; // nor so many, once the window is a few weeks: there they may all fall on one day
  const STABLE = 700; // lanes up to this long are packed as a whole, so that panning moves no event to another row
  const BIN = 4; // pixels
  const SHORT = 26;
  const RESERVED = 290; // pixels that a label keeps others away from; it may be longer where nothing follows

  let kind = "category";
  let lanes = [];
  let laneOf = null; // code -> lane
  const widths = new Map();
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = '13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

  function widthOf(i, title) {
    let width = widths.get(i);
    if (width === undefined) {
      if (widths.size > 20000) widths.clear();
      width = Math.min(560, Math.ceil(pen.measureText(title.slice(0, 120)).width) + 6);
      widths.set(i, width);
    }
    return width;
  }

  // A function that puts the lanes of an event into `into` and tells how many there are: one, or one for each of its
  // actors or sources. Asked of a million events, so it makes nothing.
  function standing(into) {
    if (!Filters.MULTIPLE.has(kind)) {
      const of = Filters.codes[kind];
      const lane = laneOf;
      return (i) => {
        into[0] = lane[of[i]];
        return 1;
      };
    }
    const { flat, starts } = Store.list(kind);
    return (i) => {
      let count = 0;
      for (let at = starts[i]; at < starts[i + 1]; at += 1) {
        const lane = laneOf[flat[at]];
        let before = false;
        for (let k = 0; k < count && !before; k += 1) before = into[k] === lane;
        if (!before) into[count++] = lane;
      }
      if (count) return count;
      into[0] = lanes.none;
      return 1;
    };
  }

  // Which lanes there are, by what passes the filters; the window has no say, or lanes would jump while panning.
  function choose(by) {
    kind = by;
    const total = new Uint32Array(Filters.values[kind].length);
    const n = Store.about.count;
    const bits = Filters.bits();
    const others = ~Filters.WINDOW;
    let bare = 0;
    if (Filters.MULTIPLE.has(kind)) {
      const { flat, starts } = Store.list(kind);
      for (let i = 0; i < n; i += 1) {
        if (bits[i] & others) continue;
        if (starts[i] === starts[i + 1]) bare += 1;
        for (let at = starts[i]; at < starts[i + 1]; at += 1) total[flat[at]] += 1;
      }
    } else {
      const of = Filters.codes[kind];
      for (let i = 0; i < n; i += 1) if (!(bits[i] & others)) total[of[i]] += 1;
    }
    const present = [...total.keys()].filter((code) => total[code] > 0);
    // Categories keep the project's order, statuses theirs; all else by number.
    if (!["category", "status"].includes(kind) || present.length > MOST) present.sort((a, b) => total[b] - total[a] || a - b);
    const own = present.length > MOST ? present.slice(0, MOST - 1) : present;
    lanes = own.map((code) => ({ code, name: Filters.values[kind][code], key: Filters.keys[kind][code], total: total[code] }));
    laneOf = new Int32Array(total.length).fill(lanes.length);
    own.forEach((code, place) => (laneOf[code] = place));
    const rest = present.slice(own.length);
    if (rest.length) lanes.push({ code: -1, name: `${rest.length} others`, key: "", total: rest.reduce((sum, code) => sum + total[code], 0) });
    lanes.none = -1;
    if (bare) {
      lanes.none = lanes.length;
      lanes.push({ code: -1, name: kind === "actors" ? "no actor" : "no source", key: "", total: bare });
    }
    collect();
  }

  // Lanes that are short enough are packed as a whole: these are their events.
  function collect() {
    for (const lane of lanes) lane.whole = lane.total <= STABLE ? [] : null;
    if (lanes.every((lane) => lane.whole === null)) return;
    const into = [];
    const stands = standing(into);
    for (let i = 0; i < Reach.dated; i += 1) {
      if (!Filters.passes(i)) continue;
      for (let at = stands(i) - 1; at >= 0; at -= 1) lanes[into[at]].whole?.push(i);
    }
  }

  // Count what each lane has in the window, in bins and in all, and collect single events up to a limit.
  function gather(from, to, bins) {
    const { first, last, kind: dated, ends } = Store.column;
    const { EVER, NEVER } = Days;
    const perBin = bins / (to - from);
    const found = lanes.map(() => ({ seen: [], count: 0, steps: new Int32Array(bins + 1), doubtful: new Int32Array(bins + 1) }));
    const into = [];
    const stands = standing(into);
    const beyond = Reach.visit(from, to, (i) => {
      const a = first[i] === NEVER ? 0 : Math.max(0, Math.floor((first[i] - from) * perBin));
      const b = Math.max(a, last[i] === EVER ? bins - 1 : Math.min(bins - 1, Math.floor((last[i] - from) * perBin)));
      const sharp = dated[i] === 1 && !ends[i];
      for (let at = stands(i) - 1; at >= 0; at -= 1) {
        const it = found[into[at]];
        it.count += 1;
        if (it.count <= SINGLE) it.seen.push(i);
        const steps = sharp ? it.steps : it.doubtful;
        steps[a] += 1;
        steps[b + 1] -= 1;
      }
    });
    return { found, ...beyond };
  }

  // Put events into rows so that no mark hides another and no label runs into one. Returns null if they don't fit.
  function pack(events, view, most) {
    const { first, last, kind: dated } = Store.column;
    const marks = [];
    const rows = []; // { hard: where the last mark ends, soft: where its label ends, mark }
    for (const i of events) {
      const point = dated[i] === 1;
      const open = first[i] === Days.NEVER;
      const start = open ? view.left - 1e6 : view.x(first[i] + (point ? 0.5 : 0));
      const stop = point ? start : last[i] === Days.EVER ? view.right + 1e6 : Math.max(start + 3, view.x(last[i] + 1));
      const hardStop = point ? start + 7 : stop + 3;
      const title = Store.title(i);
      let wide = title === null ? 90 : widthOf(i, title);
      // A span too short for words above it has them beside it, as a point has.
      const beside = point || (stop - start < SHORT && start >= view.left);
      let hardStart = point ? start - 7 : start - 2;
      // A label sticks to the window's edge while its bar starts before it; near the right edge it stands before its mark.
      let at = beside ? hardStop + 2 : stop > view.left ? Math.max(start, view.left + 4) : start;
      const narrow = Math.min(wide, RESERVED);
      const before_ = beside ? hardStart - 2 - narrow : Math.min(start, view.right - 4 - narrow);
      if (at + Math.min(wide, 130) > view.right && start <= view.right && before_ > view.left && (rows.length < most || rows.some((one) => one.soft <= before_))) {
        at = before_;
        wide = narrow;
        hardStart = Math.min(hardStart, before_);
      }
      let row = rows.findIndex((one) => one.soft <= hardStart);
      if (row < 0 && rows.length < most) row = rows.push({}) - 1;
      if (row < 0) {
        let best = -1;
        rows.forEach((one, place) => {
          if (one.hard <= hardStart && (best < 0 || one.soft < rows[best].soft)) best = place;
        });
        if (best < 0) return null;
        row = best;
      }
      const before = rows[row].mark;
      if (before && before.at + before.wide > hardStart) before.wide = hardStart - before.at - 4;
      const mark = { i, point, beside, start, stop, row, at, wide };
      rows[row] = { hard: hardStop, soft: Math.max(hardStop, at + Math.min(wide, RESERVED) + 6), mark };
      marks.push(mark);
    }
    return marks;
  }

  // The lanes that are drawn. Those with nothing in the window share one line, if they are several; while the window
  // moves, a lane that was drawn stays, or the others would jump.
  function unfolded(found, floor) {
    const open = [...found.keys()].filter((lane) => found[lane].count || (floor && floor[lane]));
    return lanes.length - open.length > 1 ? open : [...found.keys()];
  }

  // Everything that the picture shows: lanes with top and height, marks with pixels, bins where there are too many.
  function arrange(view, floor) {
    const bins = Math.max(20, Math.floor((view.right - view.left) / BIN));
    const { found, earlier, later } = gather(view.from, view.to, bins);
    // A span that begins where the window ends is not in it; half of a point may be.
    const inSight = (mark) => (mark.point ? mark.stop >= view.left - 8 && mark.start <= view.right + 8 : mark.stop > view.left + 0.5 && mark.start < view.right - 0.5);
    const room = found.reduce((sum, it) => sum + it.count, 0) <= PAGE ? Math.max(view.height, 1000) : view.height;
    const open = unfolded(found, floor);
    const folded = lanes.filter((_, lane) => !open.includes(lane)).map(({ name }) => name);
    const budget = Math.max(open.length, Math.floor((room - open.length * (view.beside ? 10 : 10 + HEAD)) / ROW));
    const few = view.to - view.from <= 45 ? NEAR : FEW;
    const empty = found.filter((it) => !it.count).length;
    let padded = empty > 1 && empty > folded.length;
    const wanted = open.map((lane) => {
      const it = found[lane];
      if (it.count > SINGLE) return { dense: true, rows: 2 };
      const singles = lanes[lane].whole || it.seen;
      const marks = pack(singles, view, it.count <= few ? few : budget);
      if (!marks) return { dense: true, rows: 2 };
      const seen = marks.filter(inSight);
      const rows = seen.reduce((most, mark) => Math.max(most, mark.row + 1), 1);
      const held = (floor && floor[lane]) || 1;
      padded = padded || held > rows;
      return { marks: seen, singles, rows: Math.max(rows, held) };
    });
    share(wanted, budget);
    let top = 0;
    const scene = { marks: [], lanes: [], bins, heights: lanes.map(() => 0), folded, earlier, later, padded };
    open.forEach((lane, place) => {
      const want = wanted[place];
      const it = found[lane];
      if (!want.dense && want.rows > want.share) {
        let marks = pack(want.singles, view, want.share);
        while (!marks && it.count <= few) marks = pack(want.singles, view, (want.share += 1));
        if (marks) want.marks = marks.filter(inSight);
        else {
          want.dense = true;
          want.share = Math.min(2, want.share);
        }
      }
      const height = want.share * ROW + 10;
      const head = view.beside ? 0 : HEAD;
      const drawn = { ...lanes[lane], top, height: height + head, count: it.count, dense: Boolean(want.dense) };
      if (want.dense) drawn.bars = bars(it, bins);
      else {
        for (const mark of want.marks) {
          mark.y = top + head + 5 + mark.row * ROW + ROW / 2;
          scene.marks.push(mark);
        }
      }
      drawn.base = top + head + 5;
      scene.lanes.push(drawn);
      scene.heights[lane] = want.share;
      top += drawn.height;
    });
    scene.foldedTop = top;
    if (folded.length) top += FOLDED;
    scene.height = Math.max(top, 60);
    return scene;
  }

  // Give each lane the rows it wants, as long as there are enough; who wants little gets it first.
  function share(wanted, budget) {
    let left = budget;
    const order = wanted.map((_, place) => place).sort((a, b) => wanted[a].rows - wanted[b].rows);
    order.forEach((place, done) => {
      const fair = Math.max(1, Math.floor(left / (order.length - done)));
      wanted[place].share = Math.min(wanted[place].rows, fair);
      left -= wanted[place].share;
    });
  }

  function bars({ steps, doubtful }, bins) {
    const sharp = new Float64Array(bins);
    const all = new Float64Array(bins);
    let a = 0;
    let b = 0;
    let most = 1;
    for (let bin = 0; bin < bins; bin += 1) {
      a += steps[bin];
      b += doubtful[bin];
      sharp[bin] = a;
      all[bin] = a + b;
      if (a + b > most) most = a + b;
    }
    return { sharp, all, most };
  }

  const size = () => lanes.length;

  return { ROW, BIN, HEAD, choose, arrange, size };
})();
