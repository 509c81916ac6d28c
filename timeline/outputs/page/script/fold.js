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

  return { fold, terms };
})();
