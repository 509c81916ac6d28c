// Search as one types: title, summary, quotes, actors, place and tags, folded. Texts are opened once and kept folded,
// as long as they fit; beyond that they are opened again for each search, a block at a time.
const Search = (() => {
  const ROOM = 48 * 2 ** 20; // characters kept
  const WARM = 250000; // beyond so many events, texts don't fit, and are folded when somebody searches
  const folded = new Map(); // block -> { text, starts }
  let kept = 0;
  let running = 0;
  let lastQuery = "";
  let lastFound = null;
  let names = null;

  function foldNames() {
    const { names: all } = Store;
    names = {
      actors: all.actors.map(Fold.fold),
      tags: all.tags.map(Fold.fold),
      places: all.places.map(([name]) => Fold.fold(name)),
      categories: all.categories.map(Fold.fold),
    };
  }

  async function haystack(number) {
    if (folded.has(number)) return folded.get(number);
    if (!names) foldNames();
    const [rows, more] = await Promise.all([Store.json(`light-${number}`), Store.json(`deep-${number}`)]);
    const { column, about } = Store;
    const parts = [];
    for (let at = 0; at < rows.length; at += 1) {
      const i = number * about.rows + at;
      const [summary, citations] = more[at];
      let text = `${rows[at][1]}\u0001${summary}`;
      for (const citation of citations) text += `\u0001${citation[1] || ""}`;
      text = Fold.fold(text.replace(/\u0000/g, " "));
      text += `\u0001${names.places[column.place[i]]}\u0001${names.categories[column.category[i]]}`;
      for (const code of Store.members("actors", i)) text += `\u0001${names.actors[code]}`;
      for (const code of Store.members("tags", i)) text += `\u0001${names.tags[code]}`;
      parts.push(text, Fold.fold(rows[at][0]));
    }
    const starts = new Uint32Array(rows.length + 1);
    let length = 0;
    for (let at = 0; at < rows.length; at += 1) {
      length += parts[2 * at].length + parts[2 * at + 1].length + 2;
      starts[at + 1] = length;
    }
    const found = { text: `${parts.join("\u0000")}\u0000`, starts };
    if (kept + length < ROOM) {
      folded.set(number, found);
      kept += length;
    }
    return found;
  }

  function scan({ text, starts }, terms, found, offset) {
    const longest = terms.reduce((best, term) => (term.length > best.length ? term : best));
    const others = terms.filter((term) => term !== longest);
    let row = 0;
    for (let at = text.indexOf(longest); at >= 0; at = text.indexOf(longest, starts[row + 1])) {
      while (starts[row + 1] <= at) row += 1;
      const whole = others.length ? text.slice(starts[row], starts[row + 1]) : "";
      if (others.every((term) => whole.includes(term))) found[offset + row] = 1;
      if (row + 2 >= starts.length) break;
    }
  }

  // Resolves to an array of 0 and 1, null for an empty query, undefined if a later search has overtaken this one.
  async function run(query, progress) {
    running += 1;
    const mine = running;
    const terms = Fold.terms(query);
    if (!terms.length) {
      lastQuery = "";
      lastFound = null;
      return null;
    }
    if (query === lastQuery && lastFound) return lastFound;
    const { about } = Store;
    const found = new Uint8Array(about.count);
    let paused = performance.now();
    for (let number = 0; number < Store.blocks(); number += 1) {
      const hay = folded.get(number) || (await haystack(number));
      if (mine !== running) return undefined;
      scan(hay, terms, found, number * about.rows);
      if (performance.now() - paused > 60) {
        progress(number / Store.blocks());
        await new Promise((go) => setTimeout(go));
        paused = performance.now();
        if (mine !== running) return undefined;
      }
    }
    lastQuery = query;
    lastFound = found;
    return found;
  }

  // Fold ahead of the first search, while nobody waits.
  async function warm() {
    if (Store.about.count > WARM) return;
    const idle = window.requestIdleCallback || ((go) => setTimeout(go, 30));
    for (let number = 0; number < Store.blocks() && kept < ROOM * 0.9; number += 1) {
      await new Promise((go) => idle(go));
      await haystack(number);
    }
  }

  return { run, warm };
})();
