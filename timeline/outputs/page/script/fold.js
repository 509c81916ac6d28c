// Folding: what a reader types meets what a source writes. "al-Qa'im", "al Qaim" and "AL-QÁIM" are one search.
const Fold = (() => {
  // Letters that no decomposition resolves, and Greek and Cyrillic ones that pass for Latin.
  const LETTERS = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŋ: "n",
    ﬁ: "fi", ﬂ: "fl", أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ـ: "",
  };
  const LOOKALIKES = { ο: "o", о: "o", а: "a", е: "e", р: "p", с: "c", х: "x", у: "y", і: "i", ϲ: "c", α: "a", ν: "v" };
  const PLAIN = /^[\x20-\x7e\n\x00-\x1f]*$/;
  const MARKS = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff\u02b9-\u02ff'’‘`´ʿʾ]+/gu;
  const GAPS = /[\s\u00a0\-‐-―_./]+/gu;

  function fold(text) {
    let folded = text.toLowerCase();
    if (PLAIN.test(folded)) return folded.replace(/['`]+/g, "").replace(/[\s\-_./]+/g, " ");
    folded = folded.normalize("NFKD").replace(MARKS, "").replace(/[^\x00-\x7f]/gu, (letter) => LETTERS[letter] ?? letter);
    // Only in words that are Latin otherwise: a Greek word stays Greek.
    folded = folded.replace(/\S+/gu, (word) =>
      /[a-z]/.test(word) && /[\u0370-\u04ff]/.test(word) ? word.replace(/[\u0370-\u04ff]/gu, (letter) => LOOKALIKES[letter] ?? letter) : word,
    );
    return folded.replace(GAPS, " ");
  }

  // Words that must all be there; "in quotation marks" they must be there as they stand.
  function terms(query) {
    const found = [];
    for (const match of query.matchAll(/["“”]([^"“”]+)["“”]|(\S+)/g)) {
      const term = fold(match[1] ?? match[2]).trim();
      if (term) found.push(term);
    }
    return found;
  }

  // Where the terms stand in the text as written: [start, stop] of each stretch, in order and apart. Folding letter by
  // letter tells which letters became what; where that is not the fold of the whole, nothing is said.
  function places(text, terms) {
    const folded = fold(text);
    if (!terms.some((term) => folded.includes(term))) return [];
    const starts = []; // of each folded letter, where its letter starts
    let from = 0;
    let gap = false;
    for (const letter of text) {
      for (const one of fold(letter)) {
        if (!(gap && one === " ")) for (let unit = 0; unit < one.length; unit += 1) starts.push(from);
        gap = one === " ";
      }
      from += letter.length;
    }
    starts.push(text.length);
    if (starts.length !== folded.length + 1) return [];
    const found = [];
    for (const term of terms) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) found.push([starts[at], starts[at + term.length - 1]]);
    }
    return joined(found.map(([start, last]) => [start, after(text, last)]));
  }

  // Where a letter ends, with the marks on it.
  const after = (text, start) => start + /^.[\p{M}]*/su.exec(text.slice(start, start + 40))[0].length;

  function joined(stretches) {
    const found = [];
    for (const [start, stop] of stretches.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = found[found.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], stop);
      else found.push([start, stop]);
    }
    return found;
  }

  return { fold, terms, places };
})();
