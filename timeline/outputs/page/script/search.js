// Search as one types: title, summary, quotes, actors, place, category, tags and id, folded. Every word must be there,
// each of them anywhere in the event.
//
// Texts are folded once and kept, as long as they fit; beyond that they are opened again for each search, a block at a
// time. Quotes and names stand once, however many events share them, and are looked through once.
const Search = (() => {
  const ROOM = 64 * 2 ** 20; // characters kept
  const WARM = 250000; // beyond so many events, texts don't fit, and are folded when somebody searches
  const MOST = 31; // words: each has a bit
  const END = "\u0000";
  const TEXTS = ["title", "summary", "id"];
  const pools = new Map(); // "title-3" -> { text, starts }
  let kept = 0;
  let running = 0;
  let lastQuery = "";
  let lastFound = null;
  let placeNames = null;

  // Texts folded and joined to one, which is looked through at once.
  function join(texts) {
    const starts = new Uint32Array(texts.length + 1);
    const folded = texts.map((text, at) => {
      const words = Fold.fold((text || "").replaceAll(END, " "));
      starts[at + 1] = starts[at] + words.length + 1;
      return words;
    });
    return { text: folded.join(END) + END, starts };
  }

  async function pool(kind, number) {
    const key = `${kind}-${number}`;
    if (pools.has(key)) return pools.get(key);
    const found = join(await Store.json(key));
    if (kept + found.text.length < ROOM) {
      pools.set(key, found);
      kept += found.text.length;
    }
    return found;
  }

  // Set the bit of each term in the mask of each text that has it.
  function scan({ text, starts }, terms, masks, offset) {
    const last = starts.length - 2;
    for (let bit = 0; bit < terms.length; bit += 1) {
      let row = 0;
      for (let at = text.indexOf(terms[bit]); at >= 0; at = text.indexOf(terms[bit], starts[row + 1])) {
        while (starts[row + 1] <= at) row += 1;
        masks[offset + row] |= 1 << bit;
        if (row >= last) break;
      }
    }
  }

  function masksOf(texts, terms) {
    const masks = new Uint32Array(texts.length);
    if (!pools.has(texts)) pools.set(texts, join(texts));
    scan(pools.get(texts), terms, masks, 0);
    return masks.some(Boolean) ? masks : null;
  }

  function add(masks, { flat, starts }, ofMember) {
    if (!ofMember) return;
    for (let i = 0; i < masks.length; i += 1) for (let at = starts[i]; at < starts[i + 1]; at += 1) masks[i] |= ofMember[flat[at]];
  }

  // Names first: they are few, and many events have them.
  function named(masks, terms) {
    const { column, names } = Store;
    for (const kind of ["actors", "tags"]) add(masks, Store.list(kind), masksOf(names[kind], terms));
    placeNames = placeNames || names.places.map(([name]) => name);
    for (const [texts, codes] of [[placeNames, column.place], [names.categories, column.category]]) {
      const ofName = masksOf(texts, terms);
      if (ofName) for (let i = 0; i < masks.length; i += 1) masks[i] |= ofName[codes[i]];
    }
  }

  // Resolves to an array of 0 and 1, null for an empty query, undefined if a later search has overtaken this one.
  async function run(query, progress) {
    running += 1;
    const mine = running;
    const terms = Fold.terms(query).slice(0, MOST);
    if (!terms.length) {
      lastQuery = "";
      lastFound = null;
      return null;
    }
    if (query === lastQuery && lastFound) return lastFound;
    const masks = new Uint32Array(Store.about.count);
    const quoted = new Uint32Array(Store.about.passages);
    const work = [...blocksOf("quote").map((at) => ["quote", at, quoted]), ...TEXTS.flatMap((kind) => blocksOf(kind).map((at) => [kind, at, masks]))];
    let paused = performance.now();
    for (const [done, [kind, number, into]] of work.entries()) {
      const found = pools.get(`${kind}-${number}`) || (await pool(kind, number));
      if (mine !== running) return undefined;
      scan(found, terms, into, number * Store.about.rows[kind]);
      if (performance.now() - paused > 60) {
        progress(done / work.length);
        await new Promise((go) => setTimeout(go));
        paused = performance.now();
        if (mine !== running) return undefined;
      }
    }
    named(masks, terms);
    add(masks, Store.list("passages"), quoted.some(Boolean) ? quoted : null);
    const all = 2 ** terms.length - 1;
    const found = new Uint8Array(masks.length);
    for (let i = 0; i < masks.length; i += 1) if (masks[i] === all) found[i] = 1;
    lastQuery = query;
    lastFound = found;
    return found;
  }

  const blocksOf = (kind) => Array.from({ length: Store.size(kind) }, (_, number) => number);

  // Fold ahead of the first search, while nobody waits.
  async function warm() {
    if (Store.about.count > WARM) return;
    const idle = window.requestIdleCallback || ((go) => setTimeout(go, 30));
    for (const kind of [...TEXTS, "quote"]) {
      for (const number of blocksOf(kind)) {
        if (kept > ROOM * 0.9) return;
        await new Promise((go) => idle(go));
        await pool(kind, number);
      }
    }
  }

  // An element with this text, the words that the reader searches for marked in it.
  function marked(tag, attributes, text) {
    const terms = State.now.q && text ? Fold.terms(State.now.q).slice(0, MOST) : [];
    const places = terms.length ? Fold.places(text, terms) : [];
    if (!places.length) return Dom.el(tag, { ...attributes, text });
    const parts = [];
    let done = 0;
    for (const [start, stop] of places) {
      parts.push(text.slice(done, start), Dom.el("mark", { class: "found", text: text.slice(start, stop) }));
      done = stop;
    }
    return Dom.el(tag, attributes, ...parts, text.slice(done));
  }

  return { run, warm, marked };
})();
