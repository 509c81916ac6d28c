// The whole state of the view, in the address: window, lanes, filters, search, order, event. It works on file://, where
// only the part behind # can carry anything.
const State = (() => {
  const LANES = ["category", "place", "actors", "sources", "status"];
  const fresh = () => ({ from: null, to: null, all: false, lanes: "category", q: "", sort: "date", event: "", filters: {} });
  let now = fresh();

  const enc = (text) => encodeURIComponent(text).replace(/%20/g, "+").replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  function dec(text) {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch {
      return ""; // a link that was cut in half
    }
  }

  function write(state = now) {
    const parts = [];
    if (state.from !== null) parts.push(`window=${Days.iso(state.from)}/${Days.iso(state.to)}`);
    else if (state.all) parts.push("window=all");
    if (state.lanes !== "category") parts.push(`lanes=${state.lanes}`);
    if (state.q) parts.push(`q=${enc(state.q)}`);
    if (state.sort !== "date") parts.push(`sort=${enc(state.sort)}`);
    for (const kind of Filters.KINDS) {
      const keys = state.filters[kind];
      if (keys && keys.length) parts.push(`${kind}=${keys.map(enc).join(",")}`);
    }
    if (state.event && !parts.length) return `#${enc(state.event)}`;
    if (state.event) parts.push(`event=${enc(state.event)}`);
    return parts.length ? `#${parts.join("&")}` : "";
  }

  function read(hash) {
    const state = fresh();
    const body = hash.replace(/^#/, "");
    if (!body || body === "events") return state;
    if (!body.includes("=")) {
      state.event = dec(body);
      return state;
    }
    for (const part of body.split("&")) {
      const [key, value = ""] = part.split(/=(.*)/s);
      if (key === "window" && value === "all") state.all = true;
      else if (key === "window") {
        const ends = value.split("/").map((end) => Days.parse(dec(end)));
        if (ends.length === 2 && ends[0] !== null && ends[1] !== null && ends[0] <= ends[1]) [state.from, state.to] = ends;
      } else if (key === "lanes" && LANES.includes(value)) state.lanes = value;
      else if (key === "q") state.q = dec(value);
      else if (key === "sort") state.sort = dec(value);
      else if (key === "event") state.event = dec(value);
      else if (Filters.KINDS.includes(key) && value) state.filters[key] = value.split(",").map(dec);
    }
    return state;
  }

  // `step`: true for what Back should undo (an event opened, a filter set), false for a pan or a letter typed.
  function keep(step) {
    const hash = write();
    const here = location.href.replace(/#.*$/s, "");
    if ((location.hash || "") === hash) return;
    try {
      history[step ? "pushState" : "replaceState"](null, "", here + (hash || "#"));
    } catch {
      if (step) location.hash = hash; // some browsers refuse pushState on file://
    }
  }

  const load = () => {
    now = read(location.hash);
    return now;
  };

  const addressOf = (event) => location.href.replace(/#.*$/s, "") + `#${enc(event)}`;

  return { LANES, get now() { return now; }, fresh, load, keep, write, read, addressOf };
})();
