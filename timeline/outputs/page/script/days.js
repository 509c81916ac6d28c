// Days since 1970-01-01 in the proleptic Gregorian calendar, for any year: the browser's Date ends at 275760.
const Days = (() => {
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const NEVER = -(2 ** 31);
  const EVER = 2 ** 31 - 1;

  // Howard Hinnant's civil_from_days and days_from_civil.
  function civil(day) {
    const shifted = Math.floor(day) + 719468;
    const era = Math.floor(shifted / 146097);
    const ofEra = shifted - era * 146097;
    const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
    const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const march = Math.floor((5 * ofYear + 2) / 153);
    const month = march < 10 ? march + 3 : march - 9;
    return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * march + 2) / 5) + 1 };
  }

  function ordinal(year, month, day) {
    const shifted = month <= 2 ? year - 1 : year;
    const era = Math.floor(shifted / 400);
    const yearOfEra = shifted - era * 400;
    const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear - 719468;
  }

  function iso(day) {
    const { year, month, day: date } = civil(day);
    const digits = String(Math.abs(year)).padStart(4, "0");
    return `${year < 0 ? "-" : ""}${digits}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  }

  // Astronomical years: 0 is 1 BC.
  const yearWords = (year) => (year > 0 ? String(year) : `${1 - year} BC`);

  function words(day) {
    const { year, month, day: date } = civil(day);
    return `${date} ${MONTHS[month - 1]} ${yearWords(year)}`;
  }

  const short = (day) => {
    const { year, month, day: date } = civil(day);
    return `${date} ${MONTHS[month - 1].slice(0, 3)} ${yearWords(year)}`;
  };

  function parse(text) {
    const match = /^(-?\d{1,6})-(\d{1,2})-(\d{1,2})$/.exec((text || "").trim());
    return match ? ordinal(Number(match[1]), Number(match[2]), Number(match[3])) : null;
  }

  const STEPS = [
    ["day", 1], ["day", 2], ["day", 7], ["month", 1], ["month", 3], ["month", 6],
    ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 20], ["year", 50], ["year", 100], ["year", 200],
    ["year", 500], ["year", 1000], ["year", 2000], ["year", 5000], ["year", 10000], ["year", 50000], ["year", 100000],
    ["year", 500000], ["year", 1000000],
  ];
  const LENGTH = { day: 1, month: 30.44, year: 365.25 };

  // Ticks at round days, months or years, at least `apart` pixels from each other: [{ at, text, under }].
  function ticks(from, to, pixels, apart = 64) {
    const perDay = pixels / Math.max(1e-9, to - from);
    const [unit, every] = STEPS.find(([name, count]) => LENGTH[name] * count * perDay >= apart) || STEPS[STEPS.length - 1];
    const found = [];
    let { year, month } = civil(from);
    if (unit === "year") {
      for (year = Math.floor(year / every) * every; found.length < 200; year += every) {
        const at = ordinal(year, 1, 1);
        if (at > to) break;
        if (at >= from) found.push({ at, text: yearWords(year), under: "" });
      }
      return found;
    }
    let before = null;
    const put = (at, text, year_) => {
      if (at < from || at > to) return;
      found.push({ at, text, under: year_ === before ? "" : yearWords(year_) });
      before = year_;
    };
    if (unit === "month") {
      for (month = Math.floor((month - 1) / every) * every; found.length < 200; month += every) {
        const y = year + Math.floor(month / 12);
        const m = ((month % 12) + 12) % 12;
        const at = ordinal(y, m + 1, 1);
        if (at > to) break;
        put(at, MONTHS[m].slice(0, every > 1 || perDay * 30 < 110 ? 3 : 9), y);
      }
      return found;
    }
    // Weeks begin on Monday: day -3 was one.
    for (let at = every === 7 ? Math.ceil((from + 3) / 7) * 7 - 3 : Math.ceil(from / every) * every; at <= to && found.length < 400; at += every) {
      const date = civil(at);
      put(at, `${date.day} ${MONTHS[date.month - 1].slice(0, 3)}`, date.year);
    }
    return found;
  }

  return { NEVER, EVER, civil, ordinal, iso, words, short, parse, ticks, yearWords };
})();
