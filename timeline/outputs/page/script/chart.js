// The chart: Plotly draws axis, marks and densities; labels lie above it as text of the page, so that no word of the data
// ever passes through Plotly's markup.
const Chart = (() => {
  const { el, byId } = Dom;
  const LOW = 46; // pixels: a lane in which name and count stand side by side
  const AXIS = 54; // pixels above the lanes: what lies beyond, years, months
  const root = el("div", { id: "chart", class: "chart", tabindex: "0", role: "application", "aria-roledescription": "timeline", "aria-label": "Timeline", "aria-describedby": "chart-help" });
  const gutter = el("div", { class: "gutter" });
  const plot = el("div", { class: "plot", "aria-hidden": "true" });
  const labels = el("div", { class: "labels", "aria-hidden": "true" });
  const earlier = el("button", { type: "button", class: "beyond", hidden: true, on: { click: () => Gestures.beyond(-1) } });
  const later = el("button", { type: "button", class: "beyond later", hidden: true, on: { click: () => Gestures.beyond(1) } });
  const wait = el("p", { class: "wait", text: "Drawing …" });
  root.append(gutter, plot, labels, earlier, later, wait);

  let view = null;
  let scene = null;
  let floor = null;
  let cursor = -1;
  let packed = null;
  let drawnOnce = false;
  let asked = 0;

  // Plotly is the largest part of the file and the last to wake up: everything else stands before it. It is unpacked
  // beside the page's own work, and run when that is done.
  function unpack() {
    packed = Store.text("plotly");
  }

  async function wake() {
    document.head.append(el("script", { text: await packed }));
    byId("plotly").remove();
    wait.remove();
  }

  const domain = () => ({ from: Chart.span[0], to: Chart.span[1] });

  // Where the reader has set no window, a lone event decades away may not press all others to the rim: the chart then
  // begins where nearly all of them are. The table holds all of them, and the chart tells how many lie beyond its edges.
  const focus = () => (State.now.all || !Chart.focus ? domain() : { from: Chart.focus[0], to: Chart.focus[1] });

  function look() {
    const beside = root.clientWidth >= 620;
    const left = beside ? Math.min(190, Math.max(130, root.clientWidth * 0.16)) : 0;
    const width = Math.max(120, root.clientWidth - left);
    const { from, to } = window_();
    const scale = width / (to - from);
    return {
      from, to, beside, gutter: left, left: 0, right: width, width,
      height: Math.max(320, Math.min(1000, window.innerHeight * 0.95)),
      x: (day) => (day - from) * scale,
      day: (x) => from + x / scale,
      byCategory: State.now.lanes === "category",
    };
  }

  // The window as half-open days: the state's last day is shown to its end.
  function window_() {
    const { from, to } = State.now;
    return from === null ? focus() : { from, to: to + 1 };
  }

  function draw({ settle = true } = {}) {
    if (!window.Plotly || !root.clientWidth) return;
    view = look();
    if (settle) floor = null;
    scene = Lanes.arrange(view, floor);
    floor = settle ? null : scene.heights;
    const { chart: base, config } = Store.about.figures;
    const { ink } = Marks;
    const ticks = Days.ticks(view.from, view.to, view.width, view.beside ? 76 : 62);
    const layout = {
      ...base,
      width: view.width, height: scene.height + AXIS + 4,
      font: { family: "system-ui, sans-serif", size: 12, color: ink.faint },
      xaxis: {
        ...base.xaxis, range: [view.from, view.to], tickvals: ticks.map(({ at }) => at),
        ticktext: ticks.map(({ text, under }) => (under ? `${under}<br>${text}` : text)),
        gridcolor: ink.rule, tickcolor: ink.rule, ticklen: 4, tickangle: 0, automargin: false,
      },
      yaxis: { ...base.yaxis, range: [scene.height, 0] },
    };
    layout.margin = { ...base.margin, t: AXIS };
    Plotly.react(plot, Marks.traces(scene, view, cursor), layout, config);
    plot.style.marginLeft = `${view.gutter}px`;
    Strip.root.style.marginLeft = `${view.gutter}px`;
    root.classList.toggle("counted", scene.lanes.some((lane) => lane.dense));
    root.style.height = `${scene.height + AXIS + 4}px`;
    nameLanes();
    label();
    beyond();
    if (!drawnOnce) {
      drawnOnce = true;
      performance.mark("timeline:picture");
    }
    fetchLabels();
  }

  // While the window moves, lanes only grow; when it rests, they take the room that they need.
  function settle() {
    floor = null;
    if (scene && scene.padded) draw();
  }

  async function fetchLabels() {
    asked += 1;
    const mine = asked;
    if ((await Store.want(scene.marks.map((mark) => mark.i))) && mine === asked) draw({ settle: floor === null });
  }

  function nameLanes() {
    const items = scene.lanes.map((lane) => {
      const names = [el("bdi", { class: "lane-name", text: lane.name }), el("span", { class: "lane-count", text: Dom.number(lane.count) })];
      const title = `${lane.name}: ${Dom.plural(lane.count, "event")} in the window. Show only these`;
      const item = lane.code < 0
        ? el("div", { class: "lane" }, ...names)
        : el("button", { type: "button", class: "lane", title, "aria-label": title, tabindex: "-1", on: { click: () => Main.only(State.now.lanes, lane.key) } }, ...names);
      item.style.top = `${lane.top + AXIS}px`;
      item.classList.toggle("low", lane.height < LOW);
      if (view.beside) {
        item.style.width = `${view.gutter}px`;
        item.style.height = `${lane.height}px`;
      }
      if (view.byCategory && lane.code >= 0) item.style.setProperty("--lane", Marks.ink.category[lane.code]);
      return item;
    });
    const rules = scene.lanes.slice(1).map((lane) => {
      const rule = el("div", { class: "lane-rule" });
      rule.style.top = `${lane.top + AXIS}px`;
      return rule;
    });
    gutter.replaceChildren(...rules, ...items, ...(scene.folded.length ? [foldedLanes()] : []));
  }

  function foldedLanes() {
    const line = el("p", { class: "lanes-folded", title: scene.folded.join("\n"), text: `${Dom.number(scene.folded.length)} lanes with nothing here` });
    line.style.top = `${scene.foldedTop + AXIS}px`;
    return line;
  }

  // How many lie beyond either edge; a click goes to the nearest.
  function beyond() {
    for (const [button, count, word] of [[earlier, scene.earlier, "earlier"], [later, scene.later, "later"]]) {
      button.hidden = count === 0;
      button.textContent = word === "earlier" ? `‹ ${Dom.number(count)} earlier` : `${Dom.number(count)} later ›`;
    }
    earlier.style.left = `${view.gutter}px`;
  }

  function label() {
    const made = [];
    for (const mark of scene.marks) {
      const title = Store.title(mark.i);
      const room = Math.min(mark.wide, view.right - mark.at - 2);
      if (title === null || room < 34 || mark.at < -4) continue;
      const text = el("span", { class: mark.i === cursor ? "label here" : "label", dir: "auto", text: title });
      text.style.transform = `translate(${Math.round(mark.at)}px,${Math.round(mark.y + AXIS - (mark.beside ? 9 : 12))}px)`;
      text.style.maxWidth = `${Math.floor(room)}px`;
      made.push(text);
    }
    labels.style.left = `${view.gutter}px`;
    labels.replaceChildren(...made);
  }

  // What lies under a point of the chart: an event, a bin of events, or nothing.
  function under(clientX, clientY) {
    if (!scene) return null;
    const box = root.getBoundingClientRect();
    const x = clientX - box.left - view.gutter;
    const y = clientY - box.top - AXIS;
    if (x < 0) return null;
    let best = null;
    let least = 15;
    for (const mark of scene.marks) {
      if (Math.abs(y - mark.y) > Lanes.ROW / 2) continue;
      const start = Math.min(mark.start - (mark.beside ? 7 : 0), mark.at);
      const end = Math.max(mark.point ? mark.start + 7 : mark.stop, mark.at + (mark.wide > 34 ? mark.wide : 0));
      const off = mark.point && Math.abs(x - mark.start) < 8 ? -1 : x < start ? start - x : x > end ? x - end : 0;
      if (off < least) {
        least = off;
        best = mark;
      }
    }
    if (best) return { event: best.i, x, y };
    const lane = scene.lanes.find((one) => one.dense && y >= one.top && y < one.top + one.height);
    if (!lane) return null;
    const bin = Math.min(scene.bins - 1, Math.floor((x / view.width) * scene.bins));
    const perBin = (view.to - view.from) / scene.bins;
    const near = Math.max(0, bin - 1);
    return { lane, bin, count: Math.max(...lane.bars.all.slice(near, bin + 2)), from: view.from + near * perBin, to: view.from + (bin + 2) * perBin, x, y };
  }

  function point(i) {
    cursor = i;
    if (window.Plotly && scene) draw();
  }

  return {
    root, span: [0, 1], focus: null, unpack, wake, draw, settle, under, point, window: window_, domain,
    get cursor() { return cursor; }, get view() { return view; }, get scene() { return scene; },
  };
})();
