// Which events pass. Each filter owns a bit; an event passes if none of its bits is set, and a facet counts the events
// that fail nowhere but in that facet, so that its counts follow all other filters.
const Filters = (() => {
  const KINDS = ["category", "actors", "place", "sources", "status", "tags", "credibility", "origins", "change"];
  const LABELS = {
    category: "Category", actors: "Actor", place: "Place", sources: "Source", status: "Status", tags: "Tag",
    credibility: "Credibility", origins: "Independent origins", change: "Since last time",
  };
  const MULTIPLE = new Set(["actors", "tags", "sources"]);
  const SEARCH = 1 << 9;
  const WINDOW = 1 << 10;
  let fails;
  let shown; // indices of the events that pass, in order of time
  let showing = 0;
  const codes = {}; // kind -> typed array of codes, for kinds of one value
  const values = {}; // kind -> words of each code
  const keys = {}; // kind -> what stands for each code in the address
  const chosen = {}; // kind -> Set of codes

  function open() {
    const { about, column, names } = Store;
    fails = new Uint16Array(about.count);
    shown = new Uint32Array(about.count);
    codes.category = column.category;
    values.category = names.categories.map((name) => name || "no category");
    // Places go by name: one town with two pairs of coordinates is one filter.
    const towns = new Map();
    const town = names.places.map(([name]) => towns.get(name) ?? (towns.set(name, towns.size), towns.size - 1));
    codes.place = new Uint32Array(about.count);
    codes.origins = new Uint8Array(about.count);
    for (let i = 0; i < about.count; i += 1) {
      codes.place[i] = town[column.place[i]];
      codes.origins[i] = Math.min(column.origins[i], 4);
    }
    values.place = [...towns.keys()].map((name) => name || "no place");
    codes.status = column.status;
    values.status = about.statuses;
    codes.credibility = column.credibility;
    values.credibility = ["not judged", ...[1, 2, 3, 4, 5, 6].map((code) => `${code}, ${about.credibility[code]}`)];
    values.origins = ["no source", "one", "two", "three", "four or more"];
    codes.change = column.change;
    values.change = ["as before", "new", "changed"];
    values.actors = names.actors;
    values.tags = names.tags;
    values.sources = names.sources.map((source) => source.title || source.id);
    for (const kind of KINDS) {
      chosen[kind] = new Set();
      keys[kind] = values[kind];
    }
    keys.sources = names.sources.map((source) => source.id);
    keys.origins = ["0", "1", "2", "3", "4"];
    keys.credibility = ["none", "1", "2", "3", "4", "5", "6"];
  }

  function mark(bit, i, wrong) {
    if (wrong) fails[i] |= bit;
    else fails[i] &= ~bit;
  }

  function choose(kind, set) {
    chosen[kind] = set;
    const bit = 1 << KINDS.indexOf(kind);
    const n = fails.length;
    if (!set.size) {
      for (let i = 0; i < n; i += 1) fails[i] &= ~bit;
      return;
    }
    const good = new Uint8Array(values[kind].length);
    for (const code of set) good[code] = 1;
    if (!MULTIPLE.has(kind)) {
      const of = codes[kind];
      for (let i = 0; i < n; i += 1) mark(bit, i, !good[of[i]]);
      return;
    }
    const { flat, starts } = Store.list(kind);
    for (let i = 0; i < n; i += 1) {
      let passes = false;
      for (let at = starts[i]; at < starts[i + 1] && !passes; at += 1) passes = good[flat[at]] === 1;
      mark(bit, i, !passes);
    }
  }

  // `found` has a 1 for each event that the search found; null for no search.
  function search(found) {
    for (let i = 0; i < fails.length; i += 1) mark(SEARCH, i, found !== null && !found[i]);
  }

  // Undated events stand outside of any window; the tray keeps them in sight.
  function window_(from, to) {
    const { first, last, kind } = Store.column;
    const n = fails.length;
    if (from === null) {
      for (let i = 0; i < n; i += 1) fails[i] &= ~WINDOW;
      return;
    }
    for (let i = 0; i < n; i += 1) {
      if (kind[i] === 0 || last[i] < from || first[i] > to) fails[i] |= WINDOW;
      else fails[i] &= ~WINDOW;
    }
  }

  function recount() {
    const n = fails.length;
    let at = 0;
    for (let i = 0; i < n; i += 1) if (fails[i] === 0) shown[at++] = i;
    showing = at;
  }

  // How many events each value of a kind has among those that fail nowhere else. Counted when a reader looks.
  function count(kind) {
    const others = ~(1 << KINDS.indexOf(kind));
    const found = new Uint32Array(values[kind].length);
    const n = fails.length;
    if (MULTIPLE.has(kind)) {
      const { flat, starts } = Store.list(kind);
      for (let i = 0; i < n; i += 1) {
        if (fails[i] & others) continue;
        for (let j = starts[i]; j < starts[i + 1]; j += 1) found[flat[j]] += 1;
      }
    } else {
      const of = codes[kind];
      for (let i = 0; i < n; i += 1) if (!(fails[i] & others)) found[of[i]] += 1;
    }
    return found;
  }

  // Passes all but the window: what chart and strip draw.
  const passes = (i) => (fails[i] & ~WINDOW) === 0;
  const bits = () => fails;
  const list = () => shown.subarray(0, showing);

  return { KINDS, LABELS, MULTIPLE, WINDOW, codes, values, keys, chosen, open, choose, search, window: window_, recount, count, passes, bits, list };
})();
