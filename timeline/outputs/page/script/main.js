// The order of things: open the columns, stand up everything that is ours, then wake Plotly and draw.
const Main = (() => {
  const { byId, el } = Dom;
  let typing = 0;
  let turn = 0;
  let restoring = 0;

  function span() {
    const { first, last } = Store.column;
    let from = Infinity;
    let to = -Infinity;
    for (let i = 0; i < first.length; i += 1) {
      if (first[i] !== Days.NEVER) {
        if (first[i] < from) from = first[i];
        if (first[i] > to) to = first[i];
      }
      if (last[i] !== Days.EVER) {
        if (last[i] > to) to = last[i];
        if (last[i] < from && last[i] !== Days.NEVER) from = last[i];
      }
    }
    if (from > to) return [0, 30];
    const rim = Math.max(1, Math.ceil((to - from) * 0.03));
    return [from - rim, to + 1 + rim];
  }

  // Where nine of ten events are, if that is a small part of the whole; wide enough to show their spans' ends.
  function focus([from, to]) {
    const { first, last, kind } = Store.column;
    const every = Math.max(1, Math.floor(first.length / 4000));
    const spans = [];
    for (let i = 0; i < first.length; i += every) {
      if (!kind[i]) continue;
      const start = first[i] === Days.NEVER ? last[i] : first[i];
      const end = last[i] === Days.EVER ? first[i] : last[i];
      spans.push([(start + end) / 2, start, end]);
    }
    if (spans.length < 8) return null;
    spans.sort((a, b) => a[0] - b[0]);
    const inner = spans.slice(Math.ceil(spans.length * 0.05), Math.floor(spans.length * 0.95) + 1);
    const near = (low, high) => {
      const rim = Math.max(15, (high - low) * 0.04);
      return high - low + 2 * rim < (to - from) * 0.5 ? [Math.floor(low - rim), Math.ceil(high + rim)] : null;
    };
    const whole = near(
      inner.reduce((low, span) => Math.min(low, span[1]), inner[0][1]),
      inner.reduce((high, span) => Math.max(high, span[2]), inner[0][2]),
    );
    return whole || near(inner[0][0], inner[inner.length - 1][0]);
  }

  // All that hangs on the filters and the window.
  function filtered({ lanesToo = true } = {}) {
    Filters.recount();
    if (lanesToo) {
      Reach.recount();
      Lanes.choose(State.now.lanes);
      Strip.draw();
    }
    Controls.show();
    if (lanesToo) Chart.draw();
    else Chart.settle();
    return after();
  }

  // What hangs on the chart's answer follows it in turns of its own, so that no turn keeps the reader waiting.
  async function after() {
    turn += 1;
    const mine = turn;
    const pause = () => new Promise((go) => setTimeout(go));
    for (const show of [Sheet.show, Facets.show, Atlas.draw, ...(window.Plotly ? [Printing.ready] : [])]) {
      await pause();
      if (mine !== turn) return;
      await show();
    }
  }

  function windowed(step) {
    const { from, to } = State.now;
    Filters.window(from, to);
    filtered({ lanesToo: false });
    State.keep(step);
  }

  // Put the state of the address into effect.
  async function restore() {
    restoring += 1;
    const mine = restoring;
    const state = State.load();
    for (const kind of Filters.KINDS) {
      const wanted = new Set(state.filters[kind] || []);
      Filters.choose(kind, new Set([...Filters.keys[kind].keys()].filter((code) => wanted.has(Filters.keys[kind][code]))));
    }
    Filters.window(state.from, state.to);
    Filters.search(null);
    Strip.brush();
    const done = filtered();
    if (state.q) {
      const found = await Search.run(state.q, Controls.searching);
      if (found !== undefined && mine === restoring) {
        Filters.search(found);
        await filtered();
      }
    }
    await done;
    if (mine !== restoring) return; // Back was pressed twice
    if (state.event) {
      const i = await Store.find(state.event);
      if (mine !== restoring) return;
      if (i >= 0) await opened(i, { focus: false });
      else Dom.say("The event of this link is not on this page.");
    } else Panel.hide();
  }

  async function opened(i, { focus }) {
    Chart.point(i);
    await Panel.show(i, { focus });
    Gestures.reveal(i);
    Sheet.reveal(i);
    refit();
  }

  let width = 0;
  function refit() {
    if (Chart.root.clientWidth === width) return;
    width = Chart.root.clientWidth;
    repaint();
  }

  function repaint() {
    if (!Store.column.first) return;
    Strip.draw();
    Chart.draw();
    Atlas.draw();
    Sheet.render(true);
  }

  async function openEvent(i) {
    State.now.event = await Store.id(i);
    State.keep(true);
    await opened(i, { focus: true });
  }

  function closeEvent() {
    if (!State.now.event) return;
    State.now.event = "";
    State.keep(true);
    Panel.hide();
    Sheet.render();
    refit();
  }

  function neighbour(by) {
    const { list } = Sheet;
    if (!list.length) return;
    const at = list.indexOf(Panel.shown >= 0 ? Panel.shown : Chart.cursor);
    openEvent(list[at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + by))]);
  }

  // Nothing but this event: the short link.
  function alone(id) {
    Object.assign(State.now, State.fresh(), { event: id });
    State.keep(true);
    restore();
  }

  function choose(kind, keys) {
    State.now.filters[kind] = keys;
    const wanted = new Set(keys);
    Filters.choose(kind, new Set([...Filters.keys[kind].keys()].filter((code) => wanted.has(Filters.keys[kind][code]))));
    State.keep(true);
    filtered();
  }

  const only = (kind, key) => choose(kind, [key]);

  async function search(query) {
    State.now.q = query;
    typing += 1;
    const mine = typing;
    const found = await Search.run(query, Controls.searching);
    if (found === undefined || mine !== typing) return;
    Filters.search(found);
    // How many there are is told before the chart is drawn, which whoever types on need not wait for.
    Filters.recount();
    Controls.show();
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    if (mine !== typing) return;
    filtered();
    Panel.refresh();
    State.keep(false);
  }

  function lanes(kind) {
    State.now.lanes = kind;
    State.keep(true);
    filtered();
  }

  function sort(key) {
    State.now.sort = State.now.sort === key ? `-${key}` : key;
    State.keep(true);
    Sheet.show();
  }

  function clear() {
    const { event, lanes: by, sort: order } = State.now;
    Object.assign(State.now, State.fresh(), { event, lanes: by, sort: order });
    State.keep(true);
    restore();
  }

  async function open() {
    Chart.unpack();
    await Store.open();
    Filters.open();
    Reach.open();
    Marks.colours();
    Chart.span = span();
    Chart.focus = focus(Chart.span);
    const parts = Controls.open();
    Facets.open();
    Gestures.open();
    Strip.open();
    Sheet.open();
    Printing.open();
    const app = byId("app");
    app.append(
      parts.bar, el("div", { class: "filter-row" }, Facets.bar, parts.count), Facets.tags, parts.help,
      el("div", { class: "board" }, el("div", { class: "column" }, Strip.root, Chart.root, parts.legend, parts.tray, Sheet.root), el("div", { class: "side" }, Panel.root, Atlas.root)),
      Printing.root,
    );
    app.hidden = false;
    Controls.tools();
    const map = Atlas.open();
    await restore();
    performance.mark("timeline:table");
    // A frame for the page itself, before Plotly takes the processor for a while.
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    await Promise.all([Chart.wake(), map]);
    width = Chart.root.clientWidth;
    Chart.draw();
    Atlas.draw();
    byId("skip").addEventListener("click", (click) => {
      click.preventDefault(); // the part behind # belongs to the state
      Sheet.root.focus();
    });
    // Back, Forward and an address typed over; what we write ourselves is in the state already.
    window.addEventListener("hashchange", () => State.write() !== location.hash && restore());
    let resized = 0;
    window.addEventListener("resize", () => {
      clearTimeout(resized);
      resized = setTimeout(repaint, 120);
    });
    document.documentElement.dataset.ready = "true";
    Printing.ready();
    Search.warm();
  }

  return { open, windowed, openEvent, closeEvent, neighbour, alone, choose, only, search, lanes, sort, clear, repaint };
})();

Main.open();
