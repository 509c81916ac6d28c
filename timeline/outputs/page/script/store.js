// What the file holds: columns as typed arrays, texts in blocks that are opened when they are needed.
const Store = (() => {
  const about = JSON.parse(Dom.byId("about").textContent);
  const column = {};
  const names = {};
  const blocks = new Map(); // "title-3" -> its texts; the one opened longest ago is at the front
  const waiting = new Map();
  const KEPT = 900; // blocks: at half a thousand short texts each, some 50 megabytes
  const lists = new Map(); // kind -> { flat, starts }: the members of event i are flat[starts[i]] to flat[starts[i + 1]]

  function bytes(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const binary = atob(base64);
    const found = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) found[i] = binary.charCodeAt(i);
    return found;
  }

  function inflate(id) {
    const packed = bytes(Dom.byId(id).textContent.trim());
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")));
  }

  const text = (id) => inflate(id).text();
  const json = (id) => inflate(id).json();

  // Bytes come in planes, all lowest ones first (see packing.py).
  function unplane(raw, start, length, size) {
    const found = new Uint8Array(length * size);
    for (let plane = 0; plane < size; plane += 1) {
      const from = start + plane * length;
      for (let i = 0, to = plane; i < length; i += 1, to += size) found[to] = raw[from + i];
    }
    return found.buffer;
  }

  const TYPES = { Uint8Array, Uint16Array, Uint32Array, Int32Array };

  async function open() {
    const [raw, dictionaries] = await Promise.all([inflate("columns").arrayBuffer(), json("dictionaries")]);
    Object.assign(names, dictionaries);
    const all = new Uint8Array(raw);
    let at = 0;
    for (const [name, type, length] of about.columns) {
      const size = TYPES[type].BYTES_PER_ELEMENT;
      column[name] = size === 1 ? all.slice(at, at + length) : new TYPES[type](unplane(all, at, length, size));
      at += length * size;
    }
    dateAll();
    citeAll();
    for (const name of ["actors", "tags"]) lists.set(name, { flat: column[name], starts: starts(column[`${name}.count`]) });
  }

  // Events come in order of time, so each date stands once, with how many events have it.
  function dateAll() {
    const counts = column["date.count"];
    column.date = new Uint32Array(about.count);
    for (const name of ["first", "last", "kind", "ends", "precision"]) column[name] = new column[`date.${name}`].constructor(about.count);
    for (let date = 0, at = 0; date < counts.length; date += 1) {
      const stop = at + counts[date];
      column.date.fill(date, at, stop);
      for (const name of ["first", "last", "kind", "ends", "precision"]) column[name].fill(column[`date.${name}`][date], at, stop);
      at = stop;
    }
  }

  // 0 is the next passage that no earlier event cites (see drawn.py).
  function citeAll() {
    let next = 0;
    const flat = new Uint32Array(column.cited.length);
    for (let at = 0; at < flat.length; at += 1) flat[at] = column.cited[at] ? column.cited[at] - 1 : next++;
    lists.set("passages", { flat, starts: starts(column["cited.count"]) });
  }

  function starts(counts) {
    const found = new Uint32Array(counts.length + 1);
    for (let i = 0; i < counts.length; i += 1) found[i + 1] = found[i] + counts[i];
    return found;
  }

  // The actors, tags, passages or sources of all events. Sources follow from the passages, when somebody asks.
  function list(kind) {
    if (!lists.has(kind)) lists.set(kind, sources());
    return lists.get(kind);
  }

  function sources() {
    const passages = list("passages");
    const of = column["passage.source"];
    const counts = new Uint32Array(about.count);
    const flat = [];
    for (let i = 0; i < about.count; i += 1) {
      const begin = flat.length;
      for (let at = passages.starts[i]; at < passages.starts[i + 1]; at += 1) {
        const code = of[passages.flat[at]];
        if (flat.indexOf(code, begin) < 0) flat.push(code);
      }
      counts[i] = flat.length - begin;
    }
    return { flat: Uint32Array.from(flat), starts: starts(counts) };
  }

  function members(kind, i) {
    const { flat, starts: begin } = list(kind);
    return flat.subarray(begin[i], begin[i + 1]);
  }

  // How many blocks there are of a kind; none of what no event has.
  const size = (kind) => Math.ceil((kind === "quote" || kind === "context" ? about.passages : about.count) / (about.rows[kind] || Infinity));

  async function block(kind, number) {
    const key = `${kind}-${number}`;
    if (blocks.has(key)) return blocks.get(key);
    if (!waiting.has(key)) {
      waiting.set(
        key,
        json(key).then((rows) => {
          if (blocks.size >= KEPT) blocks.delete(blocks.keys().next().value);
          if (kind !== "text") blocks.set(key, rows); // whole documents are not kept
          waiting.delete(key);
          return rows;
        }),
      );
    }
    return waiting.get(key);
  }

  const blockOf = (kind, i) => Math.floor(i / about.rows[kind]);

  // One text; null where no event has any of the kind.
  async function one(kind, i) {
    if (!about.rows[kind]) return null;
    return (await block(kind, blockOf(kind, i)))[i % about.rows[kind]];
  }

  // The title of an event, or null as long as its block is closed.
  function title(i) {
    const rows = blocks.get(`title-${blockOf("title", i)}`);
    return rows ? rows[i % about.rows.title] : null;
  }

  // Open the titles of these events; tells whether any had to be opened.
  async function want(indices) {
    const lacking = new Set();
    for (const i of indices) if (!blocks.has(`title-${blockOf("title", i)}`)) lacking.add(blockOf("title", i));
    await Promise.all([...lacking].map((number) => block("title", number)));
    return lacking.size > 0;
  }

  const id = (i) => one("id", i);

  // All texts of an event; citations in their order, each with the date that its source gives if it differs.
  async function details(i) {
    const cited = [...members("passages", i)];
    const [identity, name, summary, given, changes, ...quotes] = await Promise.all([
      id(i), one("title", i), one("summary", i), one("given", i), one("change", i), ...cited.map((passage) => one("quote", passage)),
    ]);
    const dates = new Map((given || []).map(([at, edtf, words]) => [at, { edtf, words }]));
    const citations = cited.map((passage, at) => ({
      passage, quote: quotes[at], date: dates.get(at) || null,
      source: names.sources[column["passage.source"][passage]], standing: about.standings[column["passage.standing"][passage]],
    }));
    return { id: identity, title: name, summary, citations, changes: changes || [] };
  }

  // What stands around a passage in its source, in turn plain and quoted; nothing where it stands in no document.
  async function context(passage) {
    const stretches = (await one("context", passage)) || [];
    if (!stretches.length) return [];
    const letters = [...(await one("text", column["passage.source"][passage]))]; // offsets count code points
    const parts = [""];
    stretches.forEach(([cuts, ...offsets], place) => {
      if (cuts & 1 || place) parts[parts.length - 1] += place ? " … " : "… ";
      for (let at = 0; at + 1 < offsets.length; at += 1) {
        const words = letters.slice(offsets[at], offsets[at + 1]).join("");
        if (at % 2) parts.push(words, "");
        else parts[parts.length - 1] += words;
      }
      if (cuts & 2 && place === stretches.length - 1) parts[parts.length - 1] += " …";
    });
    parts[parts.length - 1] = parts[parts.length - 1].trimEnd();
    return parts;
  }

  const told = (i) => names.dates[column.date[i]] || null;
  // The date as written, as EDTF; in words; and as the settings want it. Exact days are written here, not in the file.
  const written = (i) => told(i)?.[0] ?? (column.kind[i] === 0 ? "" : Days.iso(column.first[i]));
  const words = (i) => told(i)?.[1] ?? (column.kind[i] === 0 ? "undated" : Days.words(column.first[i]));
  const date = (i) => (about.dates === "edtf" ? written(i) || "undated" : words(i));

  // The event of an id. Ids are in the texts, so that a million of them weigh nothing until one is asked for.
  async function find(identity) {
    for (let number = 0; number < size("id"); number += 1) {
      const at = (await block("id", number)).indexOf(identity);
      if (at >= 0) return number * about.rows.id + at;
    }
    return -1;
  }

  const place = (i) => names.places[column.place[i]];

  return { about, column, names, open, text, json, block, size, list, members, title, id, want, details, context, date, words, written, find, place };
})();
