// What stands around the chart: search, lanes, period, count, legend, tray of the undated, keys, theme.
const Controls = (() => {
  const { el, byId } = Dom;
  const search = el("input", { type: "search", id: "search", placeholder: "Search titles, quotes, actors, places", "aria-label": "Search", autocomplete: "off", spellcheck: "false", on: { input: () => Main.search(search.value) } });
  const lanes = el("select", { id: "lanes", "aria-label": "Lanes by", on: { change: () => Main.lanes(lanes.value) } });
  const count = el("output", { class: "count-line", "aria-live": "polite" });
  const dateInput = (name) => el("input", { type: "text", class: "date-input", inputmode: "numeric", placeholder: "YYYY-MM-DD", "aria-label": name, autocomplete: "off", on: { change: period } });
  const from = dateInput("From");
  const to = dateInput("To");
  const tray = el("details", { class: "tray", hidden: true });
  const LANE_NAMES = { category: "category", place: "place", actors: "actor", sources: "source", status: "status" };
  let singleKeys = true;

  function open() {
    for (const kind of State.LANES) {
      if (Filters.values[kind].length && (kind !== "place" || Filters.values.place.some((name) => name !== "no place"))) lanes.append(el("option", { value: kind, text: LANE_NAMES[kind] }));
    }
    const button = (text, name, act) => el("button", { type: "button", class: "quiet", text, title: name, "aria-label": name, on: { click: act } });
    const bar = el(
      "div", { class: "bar" },
      el("div", { class: "search-box" }, search),
      el("label", { class: "pair" }, "Lanes by ", lanes),
      el("span", { class: "period", role: "group", "aria-label": "Period" }, el("label", { class: "pair" }, "From ", from), el("label", { class: "pair" }, " to ", to)),
      el("span", { class: "buttons" }, button("−", "Zoom out", () => Gestures.zoom(1 / 0.6)), button("+", "Zoom in", () => Gestures.zoom(0.6)), button("All", "Show the whole period", () => Gestures.whole())),
    );
    const help = el("p", { class: "unseen", id: "chart-help", text: "Left and right arrows step through the events, Enter opens one, Shift with an arrow pans, plus and minus zoom, 0 shows the whole period. All events are in the table below, too." });
    const counted = el("div", { class: "count-bar" }, count, button("Save as CSV", "Save the filtered events as CSV", save));
    return { bar, help, count: counted, legend: legend(), tray };
  }

  // In order of time, whatever the table's: then each block of texts is opened once.
  const save = () => Cite.download(Filters.list().slice());

  const mark = (kind) => el("span", { class: `key key-${kind}`, "aria-hidden": "true" });

  // What the picture uses, and no more: status by shape, what a span means, how its ends stand.
  function legend() {
    const { status, "date.kind": kind, "date.ends": ends } = Store.column;
    const entry = (name, text, more = "") => el("li", { class: more }, mark(name), text);
    const kinds = new Set(kind);
    const found = new Set();
    let doubtfulDay = false;
    for (let date = 0; date < kind.length; date += 1) {
      if (kind[date] > 1) found.add(ends[date] & 3).add(ends[date] >> 2);
      else if (ends[date]) doubtfulDay = true;
    }
    const shapes = [
      ...Store.about.statuses.map((name, code) => status.includes(code) && entry(`status-${name}`, name)),
      doubtfulDay && entry("doubtful-day", "doubtful day"),
      kinds.has(2) && entry("within", "some time within"), kinds.has(3) && entry("lasted", "lasted"),
      found.has(0) && entry("sharp", "sharp end"), found.has(1) && entry("doubtful", "doubtful end"),
      found.has(2) && entry("unknown", "unknown end"), found.has(3) && entry("open", "open end"),
      entry("counted", "how many at a time, pale where dates are spans or in doubt", "only-counted"),
    ];
    return el("ul", { class: "legend", "aria-label": "Legend" }, ...shapes.filter(Boolean));
  }

  function period() {
    const [a, b] = [Days.parse(from.value), Days.parse(to.value)];
    const all = Chart.domain();
    if (a === null && b === null) {
      Gestures.whole();
      return;
    }
    Gestures.move(a ?? all.from, (b ?? Math.ceil(all.to) - 1) + 1);
  }

  // A search over a million events takes a few seconds the first time, and says how far it is.
  function searching(share) {
    count.textContent = `Searching, ${Math.round(100 * share)} %`;
  }

  function show() {
    const { now } = State;
    if (document.activeElement !== search) search.value = now.q;
    lanes.value = now.lanes;
    if (lanes.selectedIndex < 0) lanes.selectedIndex = 0;
    if (document.activeElement !== from) from.value = now.from === null ? "" : Days.iso(now.from);
    if (document.activeElement !== to) to.value = now.from === null ? "" : Days.iso(now.to);
    const shown = Filters.list().length;
    count.textContent = `${Dom.number(shown)} of ${Dom.plural(Store.about.count, "event")}`;
    undated();
  }

  // Events without a date would be lost on a line of time: they have a tray of their own.
  function undated() {
    const { kind } = Store.column;
    if (Reach.dated === kind.length) return;
    const found = [];
    let total = 0;
    for (let i = Reach.dated; i < kind.length; i += 1) {
      if (!Filters.passes(i)) continue;
      total += 1;
      if (found.length < 200) found.push(i);
    }
    tray.hidden = total === 0;
    if (!total) return;
    if (!tray.dataset.filled) tray.open = total <= 12;
    tray.dataset.filled = "1";
    Store.want(found).then(() => {
      tray.replaceChildren(
        el("summary", { text: `${Dom.plural(total, "undated event")}` }),
        el("ul", {}, ...found.map((i) => el("li", {}, el("button", { type: "button", class: "open", dir: "auto", text: Store.title(i), on: { click: () => Main.openEvent(i) } }))), total > found.length ? el("li", { class: "note", text: `and ${Dom.number(total - found.length)} more, in the table` }) : ""),
      );
    });
  }

  const KEYS = [
    ["/", "Search"], ["j k", "Next, previous event"], ["[ ]", "Pan left, right"], ["+ −", "Zoom in, out"], ["0", "Whole period"],
    ["l", "Lanes by something else"], ["g", "To the chart"], ["e", "To the table"], ["s", "Save the filtered events as CSV"], ["c", "Clear all filters"],
    ["d", "Dark or light"], ["p", "Print"], ["Esc", "Close the event"], ["?", "These keys"],
    ["In the chart", "← → step through events, Enter opens, Shift+← → pans"], ["In the strip", "← → move an edge of the window"],
  ];

  function keysDialog() {
    const once = el("input", { type: "checkbox", on: { change: () => (singleKeys = once.checked) } });
    once.checked = true;
    const dialog = el(
      "dialog", { class: "keys", "aria-labelledby": "keys-title" },
      el("h2", { id: "keys-title", text: "Keys" }),
      el("dl", {}, ...KEYS.flatMap(([key, text]) => [el("dt", {}, key.startsWith("In ") ? key : el("kbd", { text: key })), el("dd", { text })])),
      el("label", {}, once, " Single keys are on"),
      el("p", {}, el("button", { type: "button", text: "Close", on: { click: () => dialog.close() } })),
    );
    document.body.append(dialog);
    return dialog;
  }

  function keyboard(dialog) {
    const acts = {
      "/": () => search.focus(), j: () => Main.neighbour(1), k: () => Main.neighbour(-1), "[": () => Gestures.pan(-0.25), "]": () => Gestures.pan(0.25),
      "+": () => Gestures.zoom(0.6), "=": () => Gestures.zoom(0.6), "-": () => Gestures.zoom(1 / 0.6), 0: () => Gestures.whole(),
      l: () => Main.lanes(lanes.options[(lanes.selectedIndex + 1) % lanes.options.length].value), g: () => Chart.root.focus(),
      e: () => Sheet.root.querySelector("button.open, .sheet-frame")?.focus(), s: save, c: () => Main.clear(),
      d: theme, p: () => Printing.print(), "?": () => dialog.showModal(),
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
      if (event.key === "Escape") {
        if (event.target === search && search.value) return;
        Main.closeEvent();
        return;
      }
      if (event.target.matches("input, select, textarea") || (!singleKeys && event.key !== "?")) return;
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
  }

  const dark = () => document.documentElement.dataset.theme === "dark" || (document.documentElement.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);

  function theme() {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    themed();
  }

  function themed() {
    byId("theme").textContent = dark() ? "Light" : "Dark";
    byId("theme").setAttribute("aria-label", dark() ? "Light colours" : "Dark colours");
    Marks.colours();
    Main.repaint();
  }

  function tools() {
    const dialog = keysDialog();
    keyboard(dialog);
    byId("tools").hidden = false;
    byId("theme").addEventListener("click", theme);
    byId("print").addEventListener("click", () => Printing.print());
    byId("help").addEventListener("click", () => dialog.showModal());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", themed);
    byId("theme").textContent = dark() ? "Light" : "Dark";
    byId("theme").setAttribute("aria-label", dark() ? "Light colours" : "Dark colours");
  }

  return { open, show, searching, tools };
})();
