// Filters by value: a menu a facet, with counts that follow all other filters, and the chosen ones as tags to take off.
const Facets = (() => {
  const { el } = Dom;
  const FEW = 12;
  const MOST = 200;
  const menus = new Map();
  const bar = el("div", { class: "facets", role: "group", "aria-label": "Filters" });
  const tags = el("ul", { class: "chosen", "aria-label": "Filters that are set" });

  const useful = (kind) => {
    if (kind === "change") return Boolean(Store.about.since);
    return Filters.values[kind].length > 1 || Filters.MULTIPLE.has(kind) ? Filters.values[kind].length > 0 : false;
  };

  function open() {
    for (const kind of Filters.KINDS.filter(useful)) {
      const label = Filters.LABELS[kind];
      const summary = el("summary", {}, el("span", { text: label }));
      const options = el("ul", { class: "options", "aria-label": label });
      const search = Filters.values[kind].length > FEW ? el("input", { type: "search", class: "facet-search", "aria-label": `Find in ${label}`, placeholder: `Find in ${Filters.values[kind].length}`, on: { input: () => fill(kind) } }) : null;
      const details = el("details", { class: "facet", on: { toggle: () => details.open && opened(kind) } }, summary, el("div", { class: "menu" }, search, options));
      menus.set(kind, { details, summary, options, search });
      bar.append(details);
    }
    document.addEventListener("pointerdown", (event) => {
      for (const { details } of menus.values()) if (details.open && !details.contains(event.target)) details.open = false;
    });
    bar.addEventListener("keydown", (event) => {
      const details = event.target.closest("details[open]");
      if (event.key !== "Escape" || !details) return;
      event.stopPropagation();
      details.open = false;
      details.querySelector("summary").focus();
    });
  }

  function opened(kind) {
    for (const [other, { details }] of menus) if (other !== kind) details.open = false;
    fill(kind);
    const { details } = menus.get(kind);
    const menu = details.querySelector(".menu");
    menu.style.left = "0px";
    const over = menu.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (over > 0) menu.style.left = `${-over}px`;
  }

  function fill(kind) {
    const { options, search } = menus.get(kind);
    const values = Filters.values[kind];
    const counts = Filters.count(kind);
    const chosen = Filters.chosen[kind];
    const wanted = search ? Fold.fold(search.value) : "";
    let codes = [...values.keys()].filter((code) => chosen.has(code) || (counts[code] && (!wanted || Fold.fold(values[code]).includes(wanted))));
    if (!["status", "credibility", "origins", "change"].includes(kind)) codes.sort((a, b) => chosen.has(b) - chosen.has(a) || counts[b] - counts[a] || a - b);
    const more = codes.length - MOST;
    codes = codes.slice(0, MOST);
    const focused = options.contains(document.activeElement) ? document.activeElement.value : null;
    options.replaceChildren(
      ...codes.map((code) => {
        const box = el("input", { type: "checkbox", value: String(code), on: { change: () => toggle(kind, code) } });
        box.checked = chosen.has(code);
        return el("li", {}, el("label", {}, box, el("bdi", { text: values[code] || "none" }), el("span", { class: "count", text: Dom.number(counts[code]) })));
      }),
      more > 0 ? el("li", { class: "note", text: `and ${Dom.number(more)} more: type to find them` }) : "",
      codes.length ? "" : el("li", { class: "note", text: "nothing" }),
    );
    if (focused !== null) options.querySelector(`input[value="${focused}"]`)?.focus();
  }

  function toggle(kind, code) {
    const set = new Set(Filters.chosen[kind]);
    if (!set.delete(code)) set.add(code);
    Main.choose(kind, [...set].map((one) => Filters.keys[kind][one]));
  }

  function show() {
    const chips = [];
    for (const [kind, { details, summary }] of menus) {
      const set = Filters.chosen[kind];
      summary.classList.toggle("set", set.size > 0);
      summary.replaceChildren(el("span", { text: Filters.LABELS[kind] }), set.size ? el("span", { class: "count", text: String(set.size) }) : "");
      if (details.open) fill(kind);
      for (const code of set) {
        const name = Filters.values[kind][code] || "none";
        chips.push(el("li", {}, el("button", { type: "button", class: "chip", "aria-label": `Take off the filter ${Filters.LABELS[kind]}: ${name}`, on: { click: () => toggle(kind, code) } }, `${Filters.LABELS[kind]}: `, el("bdi", { text: name }), el("span", { "aria-hidden": "true", text: " ✕" }))));
      }
    }
    if (State.now.from !== null) {
      const days = `${Days.short(State.now.from)} to ${Days.short(State.now.to)}`;
      chips.push(el("li", {}, el("button", { type: "button", class: "chip", "aria-label": `Show the whole period, now ${days}`, on: { click: () => Gestures.whole() } }, days, el("span", { "aria-hidden": "true", text: " ✕" }))));
    }
    if (chips.length > 1) chips.push(el("li", {}, el("button", { type: "button", class: "quiet", text: "Clear all", on: { click: () => Main.clear() } })));
    tags.replaceChildren(...chips);
    tags.hidden = !chips.length;
  }

  return { bar, tags, open, show };
})();
