// The map beside the timeline: outlines from the file itself, places of the events that stand in the window.
const Atlas = (() => {
  const { el, byId } = Dom;
  const HEIGHT = 300;
  const MOST = 600; // circles on the map; nearer places are drawn as one
  const ground = el("div", { class: "map-plot", "aria-hidden": "true" }); // outlines: drawn anew only when the map moves
  const plot = el("div", { class: "map-plot", "aria-hidden": "true" });
  const surface = el("div", { class: "map-surface", tabindex: "0", role: "application", "aria-roledescription": "map", "aria-label": "Map of the events in the window. Arrow keys move it, plus and minus zoom, zero fits it." });
  const note = el("p", { class: "note" });
  const labels = el("div", { class: "map-labels", "aria-hidden": "true" });
  const button = (text, name, act) => el("button", { type: "button", class: "quiet", text, title: name, "aria-label": name, on: { click: act } });
  const root = el(
    "section", { class: "map", "aria-label": "Map", hidden: true },
    el("div", { class: "map-head" }, el("h2", { text: "Where" }), el("span", { class: "buttons" }, button("−", "Zoom the map out", () => zoom(1 / 1.6)), button("+", "Zoom the map in", () => zoom(1.6)), button("Fit", "Fit the map to the events", () => fit(true)))),
    el("div", { class: "map-frame" }, ground, plot, labels, surface), note,
  );
  let outlines = null;
  let spots = [];
  let eye = null; // { x, y, scale }: what lies in the middle, pixels a degree
  let squeeze = 1; // degrees of longitude are narrower away from the equator
  let drag = null;
  let drawnFor = "";
  let unplaced = ""; // what the map can't show, in words

  const located = () => Store.names.places.some((place) => place.length > 1);

  async function open() {
    if (!located() || !byId("outlines")) return;
    root.hidden = false;
    const lats = Store.names.places.filter((place) => place.length > 1).map(([, lat]) => lat);
    const lowest = lats.reduce((a, b) => Math.min(a, b));
    const highest = lats.reduce((a, b) => Math.max(a, b));
    squeeze = Math.max(0.2, Math.cos((((lowest + highest) / 2) * Math.PI) / 180));
    outlines = flatten(await Store.json("outlines"));
    surface.addEventListener("pointerdown", (event) => {
      drag = { x: event.clientX, y: event.clientY, eye, moved: false };
      surface.setPointerCapture(event.pointerId);
    });
    surface.addEventListener("pointermove", hover);
    surface.addEventListener("pointerup", (event) => {
      if (drag && !drag.moved) pick(event);
      drag = null;
    });
    surface.addEventListener("pointerleave", Gestures.hide);
    surface.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 200));
    }, { passive: false });
    surface.addEventListener("keydown", key);
  }

  function flatten(lines) {
    const found = {};
    for (const [kind, all] of Object.entries(lines)) {
      const x = [];
      const y = [];
      for (const line of all) {
        for (let at = 0; at < line.length; at += 2) {
          x.push((line[at] / 100) * squeeze);
          y.push(line[at + 1] / 100);
        }
        x.push(null);
        y.push(null);
      }
      found[kind] = { x, y };
    }
    return found;
  }

  // Places of the events that pass, one circle a place, or a patch where there are very many.
  function collect() {
    const { column, names } = Store;
    const list = Filters.list();
    const counts = new Uint32Array(names.places.length);
    for (let at = 0; at < list.length; at += 1) counts[column.place[list[at]]] += 1;
    let without = 0;
    let busy = 0;
    names.places.forEach((place, code) => {
      if (place.length < 2) without += counts[code];
      else if (counts[code]) busy += 1;
    });
    const one = new Map();
    const grid = busy > MOST && eye ? 14 / eye.scale : 0;
    for (let code = 0; code < counts.length; code += 1) {
      const [name, lat, lon, decimals] = names.places[code];
      const count = counts[code];
      if (!count || lat === undefined) continue;
      const key = grid ? `${Math.round(lat / grid)}/${Math.round((lon * squeeze) / grid)}` : `${lat}/${lon}`;
      const spot = one.get(key);
      if (spot) {
        spot.count += count;
        spot.places.push(name);
      } else one.set(key, { lat, lon, x: lon * squeeze, y: lat, count, decimals, places: [name] });
    }
    spots = [...one.values()].sort((a, b) => b.count - a.count);
    unplaced = without ? `${Dom.plural(without, "event")} without coordinates ${without === 1 ? "is" : "are"} not on the map.` : "";
  }

  function fit(redraw = false) {
    const width = surface.clientWidth || 320;
    const places = spots.length ? spots : Store.names.places.filter((place) => place.length > 1).map(([, lat, lon]) => ({ x: lon * squeeze, y: lat }));
    const side = (pick_, better) => places.reduce((best, place) => better(best, pick_(place)), pick_(places[0]));
    const [west, east] = [side((p) => p.x, Math.min), side((p) => p.x, Math.max)];
    const [south, north] = [side((p) => p.y, Math.min), side((p) => p.y, Math.max)];
    const scale = Math.min((width * 0.8) / Math.max(1.5, east - west), (HEIGHT * 0.76) / Math.max(1.2, north - south));
    eye = { x: (west + east) / 2, y: (south + north) / 2, scale };
    if (redraw) draw();
  }

  function draw() {
    if (!window.Plotly || !outlines || root.hidden || !surface.clientWidth) return;
    if (!eye) {
      collect();
      fit();
    }
    collect();
    const { ink } = Marks;
    const width = surface.clientWidth;
    const { map: base, config } = Store.about.figures;
    const wide = width / eye.scale / 2;
    const high = HEIGHT / eye.scale / 2;
    const layout = {
      ...base, width, height: HEIGHT,
      xaxis: { ...base.xaxis, range: [eye.x - wide, eye.x + wide] }, yaxis: { ...base.yaxis, range: [eye.y - high, eye.y + high] },
    };
    const seen = [width, eye.x, eye.y, eye.scale, ink.land].join();
    if (seen !== drawnFor) {
      drawnFor = seen;
      const area = { type: "scatter", mode: "lines", hoverinfo: "skip", ...outlines.land, fill: "toself", fillcolor: ink.land, line: { color: ink.border, width: 0.8 } };
      const borders = { type: "scatter", mode: "lines", hoverinfo: "skip", ...outlines.border, line: { color: ink.border, width: 0.8, dash: "3px,2px" } };
      window.Plotly.react(ground, [area, borders], { ...layout, plot_bgcolor: ink.sea }, config);
    }
    const most = spots.length ? spots[0].count : 1;
    // The more places, the smaller their circles, or they would hide each other.
    const largest = Math.max(3, Math.min(14, 150 / Math.sqrt(spots.length)));
    for (const spot of spots) spot.r = Math.min(4, largest) + largest * Math.sqrt((spot.count - 1) / Math.max(12, most));
    // How far the coordinates are rounded: 34.4 may be five kilometres off either way.
    const rough = spots.filter((spot) => halo(spot) > spot.r + 2);
    note.textContent = [unplaced, rough.length ? "A ring shows how far a place’s coordinates are rounded." : ""].filter(Boolean).join(" ");
    const traces = [
      { ...rings(rough, halo), line: { color: ink.accent, width: 1, simplify: false } },
      { ...rings(spots, (spot) => spot.r), fill: "toself", fillcolor: ink.accent, opacity: 0.75, line: { color: ink.paper, width: 1, simplify: false } },
    ];
    window.Plotly.react(plot, traces, layout, config);
    name(width);
  }

  const CORNERS = 20;
  const TURN = Array.from({ length: CORNERS + 1 }, (_, at) => [Math.cos((2 * Math.PI * at) / CORNERS), Math.sin((2 * Math.PI * at) / CORNERS)]);

  // All circles as one path: as markers, six hundred of them would take Plotly a tenth of a second.
  function rings(some, radius) {
    const x = [];
    const y = [];
    for (const spot of some) {
      const r = radius(spot) / eye.scale;
      for (const [a, b] of TURN) {
        x.push(spot.x + a * r);
        y.push(spot.y + b * r);
      }
      x.push(null);
      y.push(null);
    }
    return { type: "scatter", mode: "lines", hoverinfo: "skip", x, y };
  }

  // Names beside their circles, the busiest places first, as long as none runs into another or over a circle.
  function name(width) {
    const taken = spots.map((spot) => {
      const { x, y } = at(spot, width);
      return [x - spot.r, y - spot.r, x + spot.r, y + spot.r];
    });
    const made = [];
    for (const spot of spots.slice(0, 60)) {
      const text = spot.places.find(Boolean);
      if (!text) continue;
      const { x, y } = at(spot, width);
      const wide = Math.min(150, text.length * 6.6 + 4);
      const box = [x + spot.r + 3, y - 7, x + spot.r + 3 + wide, y + 7];
      if (box[2] > width || box[1] < 0 || box[3] > HEIGHT || x < 0 || taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) continue;
      taken.push(box);
      const label = el("bdi", { class: "map-label", text });
      label.style.transform = `translate(${Math.round(box[0])}px,${Math.round(box[1])}px)`;
      made.push(label);
    }
    labels.replaceChildren(...made);
  }

  const at = (spot, width) => ({ x: (spot.x - eye.x) * eye.scale + width / 2, y: (eye.y - spot.y) * eye.scale + HEIGHT / 2 });

  const halo = (spot) => Math.min(400, 0.5 * 10 ** -Math.min(spot.decimals, 4) * eye.scale);

  function zoom(factor) {
    if (!eye) return;
    eye = { ...eye, scale: Math.max(0.8, Math.min(4000, eye.scale * factor)) };
    draw();
  }

  function under(event) {
    const box = surface.getBoundingClientRect();
    let best = null;
    let least = 8;
    for (const spot of spots) {
      const { x, y } = at(spot, box.width);
      const off = Math.hypot(event.clientX - box.left - x, event.clientY - box.top - y) - spot.r;
      if (off < least) {
        least = off;
        best = spot;
      }
    }
    return best;
  }

  function hover(event) {
    if (!eye) return;
    if (drag && event.buttons) {
      const x = event.clientX - drag.x;
      const y = event.clientY - drag.y;
      if (Math.hypot(x, y) < 4 && !drag.moved) return;
      drag.moved = true;
      eye = { ...eye, x: drag.eye.x - x / eye.scale, y: drag.eye.y + y / eye.scale };
      requestAnimationFrame(draw);
      return;
    }
    const spot = under(event);
    if (!spot) return Gestures.hide();
    const names = [...new Set(spot.places)].filter(Boolean);
    const head = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ") || "unnamed place";
    const km = (111.2 * 0.5 * 10 ** -spot.decimals).toPrecision(1);
    return Gestures.show(`${head}\n${Dom.plural(spot.count, "event")} · coordinates to ±${Number(km)} km`, event.clientX, event.clientY);
  }

  function pick(event) {
    const spot = eye && under(event);
    if (!spot) return;
    Gestures.hide();
    Main.choose("place", [...new Set(spot.places)].filter(Boolean));
  }

  function key(event) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (by) eye = { ...eye, x: eye.x + (by[0] * 60) / eye.scale, y: eye.y + (by[1] * 60) / eye.scale };
    else if (event.key === "+" || event.key === "=") return zoom(1.6);
    else if (event.key === "-") return zoom(1 / 1.6);
    else if (event.key === "0") return fit(true);
    else return undefined;
    event.preventDefault();
    return draw();
  }

  return { root, open, draw };
})();
