// The same events as a table: sortable, and no longer in the page than what is in sight, be it of a million.
const Sheet = (() => {
  const { el } = Dom;
  const TALL = 15e6; // pixels: browsers place nothing beyond about twice that
  const WHOLE = 60; // so few rows stand there as on paper, without a frame that scrolls
  const COLUMNS = [
    ["date", "Date"], ["title", "Event"], ["category", "Category"], ["place", "Place"], ["status", "Status"], ["origins", "Origins"],
  ];
  const body = el("tbody");
  const head = el("tr", { "aria-rowindex": "1" });
  const table = el("table", { class: "sheet", "aria-label": "Events" }, el("thead", {}, head), body);
  const frame = el("div", { class: "sheet-frame", tabindex: "0", role: "region", "aria-label": "Table of events, scrolls" }, table);
  const empty = el("p", { class: "empty", hidden: true, text: "No event passes. Take back a filter, or widen the window." });
  const root = el("section", { class: "events", id: "events", "aria-label": "Table of events", tabindex: "-1" }, el("h2", { class: "unseen", text: "All events as a table" }), frame, empty);
  let list = [];
  let sorted = "";
  let order = null; // rank of each event, for an order other than by date
  let asked = 0;
  let rowHeight = 52;

  function open() {
    for (const [key, name] of COLUMNS) {
      const button = el("button", { type: "button", class: "sort", text: name, on: { click: () => Main.sort(key) } });
      head.append(el("th", { scope: "col", class: `col-${key}`, data: { key } }, button));
    }
    frame.addEventListener("scroll", () => requestAnimationFrame(() => render()), { passive: true });
    frame.addEventListener("keydown", (event) => {
      if (event.target !== frame) return;
      const by = { ArrowDown: rowHeight, ArrowUp: -rowHeight }[event.key];
      if (by) {
        event.preventDefault();
        frame.scrollTop += by;
      }
    });
  }

  // Titles are in the blocks; to sort by them, all must be opened once.
  async function ranks(key) {
    const { column, about, names } = Store;
    const n = about.count;
    const by = Array.from({ length: n }, (_, i) => i);
    if (key === "title") {
      const titles = new Array(n);
      for (let number = 0; number < Store.size("title"); number += 1) {
        (await Store.block("title", number)).forEach((title, at) => (titles[number * about.rows.title + at] = Fold.fold(title)));
      }
      by.sort((a, b) => (titles[a] < titles[b] ? -1 : titles[a] > titles[b] ? 1 : a - b));
    } else if (key === "place" || key === "category") {
      const words = key === "place" ? names.places.map(([name]) => Fold.fold(name) || "\uffff") : null;
      const rank = key === "place" ? rankOf(words) : null;
      const value = key === "place" ? (i) => rank[column.place[i]] : (i) => column.category[i];
      by.sort((a, b) => value(a) - value(b) || a - b);
    } else by.sort((a, b) => column[key][a] - column[key][b] || a - b);
    const found = new Uint32Array(n);
    by.forEach((i, place) => (found[i] = place));
    return found;
  }

  function rankOf(words) {
    const rank = new Uint32Array(words.length);
    words.map((_, at) => at).sort((a, b) => (words[a] < words[b] ? -1 : words[a] > words[b] ? 1 : 0)).forEach((at, place) => (rank[at] = place));
    return rank;
  }

  async function show() {
    const { sort } = State.now;
    const key = sort.replace(/^-/, "");
    const back = sort.startsWith("-");
    asked += 1;
    const mine = asked;
    if (key !== "date" && sorted !== key) {
      const found = await ranks(COLUMNS.some(([name]) => name === key) ? key : "title");
      if (mine !== asked) return;
      order = found;
      sorted = key;
    }
    list = Filters.list();
    if (key !== "date") list = list.slice().sort((a, b) => order[a] - order[b]);
    if (back) list = list.slice().reverse();
    for (const cell of head.children) cell.setAttribute("aria-sort", cell.dataset.key === key ? (back ? "descending" : "ascending") : "none");
    empty.hidden = list.length > 0;
    frame.hidden = list.length === 0;
    frame.classList.toggle("whole", list.length <= WHOLE);
    table.setAttribute("aria-rowcount", String(list.length + 1));
    await Store.want([...list.slice(0, 30)]);
    if (mine === asked) render(true);
  }

  const all = () => rowHeight * list.length;
  const tall = () => Math.min(TALL, all());

  function render(measure = false) {
    if (measure) rowHeight = parseFloat(getComputedStyle(root).getPropertyValue("--row")) || 52;
    const seen = list.length <= WHOLE ? list.length : Math.ceil((frame.clientHeight || 600) / rowHeight) + 2;
    const most = Math.max(1, tall() - frame.clientHeight);
    // A list too long for pixels is scrolled by share.
    const scale = all() > TALL ? Math.max(0, list.length - seen + 2) / most : 1 / rowHeight;
    const first = Math.max(0, Math.min(list.length - seen, Math.floor(frame.scrollTop * scale) - 4));
    const stop = Math.min(list.length, first + seen + 8);
    const above = all() > TALL ? Math.max(0, frame.scrollTop - 4 * rowHeight) : first * rowHeight;
    const focused = document.activeElement && body.contains(document.activeElement) ? document.activeElement.dataset.i : null;
    const rows = [spacer(above)];
    const missing = [];
    for (let at = first; at < stop; at += 1) {
      if (Store.title(list[at]) === null) missing.push(list[at]);
      rows.push(row(list[at], at));
    }
    rows.push(spacer(Math.max(0, tall() - above - (stop - first) * rowHeight)));
    body.replaceChildren(...rows);
    if (focused !== null) body.querySelector(`button[data-i="${focused}"]`)?.focus({ preventScroll: true });
    if (missing.length) {
      asked += 1;
      const mine = asked;
      Store.want(missing).then(() => mine === asked && render());
    }
  }

  function spacer(height) {
    const cell = el("td");
    cell.style.height = `${height}px`;
    return el("tr", { class: "spacer", "aria-hidden": "true" }, cell);
  }

  function row(i, at) {
    const { column, about, names } = Store;
    const current = i === Panel.shown;
    const status = about.statuses[column.status[i]];
    const change = ["", "new", "changed"][column.change[i]];
    const title = Search.marked("button", { type: "button", class: "open", dir: "auto", data: { i: String(i) }, "aria-current": current ? "true" : null, on: { click: () => Main.openEvent(i) } }, Store.title(i) ?? "…");
    const dot = el("span", { class: "swatch", "aria-hidden": "true" });
    dot.style.setProperty("--swatch", Marks.ink.category ? Marks.ink.category[column.category[i]] : "currentColor");
    return el(
      "tr", { class: current ? "current" : "", "aria-rowindex": String(at + 2) },
      el("td", { class: "col-date" }, el("span", { class: "clamp", title: Store.date(i), text: Store.date(i) })),
      el("td", { class: "col-title" }, change ? el("span", { class: `change ${change}`, text: change }) : null, title),
      el("td", { class: "col-category" }, dot, Search.marked("bdi", {}, names.categories[column.category[i]])),
      el("td", { class: "col-place" }, Search.marked("bdi", { class: "clamp" }, Store.place(i)[0])),
      el("td", { class: `col-status status-${status}` }, el("span", { text: status })),
      el("td", { class: "col-origins", text: String(column.origins[i]) }),
    );
  }

  // Bring an event into sight; the table follows what the chart opens.
  function reveal(i) {
    const at = list.indexOf(i);
    if (at < 0) return render();
    const top = all() > TALL ? (at / list.length) * tall() : at * rowHeight;
    if (top < frame.scrollTop || top > frame.scrollTop + frame.clientHeight - 2 * rowHeight) frame.scrollTop = Math.max(0, top - frame.clientHeight / 3);
    return render();
  }

  return { root, open, show, render, reveal, get list() { return list; } };
})();
