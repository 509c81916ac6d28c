// The panel: all that is known of one event, and from whom.
const Panel = (() => {
  const { el, bdi, link } = Dom;
  const told = (text) => Search.marked("bdi", {}, text);
  const root = el("aside", { class: "panel", "aria-label": "Event", hidden: true, tabindex: "-1" });
  let shown = -1;
  let back = null;
  const WITHIN = { month: "to the month, on some day of it", "one of": "one of several dates", "all of": "all of several dates" };
  const ENDS = ["", "doubtful", "unknown", "open"];
  const STANDINGS = { exact: "Stands word for word in the source", folded: "Stands in the source, but for typography", missing: "Not found in the source", negated: "Leaves out a negation of the source" };

  async function show(i, { focus = false, top = 0 } = {}) {
    if (shown < 0) back = document.activeElement;
    shown = i;
    const event = await Store.details(i);
    const contexts = await Promise.all(event.citations.map(({ passage }) => Store.context(passage)));
    if (shown !== i) return;
    root.replaceChildren(...build(event, i, contexts));
    root.hidden = false;
    document.body.classList.add("has-panel");
    root.scrollTop = top;
    if (focus) root.querySelector("h2").focus({ preventScroll: window.innerWidth >= 1100 });
    const mark = root.querySelector(".document mark");
    if (mark) mark.closest(".document").scrollTop = Math.max(0, mark.offsetTop - 60);
  }

  // Marks other words, once the reader searches for others.
  const refresh = () => (shown < 0 ? null : show(shown, { top: root.scrollTop }));

  function hide() {
    if (root.hidden) return;
    root.hidden = true;
    document.body.classList.remove("has-panel");
    shown = -1;
    if (back && back.isConnected) back.focus();
    else Chart.root.focus();
  }

  function build(event, i, contexts) {
    const { column, names, about } = Store;
    const list = Sheet.list;
    const at = list.indexOf(i);
    const tool = (text, name, act, off = false) => el("button", { type: "button", class: "quiet", text, "aria-label": name, disabled: off, on: { click: act } });
    const [place, lat, lon, decimals] = Store.place(i);
    const status = about.statuses[column.status[i]];
    const category = names.categories[column.category[i]];
    const words = (kind) => [...Store.members(kind, i)].map((code) => names[kind][code]);
    const facts = el("dl", { class: "facts" });
    const fact = (name, ...values) => values.some(Boolean) && facts.append(el("dt", { text: name }), el("dd", {}, ...values.filter(Boolean)));
    fact("Date as written", el("code", { text: Store.written(i) || "none" }));
    fact("Precision", precision(i));
    if (place) fact("Place", told(place), lat === undefined ? "" : el("small", { text: ` ${lat}, ${lon} (to ${decimals} decimal${decimals === 1 ? "" : "s"})` }));
    fact("Category", category && told(category));
    fact("Actors", ...between(words("actors")));
    fact("Tags", ...between(words("tags")));
    fact("Credibility", column.credibility[i] ? `${column.credibility[i]}, ${about.credibility[column.credibility[i]]}` : "not judged");
    fact("Origins", origins(column.origins[i], event.citations.length));
    fact("Sharing", `TLP:${about.tlp[column.tlp[i]]}`);
    const link_ = State.addressOf(event.id);
    return [
      el(
        "div", { class: "panel-bar" },
        tool("←", "Previous event", () => Main.neighbour(-1), at <= 0), tool("→", "Next event", () => Main.neighbour(1), at < 0 || at >= list.length - 1),
        el("span", { class: "position", text: at >= 0 ? `${Dom.number(at + 1)} of ${Dom.number(list.length)}` : "" }),
        tool("Close ✕", "Close this event", () => Main.closeEvent()),
      ),
      el("p", { class: "panel-date", text: Store.words(i) }),
      Search.marked("h2", { tabindex: "-1", dir: "auto" }, event.title),
      el("p", { class: "badges" }, el("span", { class: `badge status-${status}`, text: status }), event.changes.length || column.change[i] ? el("span", { class: "badge change", text: column.change[i] === 1 ? "new" : "changed" }) : null),
      event.changes.length ? el("ul", { class: "changes" }, ...event.changes.map((change) => el("li", { dir: "auto", text: change }))) : null,
      event.summary ? Search.marked("p", { class: "summary", dir: "auto" }, event.summary) : null,
      facts,
      dates(event, i),
      el("h3", { text: event.citations.length === 1 ? "Source" : `${event.citations.length || "No"} sources` }),
      ...event.citations.map((one, place_) => cited(one, contexts[place_])),
      el(
        "p", { class: "take" },
        el("a", { href: `#${encodeURIComponent(event.id)}`, class: "permalink", text: "Link to this event", on: { click: (click) => { click.preventDefault(); Main.alone(event.id); } } }),
        tool("Copy link", "Copy the link to this event", () => Cite.copy(link_, "Link")), tool("Copy citation", "Copy this event as a citation", () => Cite.copy(Cite.citation(event, i), "Citation")),
      ),
    ].filter(Boolean);
  }

  const between = (values) => values.flatMap((value, at) => (at ? ["; ", told(value)] : [told(value)]));

  // What the date is precise to, and what that means: "to the month, on some day of it".
  function precision(i) {
    const { column, about } = Store;
    const kind = column.kind[i];
    if (kind === 0) return "undated";
    const name = about.precisions[column.precision[i]];
    if (kind === 1) return `to the day${column.ends[i] ? "; doubtful" : ""}`;
    if (kind === 2) return `${WITHIN[name] || `to the ${name}, some time within it`}${column.ends[i] ? "; doubtful" : ""}`;
    const ends = [[column.ends[i] & 3, "start"], [column.ends[i] >> 2, "end"]];
    return ["an interval, from its start to its end", ...ends.filter(([end]) => end).map(([end, which]) => `${which} ${ENDS[end]}`)].join("; ");
  }

  function origins(count, cited_) {
    if (!cited_) return "no source";
    const lone = count === 1 ? "one independent origin" : `${count} independent origins`;
    return cited_ > count ? `${lone}, cited ${cited_} times` : lone;
  }

  // Sources that disagree on the date, side by side.
  function dates(event, i) {
    const given = event.citations.filter(({ date }) => date);
    if (!given.length) return null;
    const rows = given.map(({ source, date }) => el("tr", {}, el("td", { dir: "auto", text: source.title || source.id }), el("td", { text: date.words }), el("td", {}, el("code", { text: date.edtf }))));
    rows.unshift(el("tr", {}, el("th", { scope: "row", text: "As dated here" }), el("td", { text: Store.words(i) }), el("td", {}, el("code", { text: Store.written(i) }))));
    return el("table", { class: "dates" }, el("caption", { text: "Dates that sources give" }), el("thead", {}, el("tr", {}, ...["Source", "Date", "As written"].map((text) => el("th", { scope: "col", text })))), el("tbody", {}, ...rows));
  }

  function cited({ quote, source, standing }, parts) {
    const { about } = Store;
    const whole = about.whole && parts.length > 0;
    const lang = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(source.language || "") ? source.language : null;
    const passage = parts.length
      ? el("blockquote", { lang, class: whole ? "document" : "", dir: "auto", tabindex: whole ? "0" : null, "aria-label": whole ? "The whole document" : null }, ...parts.map((part, at) => (at % 2 ? Search.marked("mark", {}, part) : document.createTextNode(part))))
      : quote ? el("blockquote", { lang, dir: "auto" }, Search.marked("mark", {}, quote)) : null;
    const meta = [source.author, source.publisher, source.published, source.kind, source.language].filter(Boolean);
    const links = el("p", { class: "links" });
    if (Dom.webAddress(source.url)) links.append(link(Cite.atQuote(source.url, quote), "At the quote"), " ", link(source.url, "Source"));
    if (Dom.webAddress(source.archive)) links.append(" ", link(source.archive, "Archived copy"));
    return el(
      "article", { class: "citation" },
      el("h4", { dir: "auto", text: source.title || source.id }),
      meta.length ? el("p", { class: "meta", dir: "auto", text: meta.join(" · ") }) : null,
      passage,
      standing ? el("p", { class: `standing standing-${standing}`, text: STANDINGS[standing] || standing }) : null,
      links.childNodes.length ? links : null,
      el(
        "dl", { class: "facts small" }, el("dt", { text: "Reliability" }), el("dd", { text: source.reliability ? `${source.reliability}, ${about.reliability[source.reliability] || ""}` : "not judged" }),
        ...(source.origin ? [el("dt", { text: "First reported by" }), el("dd", {}, bdi(source.origin))] : []),
        ...(source.accessed ? [el("dt", { text: "Read" }), el("dd", { text: source.accessed })] : []),
        ...(source.sha256 ? [el("dt", { text: "SHA-256" }), el("dd", {}, el("code", { class: "hash", text: source.sha256 }))] : []),
      ),
    );
  }

  return { root, show, refresh, hide, get shown() { return shown; } };
})();
