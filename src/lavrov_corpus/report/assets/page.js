// The sections above the articles: totals, names, speakers, words.
const heading = (id, key) => h("h2", { id: `${id}-h`, tabindex: "-1" }, t(key));
const LABELS = ["PER", "LOC", "ORG"];
const labelClass = (label) => (LABELS.includes(label) ? label.toLowerCase() : "other");
const FEW = 10;

function fill(id, key, ...children) {
  byId(id).replaceChildren(heading(id, key), ...children.filter((child) => child !== null));
}

function showTotals() {
  const { totals, speech } = overview;
  const tiles = ["articles", "sentences", "tokens", "entities", "quotes"].map((key) =>
    h("div", { class: "tile" },
      h("dt", {}, t(`total.${key}`)), h("dd", {}, number(totals[key]))));
  const given = totals.quotes - speech.unknown;
  const notes = [
    overview.where ? t("note.where", { where: overview.where }) : null,
    totals.dated
      ? t("note.dates", { n: totals.dated, first: dated(totals.first), last: dated(totals.last) })
      : null,
    totals.quotes ? t("note.speakers", { n: given, all: totals.quotes }) : null,
  ].filter((note) => note !== null);
  fill("totals", "totals", h("dl", { class: "tiles" }, ...tiles),
    ...notes.map((note) => h("p", {}, note)), made());
}

function made() {
  const lists = ["repairs", "flags"].filter((key) => overview[key].length);
  if (!lists.length) return null;
  return h("details", {}, h("summary", {}, t("cleaning")), ...lists.map((key) =>
    table(t(key), [[t("what")], [t(`${key}.count`), "number"]],
      overview[key].map(([name, count]) =>
        h("tr", {}, h("th", { scope: "row" }, h("code", {}, name)), numberCell(count))))));
}

// Rows of which only the first few are shown until all are asked for.
function foldable(caption, headings, rows, attributes) {
  rows.slice(FEW).forEach((row) => { row.hidden = true; });
  const box = table(caption, headings, rows, attributes);
  if (rows.length <= FEW) return box;
  const button = h("button", {
    type: "button",
    onclick: () => {
      rows.forEach((row) => { row.hidden = false; });
      (rows[FEW].querySelector("a") ?? box).focus();
      button.remove();
    },
  }, t("show.all", { n: rows.length, what: caption }));
  return h("div", {}, box, button);
}

function showNames() {
  const blocks = overview.names.filter((block) => block.names.length).map((block) => {
    const greatest = block.names[0][1];
    const caption = known("label", block.label);
    const rows = block.names.map(([name, mentions, count]) =>
      h("tr", {}, h("th", { scope: "row" }, nameLink(name)),
        barCell(mentions, greatest), numberCell(count)));
    return h("div", { class: labelClass(block.label) },
      foldable(`${caption} (${number(block.all)})`,
        [[t("name")], [t("mentions"), "number"], [t("total.articles"), "number"]], rows));
  });
  fill("names", "names", blocks.length
    ? h("div", { class: "columns" }, ...blocks)
    : h("p", {}, t("names.none")));
}

function showSpeakers() {
  const { speakers, all } = overview.speech;
  if (!speakers.length) {
    fill("speakers", "speakers", h("p", {}, t("speakers.none")));
    return;
  }
  const rows = speakers.map((row) =>
    h("tr", {}, h("th", { scope: "row" }, nameLink(row.name)),
      barCell(row.quotes, speakers[0].quotes), numberCell(row.direct), numberCell(row.articles),
      h("td", { class: "about" }, ...row.about.flatMap(([name, label, count]) => [
        h("span", { class: `chip ${labelClass(label)}` }, nameLink(name), ` ${number(count)}`),
        " ",
      ]))));
  fill("speakers", "speakers", h("p", {}, t("speakers.how")),
    foldable(`${t("speakers.caption")} (${number(all)})`,
      [[t("speaker")], [t("total.quotes"), "number"], [t("direct"), "number"],
        [t("total.articles"), "number"], [t("about")]],
      rows, { class: "speakers" }));
}

function keyTable(part) {
  const caption = t("words.part", { name: known("part", part.name), n: part.articles });
  if (!part.keys.length) return h("p", {}, `${caption}: ${t("words.nokeys")}`);
  const rows = part.keys.map(([word, uses, others, score, ratio]) =>
    h("tr", {}, h("th", { scope: "row", lang: "tr" }, shortened(word, 40)),
      numberCell((10000 * uses) / part.words, 1), numberCell((10000 * others) / part.rest, 1),
      numberCell(score, 0), numberCell(ratio, 1)));
  return foldable(caption,
    [[t("word")], [t("here"), "number"], [t("rest"), "number"], ["G²", "number"],
      [t("ratio"), "number"]], rows);
}

function showWords() {
  const { contrasts, frequent } = overview;
  const greatest = frequent.length ? frequent[0][1] : 1;
  const common = foldable(t("words.frequent"),
    [[t("word")], [t("uses"), "number"], [t("total.articles"), "number"]],
    frequent.map(([word, uses, spread]) =>
      h("tr", {}, h("th", { scope: "row", lang: "tr" }, shortened(word, 40)),
        barCell(uses, greatest), numberCell(spread))));
  fill("words", "words",
    ...(contrasts.length ? [h("p", {}, t("words.how"))] : [h("p", {}, t("words.alone"))]),
    ...contrasts.map((contrast) => h("div", {},
      h("h3", {}, t(`contrast.${contrast.kind}`)),
      h("div", { class: "columns" }, ...contrast.parts.map(keyTable)))),
    h("h3", {}, t("words.all")), h("div", { class: "columns" }, common));
}

function showContents() {
  const keys = ["totals", "time", "names", "speakers", "network", "words", "articles"];
  byId("contents").replaceChildren(h("ul", {}, ...keys.map((key) =>
    h("li", {}, h("a", { href: `#${key}` }, t(key))))));
}
