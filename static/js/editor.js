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
  const RECOMMENDATION = /(?<!\\)\{rec:([1-9][0-9]{0,8})\}/g;
  /* What stands before a recommendation that is alone in its paragraph, and what begins another paragraph. */
  const ALONE = /^((?:\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))\s?)*)\s*\{rec:([1-9][0-9]{0,8})\}\s*$/;
  const BEGINS = /^\s*(?:>\s*)*(?:$|[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s)/;
  const QUOTED = "\ue000";
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

  /* Recommendations that are alone in their paragraphs, marked: those are quoted with their words. */
  function markQuotations(source, references) {
    const lines = source.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
    return lines
      .map((line, index) => {
        const alone = line.match(ALONE);
        if (!alone || !references[alone[2]]) {
          return line;
        }
        const marks = alone[1].trim();
        const before = lines[index - 1] || "";
        const after = lines[index + 1] || "";
        const startsHere = /[-*+.)]$/.test(marks) || BEGINS.test(before) && !/[-*+.)]\s+\S/.test(before) || /^\s*#/.test(before);
        const endsHere = BEGINS.test(after) || (!marks.includes(">") && /^\s*>/.test(after));
        return startsHere && endsHere ? alone[1] + QUOTED + alone[2] + QUOTED : line;
      })
      .join("\n");
  }

  /* {text, notes}: words of the text and of its notes. `references`: {id: [reference, official words]} of the
     recommendations that are known; an unknown one counts as the word that was typed. */
  function countWords(source, references) {
    const known = references || {};
    const named = (text) => text.replace(RECOMMENDATION, (typed, id) => (known[id] ? known[id][0] : typed));
    let notes = 0;
    const plain = visibleText(markQuotations(source, known))
      .replace(NOTE, (_all, inside) => {
        notes += countText(named(inside.replace(LINK, "$1")));
        return "";
      })
      .replace(LINK, "$1");
    const quoted = named(plain).replace(/\ue000(\d+)\ue000/g, (_all, id) => known[id].join(" "));
    return { text: countText(quoted), notes };
  }

  /* How long so many words take to read aloud, as queries/submissions/limits.py says it: "3:05". */
  function clock(words, rate) {
    const seconds = Math.round((words * 60) / rate);
    return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  }

  if (typeof module !== "undefined") {
    module.exports = { countWords, countText, clock };
    return;
  }
  window.portalCountWords = countWords;

  /* Copies of a section that were begun at an older version than the one that was just saved. */
  function forgetOlder(store, version) {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(store + ":") && Number(name.slice(store.length + 1)) < version)
      .forEach((name) => localStorage.removeItem(name));
  }

  const saved = document.querySelector("[data-saved-store]");
  if (saved) {
    forgetOlder(saved.dataset.savedStore, Number(saved.dataset.savedVersion));
    /* Coming back to this address later must not forget what was typed since. */
    history.replaceState(null, "", location.pathname);
  }

  const form = document.getElementById("section-form");
  if (!form) {
    return;
  }
  const body = form.elements.body;
  const heading = form.elements.heading;
  const opened = { body: body.value, heading: heading.value };
  /* {id: [reference, words]} of the recommendations that the text names or the search has found. */
  const recommendations = JSON.parse(form.dataset.recommendations || "{}");
  const IDLE = 3000;
  const RETRY = 15000;
  let timer = 0;
  let saving = false;
  let submitAfter = null;

  /* --- Counting ------------------------------------------------------------------------------------------- */

  function count() {
    const total = document.querySelector(".outline-total");
    const here = document.querySelector("[data-count-here]");
    if (!total || !here) {
      return;
    }
    const counted = countWords(body.value, recommendations);
    const above = body.value.trim() ? countText(heading.value) : 0;
    const words = counted.text + above + (total.dataset.notes ? counted.notes : 0);
    here.firstChild.textContent = String(words);
    if (!total.dataset.sent) {
      return;
    }
    const all = Number(total.dataset.words) - Number(total.dataset.here) + words;
    const figure = total.querySelector("[data-total]");
    if (figure) {
      figure.textContent = new Intl.NumberFormat(document.documentElement.lang || "en").format(all);
    }
    const time = total.querySelector("[data-clock]");
    if (time) {
      const spoken = Number(total.dataset.text) - Number(total.dataset.hereText) + counted.text + above;
      time.textContent = clock(spoken, Number(total.dataset.rate));
    }
    const bar = total.querySelector("progress");
    if (bar) {
      bar.value = all;
      bar.classList.toggle("progress-over", all > Number(total.dataset.limit));
    }
  }

  /* --- A copy in the browser, for when the line drops --------------------------------------------------------- */

  function key() {
    return form.dataset.store + ":" + form.elements.version.value;
  }

  function keep() {
    try {
      localStorage.setItem(key(), JSON.stringify({ body: body.value, heading: heading.value }));
    } catch (error) {
      /* A full or forbidden store: the server still saves. */
      console.warn("no local copy", error.name);
    }
  }

  /* Copies of this section that are older than what was just saved. */
  function forget() {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(form.dataset.store + ":"))
      .forEach((name) => localStorage.removeItem(name));
  }

  function kept() {
    const found = Object.keys(localStorage).find((name) => name.startsWith(form.dataset.store + ":"));
    if (!found) {
      return null;
    }
    try {
      return JSON.parse(localStorage.getItem(found));
    } catch (error) {
      localStorage.removeItem(found);
      return null;
    }
  }

  function offerCopy() {
    const copy = kept();
    const box = document.getElementById("local-copy");
    if (!copy) {
      return;
    }
    if (copy.body === opened.body) {
      forget();
      return;
    }
    box.hidden = false;
    document.getElementById("local-take").addEventListener("click", () => {
      body.value = copy.body;
      heading.value = copy.heading;
      box.hidden = true;
      body.focus();
      changed();
    });
    document.getElementById("local-drop").addEventListener("click", () => {
      forget();
      box.hidden = true;
    });
  }

  /* --- Saving ---------------------------------------------------------------------------------------------------- */

  function isChanged() {
    return body.value !== opened.body || heading.value !== opened.heading;
  }

  function changed() {
    count();
    if (!isChanged()) {
      return;
    }
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, IDLE);
  }

  function save() {
    if (saving || !isChanged() || !heading.value.trim() || !window.htmx) {
      return;
    }
    saving = { body: body.value, heading: heading.value };
    window.htmx.trigger(form, "autosave");
  }

  form.addEventListener("input", changed);

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) {
      return;
    }
    const sent = saving;
    saving = false;
    const offline = document.getElementById("save-offline");
    if (offline) {
      /* No answer at all: the line is down. What was typed is in the copy; the next change tries again. */
      offline.hidden = event.detail.xhr.status !== 0;
      if (!offline.hidden) {
        document.getElementById("save-state").textContent = "";
        timer = setTimeout(save, RETRY);
      }
    }
    if (event.detail.successful && sent) {
      opened.body = sent.body;
      opened.heading = sent.heading;
      forget();
      if (isChanged()) {
        changed();
      }
    }
    if (submitAfter) {
      const button = submitAfter;
      submitAfter = null;
      form.requestSubmit(button);
    }
  });

  /* What came back carries the new version and the new outline. */
  form.addEventListener("htmx:afterSettle", () => {
    opened.settled = true;
    count();
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving) {
      /* Two savings at once would look like two people. */
      event.preventDefault();
      submitAfter = event.submitter;
      return;
    }
    opened.leaving = true;
  });

  window.addEventListener("beforeunload", (event) => {
    if (!opened.leaving && isChanged()) {
      keep();
      event.preventDefault();
    }
  });

  let hasCursor = false;
  body.addEventListener("focus", () => {
    hasCursor = true;
  });

  /* A recommendation that was found is put where one writes, as a paragraph of its own. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) {
      return;
    }
    event.preventDefault();
    recommendations[button.dataset.id] = [button.dataset.reference, button.dataset.words];
    /* Who has not put the cursor anywhere yet wants it at the end. */
    const cursor = hasCursor ? body.selectionEnd : body.value.length;
    const before = body.value.slice(0, cursor).replace(/\n*$/, "");
    const after = body.value.slice(cursor).replace(/^\n*/, "");
    const start = before ? before + "\n\n" : "";
    body.value = start + button.dataset.insert + (after ? "\n\n" + after : "\n");
    const at = start.length + button.dataset.insert.length;
    body.focus();
    body.setSelectionRange(at, at);
    changed();
  });

  offerCopy();
  count();
})();
