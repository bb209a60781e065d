// One article: its text with what was found in it, or its source file with the repairs.
let opened = null;
let sourceShown = false;

const titleOf = (article) =>
  article.title || beginning(article.text.split("\n", 1)[0]);

// The first words of a text that has no title.
const beginning = (line) =>
  line.length > 100 ? `${line.slice(0, 100).replace(/\s+\S*$/, "")}…` : line;

// The text from `start` to `end` as nodes, with the marks that lie in it; a mark that crosses
// the end of another is cut in two.
function marked(text, start, end, marks) {
  const nodes = [];
  let done = start;
  for (let i = 0; i < marks.length;) {
    const mark = marks[i];
    const from = Math.max(mark.start, done);
    const to = Math.min(mark.end, end);
    if (from >= to) { i += 1; continue; }
    nodes.push(text.slice(done, from));
    const inner = [];
    let next = i + 1;
    for (; next < marks.length && marks[next].start < to; next += 1) inner.push(marks[next]);
    const element = mark.make();
    element.append(...marked(text, from, to, inner));
    nodes.push(element);
    done = to;
    marks = [...inner.filter((other) => other.end > to), ...marks.slice(next)];
    i = 0;
  }
  nodes.push(text.slice(done, end));
  return nodes.filter((node) => node !== "");
}

function marksOf(article) {
  const entities = article.entities.map(([start, end, index, score]) => {
    const [label, name] = article.names[index];
    return { start, end, make: () => entityMark(label, name, score) };
  });
  const quotes = article.quotes.map((quote) =>
    ({ start: quote[0], end: quote[1], make: () => quoteMark(quote) }));
  return [...quotes, ...entities].sort((a, b) => a.start - b.start || b.end - a.end);
}

function entityMark(label, name, score) {
  const element = h("span", {
    class: `mark entity ${labelClass(label)}`, role: "button", tabindex: "-1",
    "aria-haspopup": "true",
  });
  describe(element, () => [
    h("p", {}, h("strong", {}, h("bdi", { lang: "tr" }, shortened(name, 300))), " · ",
      known("label.one", label)),
    score === null ? null : h("p", {}, t("score", { score: number(score, 2) })),
    h("p", {}, h("a", { href: `#name=${encodeURIComponent(name)}` }, t("name.all"))),
  ]);
  return element;
}

function quoteMark([, , kind, name, , cue, , score]) {
  const element = h("q", { class: `mark quote ${kind}`, tabindex: "-1" });
  describe(element, () => [
    h("p", {}, h("strong", {}, h("bdi", { lang: "tr" }, name || t("speaker.unknown"))), " · ",
      known("kind", kind)),
    cue ? h("p", {}, t("cue"), ": ", h("bdi", { lang: "tr" }, cue)) : null,
    h("p", {}, t("rank", { score: number(score, 2) })),
  ]);
  return element;
}

function annotatedText(article) {
  const marks = marksOf(article);
  const paragraphs = article.paragraphs.map(([start, end, kind]) =>
    h(kind === "heading" ? "h4" : "p", { dir: "auto" },
      ...marked(article.text, start, end,
        marks.filter((mark) => mark.start < end && mark.end > start))));
  const box = h("div", { class: "text", lang: "tr", role: "group", "aria-label": t("text") },
    ...paragraphs);
  walkable(box);
  return box;
}

// One stop of the Tab key for all marks; the arrow keys lead from one to the next.
function walkable(box) {
  const marks = [...box.querySelectorAll(".mark")];
  if (!marks.length) return;
  marks[0].tabIndex = 0;
  box.addEventListener("keydown", (event) => {
    const at = marks.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = marks[Math.max(0, Math.min(marks.length - 1, at + step))];
    marks[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

// Text with what cannot be seen written as its code.
function visible(text, newline = "\n") {
  const nodes = [];
  let done = 0;
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(text.slice(done, index), h("span", { class: "code" }, `U+${code}`));
    done = index + 1;
  }
  nodes.push(text.slice(done));
  return nodes.map((node) => typeof node === "string" ? node.replaceAll("\n", newline) : node);
}

function sourceText(article) {
  const { raw, text } = article;
  if (raw.missing) return h("p", { class: "notice" }, t(`raw.${raw.missing}`));
  if (raw.text !== undefined) {
    return h("div", {}, h("p", { class: "notice" }, t("raw.moved")),
      h("pre", { class: "raw", lang: "tr", dir: "auto", tabindex: "0" }, ...visible(raw.text)));
  }
  const box = h("pre", { class: "raw", lang: "tr", dir: "auto", tabindex: "0" });
  let done = 0;
  for (const [start, end, removed, repair] of raw.pieces) {
    box.append(...visible(text.slice(done, start)));
    if (removed) box.append(change("del", removed, repair), removed.includes("\n") ? "\n" : "");
    if (end > start) box.append(change("ins", text.slice(start, end), repair));
    done = end;
  }
  box.append(...visible(text.slice(done)));
  return h("div", {}, h("p", {}, t("raw.how", { n: raw.pieces.length })), box);
}

function change(tag, text, repair) {
  const shown = text.replace(/^ $/, "␣");
  const element = h(tag, {}, ...visible(shown, "⏎"));
  describe(element, () => [
    h("p", {}, t(`raw.${tag}`)),
    repair ? h("p", {}, h("code", {}, repair)) : null,
  ]);
  return element;
}

function quoteTable(article) {
  if (!article.quotes.length) return null;
  const rows = article.quotes.map(([start, end, kind, name, , , , score]) =>
    h("tr", {}, h("th", { scope: "row" }, name ? nameLink(name) : t("speaker.unknown")),
      h("td", {}, known("kind", kind)),
      h("td", { lang: "tr", dir: "auto" }, article.text.slice(start, end)),
      numberCell(score, 2)));
  return h("details", {}, h("summary", {}, t("reader.quotes", { n: article.quotes.length })),
    table(t("total.quotes"),
      [[t("speaker")], [t("kind")], [t("quotation")], [t("rank.short"), "number"]], rows));
}

function about(article) {
  const facts = [
    article.agency, article.place, article.author, article.date ? dated(article.date) : "",
  ].filter(Boolean).map((fact) => h("bdi", { lang: "tr" }, fact));
  const line = facts.flatMap((fact, index) => (index ? [" · ", fact] : [fact]));
  return h("p", { class: "facts" }, ...line, facts.length ? h("br") : null,
    h("code", {}, h("bdi", {}, article.source)),
    article.flags.length ? ` · ${t("flags")}: ${article.flags.join(", ")}` : null);
}

function viewSwitch() {
  const button = (key, source) =>
    h("button", {
      type: "button", "aria-pressed": String(sourceShown === source),
      onclick: () => {
        sourceShown = source;
        showReader();
        byId("reader").querySelector('.views [aria-pressed="true"]').focus();
      },
    }, t(key));
  return h("div", { class: "views", role: "group", "aria-label": t("view") },
    button("view.annotated", false), button("view.source", true));
}

function legend() {
  return h("p", { class: "legend" },
    ...LABELS.map((label) => h("span", { class: `key ${label.toLowerCase()}` },
      known("label.one", label))),
    h("span", { class: "key quote" }, t("quotation")),
    h("span", { class: "hint" }, t("reader.keys")));
}

function showReader() {
  hideTip();
  const reader = byId("reader");
  reader.hidden = opened === null;
  document.body.classList.toggle("reading", opened !== null);
  if (opened === null) return;
  reader.replaceChildren(...[
    h("p", { class: "steps" }, ...steps()),
    h("h3", { id: "reader-h", tabindex: "-1", dir: "auto" }, shortened(titleOf(opened), 300)),
    about(opened), viewSwitch(),
    sourceShown ? null : legend(),
    sourceShown ? sourceText(opened) : annotatedText(opened),
    quoteTable(opened),
  ].filter((part) => part !== null));
  reader.setAttribute("aria-labelledby", "reader-h");
  letScrollersBeReached();
}

// The way back to the list, and to the articles before and after this one in it.
function steps() {
  const at = found.indexOf(opened);
  const link = (key, article) =>
    article ? h("a", { href: `#article=${article.id}`, lang: language }, t(key)) : null;
  return [h("a", { href: "#articles", class: "back", lang: language }, t("reader.back")),
    link("reader.before", at > 0 ? found[at - 1] : null),
    link("reader.after", at >= 0 ? found[at + 1] : null)].filter((each) => each !== null);
}
