"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const choice = byId("comparison");
  if (choice) {
    const show = () => {
      for (const part of document.querySelectorAll(".comparison")) part.hidden = part.id !== choice.value;
    };
    choice.addEventListener("change", show);
    show();
  }
  // A word of the network shows what it is tied to.
  const network = document.querySelector(".network");
  if (network) {
    const pick = (node) => {
      network.classList.toggle("picked", Boolean(node));
      const near = new Set(node ? [node.dataset.node] : []);
      for (const tie of network.querySelectorAll("line")) {
        const { from, to } = tie.dataset;
        const isNear = Boolean(node) && (from === node.dataset.node || to === node.dataset.node);
        tie.classList.toggle("near", isNear);
        if (isNear) near.add(from).add(to);
      }
      for (const other of network.querySelectorAll("g")) other.classList.toggle("near", near.has(other.dataset.node));
    };
    for (const event of ["mouseover", "focusin"]) network.addEventListener(event, ({ target }) => pick(target.closest("g")));
    for (const event of ["mouseleave", "focusout"]) network.addEventListener(event, () => pick(null));
  }
  // Words are buttons, or do what buttons do.
  const whenPressed = (act) => {
    document.addEventListener("click", (event) => {
      const word = event.target.closest("[data-find]");
      if (word) act(word);
    });
    document.addEventListener("keydown", (event) => {
      const word = event.target.closest("g[data-find]");
      if (!word || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      act(word);
    });
  };
  const data = byId("data");
  if (!data) {
    // Without the texts, a word leads to the command that finds its places.
    whenPressed((word) => {
      byId("command").textContent = `textmill kwic '${word.textContent.replace(/'/g, "'\\''")}' FOLDER`;
      byId("places").scrollIntoView();
    });
    return;
  }
  const documents = JSON.parse(data.textContent);
  const MOST = 300;
  // Languages in which the word before an apostrophe is a word of its own.
  const ELIDING = new Set(["fr", "it", "ca", "oc", "pt", "lb"]);
  const ELIDED = new Set(("all dell nell dall sull coll degl agl negl dagl sugl quest quell sant ciascun nessun alcun qualcun com dov cos anch " +
    "senz tutt mezz bell grand pover quand fors jusqu lorsqu puisqu quoiqu vent trent quarant cinquant cent").split(" "));
  // Words in capitals that are other words than those in small letters.
  const ACRONYMS = new Set(JSON.parse(data.dataset.acronyms));
  const LETTER = "\\p{L}\\p{M}\\p{N}_";
  const plain = (text) => text.replace(/[\u2018\u2019\u201B\u02BC]/g, "'").replace(/[\u2010\u2011]/g, "-");
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|\/-]/g, "\\$&");

  // Letters that are written in more than one way: with their marks or in front of them, as ligatures, \u00DF or ss.
  const LIGATURES = { ff: "\uFB00", fi: "\uFB01", fl: "\uFB02", ffi: "\uFB03", ffl: "\uFB04" };
  const anyway = (text) => text.normalize("NFC").replace(/ss|[\u00DF\u1E9E]|ff[il]?|f[il]|\p{L}/giu, (part) => {
    if (/^(ss|[\u00DF\u1E9E])$/iu.test(part)) return "(?:ss|[\u00DF\u1E9E])";
    const other = LIGATURES[part.toLowerCase()] || part.normalize("NFD");
    return other === part ? part : `(?:${part}|${other})`;
  });

  // A pattern as an expression: words in a row, with * and ? for letters, in any of several spellings.
  const expression = (pattern, elides) => {
    const ways = plain(pattern).split("|").map((way) => way.trim()).filter(Boolean);
    if (!ways.length) return null;
    const word = (one) => anyway(escaped(one.replace(/\*+/g, "*"))).replace(/'/g, "['\u2018\u2019\u201B\u02BC]").replace(/\\-/g, "[-\u2010\u2011]")
      .replace(/\\\*/g, `[${LETTER}]*(?:['\u2019.][\\p{L}\\p{N}][${LETTER}]*)*`).replace(/\\\?/g, `[${LETTER}]`);
    const one = ways.map((way) => way.split(/\s+/).map(word).join(`[^${LETTER}.!?;:,()"\u201C\u201D]+`)).join("|");
    // Where no blanks part words, the letters are looked for as they stand.
    if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(pattern)) {
      return new RegExp(`(?:${one})`, "giu");
    }
    const before = `(?<![${LETTER}#@])(?!(?<=[$\u20AC\u00A3\u00A5]|\\p{N}[\/:.,])\\p{N})` + (elides ? "" : `(?<![\\p{L}\\p{N}]['\u2019.\u00B7])`);
    const after = `(?![${LETTER}])(?!['\u2019.\u00B7][\\p{L}\\p{N}])(?!(?<=\\p{N})(?:[%\u00B0]|[\/:,]\\p{N}))`;
    return new RegExp(`${before}(?:${one})${after}`, "giu");
  };

  const endsElision = (before) => {
    const [, word] = before.match(/([\p{L}\p{M}\p{N}]+)['\u2019]$/u) || [];
    return !word || word.length <= 2 || ELIDED.has(word.toLowerCase());
  };
  // `US` means the acronym where there is one, `us` the word.
  const isMeant = (hit, ways) => {
    if (ACRONYMS.has(hit)) return ways.some((way) => way === hit || /[*?\s]/.test(way));
    if (ACRONYMS.has(hit.toUpperCase())) return ways.some((way) => way !== way.toUpperCase());
    return true;
  };

  // A sentence in which what is left of markup, and other letters that are in no token, are blanks.
  const counted = (segment, sentence, at) => {
    let text = sentence;
    for (const [number, start, end] of segment.u || []) {
      if (number === at) text = text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
    }
    return text;
  };

  const find = (pattern) => {
    const ways = { true: expression(pattern, true), false: expression(pattern, false) };
    const given = pattern.split("|").map((way) => way.trim());
    const found = [];
    if (!ways.false) return found;
    documents.forEach((one, number) => {
      for (const segment of one.s) {
        const elides = ELIDING.has(segment.l);
        const way = ways[elides];
        segment.x.forEach((sentence, at) => {
          const text = counted(segment, sentence, at);
          way.lastIndex = 0;
          for (const hit of text.matchAll(way)) {
            if (!isMeant(hit[0], given) || (elides && !endsElision(text.slice(0, hit.index)))) continue;
            found.push({ number, segment, sentence, start: hit.index, end: hit.index + hit[0].length });
          }
        });
      }
    });
    return found;
  };

  const words = (text) => plain(text.toLowerCase()).match(/[\p{L}\p{M}\p{N}']+/gu) || [];
  const key = {
    left: (place) => words(place.sentence.slice(0, place.start)).reverse().slice(0, 3).join(" "),
    right: (place) => words(place.sentence.slice(place.end)).slice(0, 3).join(" "),
  };
  const cell = (name, text, language) => {
    const made = document.createElement("td");
    made.className = name;
    const inner = document.createElement("span");
    inner.textContent = text;
    inner.dir = "auto";
    if (language && language !== "und") inner.lang = language;
    made.append(inner);
    return made;
  };
  const told = (place) => {
    const one = documents[place.number];
    return [place.segment.w, one.t || one.p].filter(Boolean).join(" \u00B7 ");
  };

  const body = byId("lines").tBodies[0];
  const whole = (row, place) => {
    const next = row.nextElementSibling;
    const isOpen = Boolean(next && next.className === "whole");
    row.querySelector("button").setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) return void next.remove();
    const shown = document.createElement("tr");
    shown.className = "whole";
    const inside = document.createElement("td");
    inside.colSpan = 4;
    inside.dir = "auto";
    const node = document.createElement("mark");
    node.textContent = place.sentence.slice(place.start, place.end);
    const where = document.createElement("div");
    where.className = "soft";
    where.textContent = `${documents[place.number].p} \u00B7 ${place.segment.k}${place.segment.w ? " \u00B7 " + place.segment.w : ""}`;
    inside.append(place.sentence.slice(0, place.start), node, place.sentence.slice(place.end), where);
    shown.append(inside);
    row.after(shown);
  };
  const line = (place) => {
    const row = document.createElement("tr");
    const language = place.segment.l;
    const node = cell("node", "", language);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place.sentence.slice(place.start, place.end);
    button.title = "Show the whole sentence";
    button.setAttribute("aria-expanded", "false");
    node.replaceChildren(button);
    row.append(
      cell("left", place.sentence.slice(Math.max(0, place.start - 120), place.start).trim(), language),
      node,
      cell("right", place.sentence.slice(place.end, place.end + 120).trim(), language),
      cell("where", told(place)),
    );
    row.addEventListener("click", () => whole(row, place));
    return row;
  };

  const search = () => {
    const pattern = byId("word").value;
    const places = find(pattern);
    const sort = byId("sort").value;
    if (key[sort]) {
      const order = new Intl.Collator();
      const keyed = places.map((place) => [key[sort](place), place]);
      keyed.sort((one, other) => order.compare(one[0], other[0]));
      keyed.forEach((pair, at) => { places[at] = pair[1]; });
    }
    const of = new Set(places.map((place) => place.number)).size;
    const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
    byId("count").textContent = pattern.trim() ? `${count(places.length, "place")} in ${count(of, "document")}` : "";
    body.replaceChildren(...places.slice(0, MOST).map(line));
    byId("more").textContent = places.length > MOST ? `The first ${MOST} are shown.` : "";
  };

  byId("search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
  byId("sort").addEventListener("change", search);
  let waiting = 0;
  byId("word").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  const open = (pattern) => {
    byId("word").value = pattern;
    search();
    byId("places").scrollIntoView();
    byId("word").focus({ preventScroll: true });
  };
  whenPressed((word) => open(word.dataset.find));
  // report.html#find=river* opens the page with its places.
  const fromAddress = () => {
    const [, pattern] = location.hash.match(/^#find=(.+)$/) || [];
    if (!pattern) return;
    try { open(decodeURIComponent(pattern)); } catch { open(pattern); }
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
