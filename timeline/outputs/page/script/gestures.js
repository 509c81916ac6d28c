// Pan, zoom, hover, pick: by pointer, by touch and by key. The chart's window is the state's window.
const Gestures = (() => {
  const { byId, say } = Dom;
  const fingers = new Map();
  let drag = null;
  let frame = 0;
  let settling = 0;

  const tip = byId("tip");

  function hide() {
    tip.hidden = true;
  }

  // Hover text is one text node: whatever the data holds, it is shown as it is.
  function show(text, x, y) {
    tip.textContent = text;
    tip.hidden = false;
    const width = tip.offsetWidth;
    tip.style.left = `${Math.max(4, Math.min(window.innerWidth - width - 8, x + 14))}px`;
    tip.style.top = `${y + tip.offsetHeight + 24 > window.innerHeight ? y - tip.offsetHeight - 10 : y + 16}px`;
  }

  function describe(i) {
    const { column, about } = Store;
    const parts = [Store.date(i), Store.title(i) ?? "…"];
    const [place] = Store.place(i);
    const facts = [place, Store.names.categories[column.category[i]], about.statuses[column.status[i]], Filters.values.origins[Filters.codes.origins[i]] + " origin" + (column.origins[i] === 1 ? "" : "s")];
    return `${parts.join("\n")}\n${facts.filter(Boolean).join(" · ")}`;
  }

  // Move the window to [from, to), within the reach of the data and no nearer than two days.
  function move(from, to, { step = false } = {}) {
    const all = Chart.domain();
    const whole = all.to - all.from;
    let span = Math.max(2, Math.min(whole, to - from));
    State.now.all = span >= whole * 0.999 && Chart.focus !== null;
    if (span >= whole * 0.999) {
      State.now.from = State.now.to = null;
    } else {
      const start = Math.round(Math.max(all.from, Math.min(all.to - span, from)));
      span = Math.max(2, Math.round(span));
      State.now.from = start;
      State.now.to = start + span - 1;
    }
    if (!frame) {
      frame = requestAnimationFrame(() => {
        frame = 0;
        Chart.draw({ settle: false });
        Strip.brush();
      });
    }
    clearTimeout(settling);
    settling = setTimeout(() => Main.windowed(step), 90);
  }

  function pan(share) {
    const { from, to } = Chart.window();
    move(from + (to - from) * share, to + (to - from) * share);
  }

  function zoom(factor, at = null) {
    const { from, to } = Chart.window();
    const middle = at === null ? (from + to) / 2 : at;
    move(middle - (middle - from) * factor, middle + (to - middle) * factor);
  }

  const whole = () => {
    const { from, to } = Chart.domain();
    move(from, to, { step: true });
  };

  function hover(event) {
    const hit = Chart.under(event.clientX, event.clientY);
    Chart.root.classList.toggle("over", Boolean(hit));
    if (!hit) return hide();
    if (hit.event !== undefined) return show(describe(hit.event), event.clientX, event.clientY);
    const [from, to] = [Math.floor(hit.from), Math.max(Math.floor(hit.from), Math.ceil(hit.to) - 1)];
    const days = from === to ? Days.short(from) : `${Days.short(from)} to ${Days.short(to)}`;
    return show(`${hit.lane.name}\n${days}: up to ${Dom.number(hit.count)} at a time\nClick to look closer`, event.clientX, event.clientY);
  }

  function pick(event) {
    const hit = Chart.under(event.clientX, event.clientY);
    if (!hit) return;
    hide();
    if (hit.event !== undefined) Main.openEvent(hit.event);
    else zoom(0.25, Chart.view.day(hit.x));
  }

  function down(event) {
    if (event.button > 0 || event.target.closest("button")) return;
    fingers.set(event.pointerId, event.clientX);
    const { from, to } = Chart.window();
    const xs = [...fingers.values()];
    drag = { from, to, xs, moved: false, y: event.clientY };
  }

  function moveFinger(event) {
    if (!fingers.has(event.pointerId)) {
      if (event.pointerType === "mouse") hover(event);
      return;
    }
    fingers.set(event.pointerId, event.clientX);
    const xs = [...fingers.values()];
    const perPixel = (drag.to - drag.from) / Chart.view.width;
    if (!drag.moved && Math.abs(xs[0] - drag.xs[0]) < 4 && xs.length === 1) return;
    if (!drag.moved) {
      drag.moved = true;
      Chart.root.setPointerCapture(event.pointerId);
      Chart.root.classList.add("dragging");
      hide();
    }
    if (xs.length === 1) {
      const by = (drag.xs[0] - xs[0]) * perPixel;
      move(drag.from + by, drag.to + by);
      return;
    }
    // Two fingers: what lay under each stays under it.
    const left = Chart.root.getBoundingClientRect().left + Chart.view.gutter;
    const factor = Math.max(10, Math.abs(drag.xs[0] - drag.xs[1])) / Math.max(10, Math.abs(xs[0] - xs[1]));
    const middle = drag.from + ((drag.xs[0] + drag.xs[1]) / 2 - left) * perPixel;
    const span = (drag.to - drag.from) * factor;
    const start = middle - (((xs[0] + xs[1]) / 2 - left) / Chart.view.width) * span;
    move(start, start + span);
  }

  function up(event) {
    const clicked = fingers.delete(event.pointerId) && drag && !drag.moved;
    Chart.root.classList.remove("dragging");
    if (clicked && event.type === "pointerup") pick(event);
    if (!fingers.size) drag = null;
  }

  // The wheel scrolls the page; sideways it pans, with Ctrl (or a pinch on a trackpad) it zooms.
  function wheel(event) {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (!sideways && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (sideways) return pan(sideways / Chart.view.width);
    const x = event.clientX - Chart.root.getBoundingClientRect().left - Chart.view.gutter;
    return zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 160), Chart.view.day(x));
  }

  // Step through the events that pass, in order of time, and bring each into the window.
  async function step(by) {
    const list = Filters.list();
    if (!list.length) return say("No event passes the filters.");
    const at = list.indexOf(Chart.cursor);
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, at + by))];
    await Store.want([next]);
    reveal(next);
    Chart.point(next);
    return say(`${describe(next)}, ${Array.prototype.indexOf.call(list, next) + 1} of ${list.length}`);
  }

  // Only if it lies outside: a window that jumps for no reason loses the reader.
  function reveal(i) {
    const { first, last, kind } = Store.column;
    if (kind[i] === 0) return;
    const { from, to } = Chart.window();
    if (last[i] >= from && first[i] < to) return;
    if (State.now.from === null) {
      whole();
      return;
    }
    const middle = first[i] === Days.NEVER ? last[i] : first[i];
    move(middle - (to - from) / 2, middle + (to - from) / 2);
  }

  // To the nearest event beyond the left or the right edge.
  function beyond(way) {
    const { first, last, kind } = Store.column;
    const { from, to } = Chart.window();
    let best = -1;
    for (let i = 0; i < kind.length; i += 1) {
      if (kind[i] === 0 || !Filters.passes(i)) continue;
      if (way < 0 ? last[i] < from && (best < 0 || last[i] > last[best]) : first[i] >= to && (best < 0 || first[i] < first[best])) best = i;
    }
    if (best < 0) return;
    const span = to - from;
    const start = way < 0 ? last[best] - span * 0.2 : first[best] - span * 0.8;
    move(start, start + span);
  }

  function key(event) {
    if (event.target !== Chart.root) return;
    const shift = event.shiftKey;
    const acts = {
      ArrowRight: () => (shift ? pan(0.25) : step(1)),
      ArrowLeft: () => (shift ? pan(-0.25) : step(-1)),
      Home: () => whole(),
      "+": () => zoom(0.6),
      "=": () => zoom(0.6),
      "-": () => zoom(1 / 0.6),
      0: () => whole(),
      Enter: () => Chart.cursor >= 0 && Main.openEvent(Chart.cursor),
      " ": () => Chart.cursor >= 0 && Main.openEvent(Chart.cursor),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function open() {
    const { root } = Chart;
    root.addEventListener("pointerdown", down);
    root.addEventListener("pointermove", moveFinger);
    root.addEventListener("pointerup", up);
    root.addEventListener("pointercancel", up);
    root.addEventListener("pointerleave", hide);
    root.addEventListener("wheel", wheel, { passive: false });
    root.addEventListener("keydown", key);
  }

  return { open, move, pan, zoom, whole, beyond, step, reveal, show, hide, describe };
})();
