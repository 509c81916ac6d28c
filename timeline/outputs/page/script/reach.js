// Which events can touch a window, without looking at all of them: they stand in order of their first day, and all but a
// few are short. Of a million events, a window of a month has some thousands.
const Reach = (() => {
  const LONG = 400; // days; what lasts longer, or is open, is looked at every time
  let dated = 0; // events before this index have a date
  let long = [];
  let isLong;
  let passing; // how many short events before an index pass all but the window

  function open() {
    const { first, last, kind } = Store.column;
    const n = kind.length;
    isLong = new Uint8Array(n);
    passing = new Uint32Array(n + 1);
    long = [];
    for (dated = 0; dated < n && kind[dated] !== 0; dated += 1) {
      if (last[dated] - first[dated] <= LONG) continue;
      isLong[dated] = 1;
      long.push(dated);
    }
  }

  // Called whenever a filter other than the window has changed.
  function recount() {
    const bits = Filters.bits();
    const others = ~Filters.WINDOW;
    for (let i = 0; i < dated; i += 1) passing[i + 1] = passing[i] + (bits[i] & others || isLong[i] ? 0 : 1);
  }

  // The index of the first event that begins on that day or later.
  function at(day) {
    const { first } = Store.column;
    let low = 0;
    let high = dated;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (first[middle] < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Visit what passes and touches [from, to); tell how many pass and lie before and behind it.
  function visit(from, to, touch) {
    const { first, last } = Store.column;
    const bits = Filters.bits();
    const others = ~Filters.WINDOW;
    const [low, high] = [at(from - LONG), at(to)];
    let earlier = passing[low];
    let later = passing[dated] - passing[high];
    for (let i = low; i < high; i += 1) {
      if (bits[i] & others || isLong[i]) continue;
      if (last[i] < from) earlier += 1;
      else touch(i);
    }
    for (const i of long) {
      if (bits[i] & others) continue;
      if (last[i] < from) earlier += 1;
      else if (first[i] >= to) later += 1;
      else touch(i);
    }
    return { earlier, later };
  }

  return { open, recount, visit, get dated() { return dated; } };
})();
