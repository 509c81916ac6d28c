// Making elements. Text from the data goes in as text nodes, always: there is no innerHTML in this script.
const Dom = (() => {
  const byId = (id) => document.getElementById(id);

  // Key by key: `class`, `text`, `on` (listeners), `data` (dataset), booleans as attributes, all else as attributes.
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "text") element.textContent = value;
      else if (key === "class") element.className = value;
      else if (key === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
      else if (key === "data") Object.assign(element.dataset, value);
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  // Words from the data keep their own direction: an Arabic name must not turn the English around it.
  const bdi = (text) => el("bdi", { text });

  // Only the web: a `javascript:` or `data:` address stays words. "https:///x" is no address at all.
  function webAddress(address) {
    if (!/^https?:\/\//i.test(address || "")) return "";
    try {
      const url = new URL(address);
      return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
    } catch {
      return "";
    }
  }

  function link(address, text) {
    const href = webAddress(address);
    return href ? el("a", { href, rel: "noopener noreferrer", target: "_blank", dir: "auto", text }) : bdi(text);
  }

  let spoken = 0;
  // What a screen reader says; an equal sentence twice in a row must differ to be said again.
  function say(text) {
    spoken += 1;
    byId("said").textContent = text + (spoken % 2 ? "" : "\u00a0");
  }

  const number = (value) => value.toLocaleString("en-GB");
  const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

  return { byId, el, bdi, link, webAddress, say, number, plural };
})();
