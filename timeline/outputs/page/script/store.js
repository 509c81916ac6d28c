// What the file holds: columns as typed arrays, texts in blocks that are opened when they are needed.
const Store = (() => {
  const about = JSON.parse(Dom.byId("about").textContent);
  const column = {};
  const names = {};
  const light = new Map(); // block -> rows: id, title, date text, date words
  const deep = new Map(); // block -> rows: summary, citations, changes
  const KEPT = { light: 600, deep: 120 };
  const waiting = new Map();

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
    for (const name of ["actors", "tags", "sources"]) {
      const starts = new Uint32Array(about.count + 1);
      const counts = column[`${name}.count`];
      for (let i = 0; i < about.count; i += 1) starts[i + 1] = starts[i] + counts[i];
      column[`${name}.start`] = starts;
      delete column[`${name}.count`];
    }
  }

  const members = (name, i) => column[name].subarray(column[`${name}.start`][i], column[`${name}.start`][i + 1]);

  async function block(kind, number) {
    const kept = kind === "light" ? light : deep;
    if (kept.has(number)) return kept.get(number);
    const key = `${kind}-${number}`;
    if (!waiting.has(key)) {
      waiting.set(
        key,
        json(key).then((rows) => {
          if (kept.size >= KEPT[kind]) kept.delete(kept.keys().next().value);
          kept.set(number, rows);
          waiting.delete(key);
          return rows;
        }),
      );
    }
    return waiting.get(key);
  }

  const blocks = () => Math.ceil(about.count / about.rows);
  const blockOf = (i) => Math.floor(i / about.rows);

  function row(i) {
    const rows = light.get(blockOf(i));
    return rows ? rows[i % about.rows] : null;
  }

  // Open the blocks of these events; tells whether any had to be opened.
  async function want(indices, kind = "light") {
    const kept = kind === "light" ? light : deep;
    const lacking = new Set();
    for (const i of indices) if (!kept.has(blockOf(i))) lacking.add(blockOf(i));
    await Promise.all([...lacking].map((number) => block(kind, number)));
    return lacking.size > 0;
  }

  async function details(i) {
    const [rows, more] = await Promise.all([block("light", blockOf(i)), block("deep", blockOf(i))]);
    const [id, title] = rows[i % about.rows];
    const [summary, citations, changes] = more[i % about.rows];
    return { id, title, summary, citations, changes: changes || [] };
  }

  // The date as the settings want it: in words, or as EDTF.
  function date(i, read = row(i)) {
    if (column.kind[i] === 0 && !(read && read[2])) return "undated";
    const edtf = (read && read[2]) || Days.iso(column.first[i]);
    return about.dates === "edtf" ? edtf : (read && read[3]) || Days.words(column.first[i]);
  }
  const written = (i, read = row(i)) => (read && read[2]) || (column.kind[i] === 0 ? "" : Days.iso(column.first[i]));

  // The event of an id. Ids are in the texts, so that a million of them weigh nothing until one is asked for.
  async function find(id) {
    for (let number = 0; number < blocks(); number += 1) {
      const rows = await block("light", number);
      const at = rows.findIndex((entry) => entry[0] === id);
      if (at >= 0) return number * about.rows + at;
    }
    return -1;
  }

  const place = (i) => names.places[column.place[i]];

  return { about, column, names, open, text, json, block, blocks, row, want, details, date, written, find, members, place };
})();
