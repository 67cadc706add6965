/* The submission editor: counts while one writes, keeps a copy in the browser, saves by itself.
   The page works without this file; every word is then saved by the button.
   The counting follows core/documents/count.py and markup.py; tests/core/word_counts.json holds both to one table. */
(function () {
  "use strict";

  const SPACES = /[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
  const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g;
  const WORD = /[\p{L}\p{N}]/u;
  const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
  const LINK = /\[([^[\]\n]+)\]\(((?:https?:\/\/|mailto:)(?:[^\s()<>"]|\([^\s()<>"]*\))+)\)/gi;
  const NOTE = /\^\[((?:[^[\]]|\[[^[\]\n]+\]\([^\s]*?\))+)\]/g;
  const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
  const ORDERED = /^(\s*(?:(?:>|[-*+](?=\s))\s?)*)(\d{1,9})[.)](?=\s)/;

  function countText(text) {
    const ideographs = text.match(IDEOGRAPH) || [];
    const words = text.replace(IDEOGRAPH, " ").split(SPACES);
    return ideographs.length + words.filter((word) => WORD.test(word)).length;
  }

  /* The lines without what the markup makes into marks: numbers of lists, bars of tables. */
  function visibleText(source) {
    const lines = source.replace(/\r\n|[\r\u0085\u2028\u2029]/g, "\n").replace(UNWANTED, "").split("\n");
    let inTable = false;
    let inParagraph = false;
    return lines
      .map((line, index) => {
        if (!line.trim()) {
          inTable = inParagraph = false;
          return "";
        }
        const next = lines[index + 1] || "";
        if (line.includes("|") && next.includes("|") && TABLE_RULE.test(next)) {
          inTable = true;
        }
        if (inTable) {
          return line.replace(/\\\|/g, "¦").replace(/\|/g, " ");
        }
        const ordered = line.match(ORDERED);
        if (ordered && (!inParagraph || ordered[2] === "1")) {
          inParagraph = false;
          return ordered[1] + line.slice(ordered[0].length);
        }
        /* Within a paragraph only a list that begins with 1 may start (CommonMark). */
        inParagraph = !/^\s*([-*+>]|#{1,6})\s/.test(line) && !ordered;
        return line;
      })
      .join("\n");
  }

  /* {text, notes}: words of the text and of its notes. */
  function countWords(source) {
    let notes = 0;
    const plain = visibleText(source)
      .replace(NOTE, (_all, inside) => {
        notes += countText(inside.replace(LINK, "$1"));
        return "";
      })
      .replace(LINK, "$1");
    return { text: countText(plain), notes };
  }

  if (typeof module !== "undefined") {
    module.exports = { countWords, countText };
    return;
  }
})();
