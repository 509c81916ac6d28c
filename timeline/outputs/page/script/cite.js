// Taking things along: an event as a citation, as a link; what is filtered as CSV.
const Cite = (() => {
  // To the very words at the source: a text fragment, in the part behind #. A dash would be read as a sign of its own.
  function atQuote(address, quote) {
    const href = Dom.webAddress(address);
    if (!href || !quote) return href;
    const encode = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
    const fragments = quote.split(/\s*(?:…|\[\.\.\.\])\s*/).filter((part) => part.length > 3);
    const directives = fragments.map((part) => {
      const words = part.trim().split(/\s+/);
      return words.length <= 12 ? `text=${encode(words.join(" "))}` : `text=${encode(words.slice(0, 5).join(" "))},${encode(words.slice(-5).join(" "))}`;
    });
    return directives.length ? `${href}${href.includes("#") ? "" : "#"}:~:${directives.join("&")}` : href;
  }

  function sourceWords(source) {
    const parts = [source.author, source.title && `“${source.title}”`, source.publisher, source.published, source.url];
    return parts.filter(Boolean).join(", ");
  }

  function citation(event, i) {
    const [place] = Store.place(i);
    const head = [Store.date(i), event.title + (place ? ` (${place})` : "")].join(": ");
    const sources = event.citations.map(({ quote, source }) => `${quote ? `“${quote}” ` : ""}${sourceWords(source)}`);
    return [head, ...sources, `${Store.about.title}, ${event.id}`].join("\n");
  }

  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Dom.el("textarea", { class: "unseen", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy"); // a page from file:// may not be granted the clipboard
      area.remove();
    }
    Dom.say(`${what} copied.`);
  }

  // A cell that a spreadsheet would calculate is led by an apostrophe, as OWASP advises.
  function cell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const TOGETHER = 2000; // lines that are written as one piece

  async function csv(list) {
    const { column, names, about } = Store;
    const pieces = [];
    let lines = ["\ufeffid,date,title,summary,category,place,lat,lon,actors,tags,status,credibility,tlp,sources,quotes"];
    for (const i of list) {
      const event = await Store.details(i);
      const place = Store.place(i);
      lines.push([
        event.id, Store.written(i), event.title, event.summary, names.categories[column.category[i]], place[0], place[1], place[2],
        [...Store.members("actors", i)].map((code) => names.actors[code]).join("; "),
        [...Store.members("tags", i)].map((code) => names.tags[code]).join("; "),
        about.statuses[column.status[i]], column.credibility[i] || "", about.tlp[column.tlp[i]],
        event.citations.map(({ source }) => source.id).join("; "), event.citations.map(({ quote }) => quote).filter(Boolean).join(" | "),
      ].map(cell).join(","));
      if (lines.length < TOGETHER) continue;
      pieces.push(`${lines.join("\r\n")}\r\n`);
      lines = [];
      await new Promise((go) => setTimeout(go));
    }
    if (lines.length) pieces.push(`${lines.join("\r\n")}\r\n`);
    return new Blob(pieces, { type: "text/csv;charset=utf-8" });
  }

  async function download(list) {
    Dom.say(`Writing ${Dom.plural(list.length, "event")} as CSV.`);
    const url = URL.createObjectURL(await csv(list));
    const anchor = Dom.el("a", { href: url, download: "events-filtered.csv", hidden: true });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  return { atQuote, citation, copy, csv, download };
})();
