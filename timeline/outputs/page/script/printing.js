// On paper: title, legend, chart, and the list of what is filtered with its quotes.
const Printing = (() => {
  const { el, bdi } = Dom;
  const MOST = 2000;
  const DRAWN = 900; // pixels that the chart is drawn in, to be shrunk
  const WIDE = 670; // to so many on paper,
  const HIGH = 740; // and no higher than this
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
      items.push(el("li", {}, el("p", { class: "printed-date" }, Store.date(i), ...[place, Store.about.statuses[Store.column.status[i]]].filter(Boolean).flatMap((fact) => [" · ", bdi(fact)])), el("strong", { dir: "auto", text: event.title }), event.summary ? el("p", { dir: "auto", text: event.summary }) : "", ...quotes));
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

  // The chart is drawn anew for the sheet, whatever the screen: 180 millimetres wide, two thirds of it high at most.
  function open() {
    const { style } = Chart.root;
    window.addEventListener("beforeprint", () => {
      style.width = `${DRAWN}px`;
      Chart.draw();
      style.zoom = String(Math.min(WIDE / DRAWN, HIGH / Chart.root.offsetHeight));
    });
    window.addEventListener("afterprint", () => {
      style.width = style.zoom = "";
      Chart.draw();
    });
  }

  return { root, open, print, ready };
})();
