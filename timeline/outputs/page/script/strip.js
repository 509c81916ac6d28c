// The density strip: how many events there are over the whole period, and a brush for the window.
const Strip = (() => {
  const { el } = Dom;
  const HEIGHT = 44;
  const canvas = el("canvas", { class: "strip-canvas", "aria-hidden": "true" });
  const veilLeft = el("div", { class: "veil" });
  const veilRight = el("div", { class: "veil" });
  const grip = (side, name) => el("div", { class: `grip ${side}`, role: "slider", tabindex: "0", "aria-label": name, "aria-orientation": "horizontal" });
  const left = grip("grip-left", "First day of the window");
  const right = grip("grip-right", "Last day of the window");
  const band = el("div", { class: "band" });
  const root = el("div", { class: "strip", role: "group", "aria-label": "Events over the whole period, with the window" }, canvas, veilLeft, veilRight, band, left, right);
  let drag = null;

  const dayAt = (clientX) => {
    const box = root.getBoundingClientRect();
    const { from, to } = Chart.domain();
    return from + Math.max(0, Math.min(1, (clientX - box.left) / box.width)) * (to - from);
  };

  function draw() {
    const width = root.clientWidth;
    if (!width) return;
    const sharpness = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * sharpness);
    canvas.height = Math.round(HEIGHT * sharpness);
    const pen = canvas.getContext("2d");
    pen.scale(sharpness, sharpness);
    const bins = Math.max(20, Math.floor(width / 3));
    const { days, spans } = count(bins);
    let most = 1;
    for (let bin = 0; bin < bins; bin += 1) most = Math.max(most, days[bin] + spans[bin]);
    const { ink } = Marks;
    // The root keeps a lone event in sight beside a day with thousands.
    const tall = (value) => (value ? Math.max(2, Math.sqrt(value / most) * (HEIGHT - 16)) : 0);
    for (let bin = 0; bin < bins; bin += 1) {
      const x = (bin * width) / bins;
      pen.fillStyle = ink.border;
      pen.fillRect(x, HEIGHT - 14 - tall(days[bin] + spans[bin]), width / bins - 0.5, tall(days[bin] + spans[bin]));
      pen.fillStyle = ink.faint;
      pen.fillRect(x, HEIGHT - 14 - tall(days[bin]), width / bins - 0.5, tall(days[bin]));
    }
    const { from, to } = Chart.domain();
    pen.fillStyle = ink.faint;
    pen.font = "10px system-ui, sans-serif";
    for (const { at, text, under } of Days.ticks(from, to, width, 70)) {
      const x = ((at - from) / (to - from)) * width;
      pen.fillRect(x, HEIGHT - 14, 1, 4);
      if (x < width - 30) pen.fillText(under && text !== under ? `${text} ${under}` : text, x + 3, HEIGHT - 3);
    }
    brush();
  }

  function count(bins) {
    const { first, last, kind } = Store.column;
    const { from, to } = Chart.domain();
    const days = new Int32Array(bins + 1);
    const spans = new Int32Array(bins + 1);
    const perBin = bins / (to - from);
    const bits = Filters.bits();
    const others = ~Filters.WINDOW;
    for (let i = 0; i < kind.length; i += 1) {
      if (bits[i] & others || kind[i] === 0) continue;
      const a = first[i] === Days.NEVER ? 0 : Math.max(0, Math.floor((first[i] - from) * perBin));
      if (kind[i] === 1) {
        days[Math.min(bins - 1, a)] += 1;
        continue;
      }
      const b = last[i] === Days.EVER ? bins - 1 : Math.min(bins - 1, Math.floor((last[i] - from) * perBin));
      spans[a] += 1;
      spans[b + 1] -= 1;
    }
    for (let bin = 1; bin < bins; bin += 1) spans[bin] += spans[bin - 1];
    return { days, spans };
  }

  function brush() {
    const all = Chart.domain();
    const { from, to } = Chart.window();
    const share = (day) => `${Math.max(0, Math.min(100, ((day - all.from) / (all.to - all.from)) * 100))}%`;
    veilLeft.style.right = `calc(100% - ${share(from)})`;
    veilRight.style.left = share(to);
    band.style.left = left.style.left = share(from);
    band.style.right = `calc(100% - ${share(to)})`;
    right.style.left = share(to);
    for (const [one, day] of [[left, from], [right, to - 1]]) {
      one.setAttribute("aria-valuemin", Math.floor(all.from));
      one.setAttribute("aria-valuemax", Math.floor(all.to));
      one.setAttribute("aria-valuenow", Math.round(day));
      one.setAttribute("aria-valuetext", Days.words(Math.round(day)));
    }
    root.classList.toggle("narrowed", from > all.from || to < all.to);
  }

  function down(event) {
    if (event.button > 0) return;
    const { from, to } = Chart.window();
    const narrowed = root.classList.contains("narrowed");
    const what = event.target === left ? "left" : event.target === right ? "right" : event.target === band && narrowed ? "band" : "new";
    drag = { what, from, to, at: dayAt(event.clientX), moved: false };
    root.setPointerCapture(event.pointerId);
    if (what === "new" || what === "band") event.preventDefault();
  }

  function move(event) {
    if (!drag) return;
    const day = dayAt(event.clientX);
    const by = day - drag.at;
    drag.moved = drag.moved || Math.abs(by) > 0;
    if (drag.what === "left") Gestures.move(Math.min(day, drag.to - 2), drag.to);
    else if (drag.what === "right") Gestures.move(drag.from, Math.max(day, drag.from + 2));
    else if (drag.what === "band") Gestures.move(drag.from + by, drag.to + by);
    else if (drag.moved) Gestures.move(Math.min(day, drag.at), Math.max(day, drag.at));
  }

  function up() {
    drag = null;
  }

  function key(event) {
    const { from, to } = Chart.window();
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!by) return;
    event.preventDefault();
    const days = Math.sign(by) * Math.max(1, Math.round((Math.abs(by) * (to - from)) / 50));
    if (event.target === left) Gestures.move(Math.min(from + days, to - 2), to);
    else Gestures.move(from, Math.max(to + days, from + 2));
  }

  function open() {
    root.addEventListener("pointerdown", down);
    root.addEventListener("pointermove", move);
    root.addEventListener("pointerup", up);
    root.addEventListener("pointercancel", up);
    root.addEventListener("dblclick", () => Gestures.whole());
    left.addEventListener("keydown", key);
    right.addEventListener("keydown", key);
  }

  return { root, draw, brush, open };
})();
