// On paper: title, legend, chart, and the list of what is filtered with its quotes.
const Printing = (() => {
  const { el, bdi } = Dom;
  const MOST = 2000;
  const root = el("section", { class: "printed", "aria-hidden": "true" });
  let prepared = null; // the list that stands in `root`

  async function prepare() {
    const list = Sheet.list;
    if (prepared === list) return;
    const items = [];
    for (const i of list.slice(0, MOST)) {
      const event = await Store.details(i);
      const [place] = Store.place(i);
      const quotes = event.citations.map(({ quote, source }) => {
        return el("p", { class: "printed-quote" }, quote ? el("q", { dir: "auto", text: quote }) : "", " ", bdi([source.title, source.publisher, source.published].filter(Boolean).join(", ")), source.url ? el("span", { class: "url", text: ` ${source.url}` }) : "");
      });
      items.push(el("li", {}, el("b", { text: Store.date(i) }), " ", el("strong", { dir: "auto", text: event.title }), place ? el("span", {}, " (", bdi(place), ")") : "", el("span", { text: ` ${Store.about.statuses[Store.column.status[i]]}` }), event.summary ? el("p", { dir: "auto", text: event.summary }) : "", ...quotes));
    }
    if (Sheet.list !== list) return;
    const rest = list.length - items.length;
    root.replaceChildren(el("h2", { text: `${Dom.number(list.length)} of ${Dom.plural(Store.about.count, "event")}` }), el("ol", {}, ...items), rest > 0 ? el("p", { text: `${Dom.number(rest)} more events are not printed.` }) : "");
    prepared = list;
  }

  async function print() {
    await prepare();
    window.print();
  }

  // The browser's own print command gives no time to open texts: short lists stand ready.
  function ready() {
    if (Sheet.list.length <= 400) prepare();
  }

  // The chart as drawn for the screen is made to fit the sheet: 180 millimetres wide, two thirds of it high.
  function open() {
    window.addEventListener("beforeprint", () => {
      Chart.root.style.zoom = String(Math.min(1, 670 / Chart.root.offsetWidth, 740 / Chart.root.offsetHeight));
    });
    window.addEventListener("afterprint", () => {
      Chart.root.style.zoom = "";
    });
  }

  return { root, open, print, ready };
})();
