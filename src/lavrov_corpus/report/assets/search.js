// The list of articles: by words, by a name, by agency and year.
const PAGE = 20;
let found = [];
let shown = PAGE;
let wantedName = "";
const foldedTexts = new Map();

function foldedText(article) {
  if (!foldedTexts.has(article)) foldedTexts.set(article, fold(`${article.text}\n${article.source}`));
  return foldedTexts.get(article);
}

const LETTER = /[\p{L}\p{N}]/u;

// Where a word begins in the text, or -1: `Suriye` is found in `Suriye'deki`, not in `aSuriye`.
function placeOf(word, text) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !LETTER.test(text[at - 1]) || !LETTER.test(word[0])) return at;
  }
  return -1;
}

const queryWords = () => fold(byId("query").value).split(/\s+/).filter(Boolean);

function search() {
  const words = queryWords();
  const agency = byId("agency").value;
  const year = byId("year").value;
  found = articles.filter((article) =>
    (!agency || article.agency === agency) &&
    (!year || article.date.startsWith(year)) &&
    (!wantedName || article.names.some(([, name]) => name === wantedName)
      || article.quotes.some((quote) => quote[3] === wantedName)) &&
    words.every((word) => placeOf(word, foldedText(article)) >= 0));
  shown = PAGE;
  showResults();
}

// A piece of the text around the first place that was asked for, or what follows the title.
function snippet(article, words) {
  const [at, length] = firstPlace(article, words);
  const title = article.title.length || titleOf(article).replace(/…$/, "").length;
  const from = length ? Math.max(0, article.text.lastIndexOf(" ", Math.max(0, at - 60)) + 1, at - 200)
    : title;
  const middle = length ? at : title;
  return h("span", { class: "snippet", lang: "tr", dir: "auto" },
    from ? "… " : null, article.text.slice(from, middle),
    length ? h("mark", {}, article.text.slice(at, at + length)) : null,
    article.text.slice(middle + length, middle + length + 150), " …");
}

function firstPlace(article, words) {
  const places = words.map((word) => [placeOf(word, foldedText(article)), word.length])
    .filter(([place]) => place >= 0 && place < article.text.length)
    .sort((a, b) => a[0] - b[0]);
  if (places.length) return places[0];
  const named = wantedName && article.entities.find((entity) =>
    article.names[entity[2]][1] === wantedName);
  return named ? [named[0], named[1] - named[0]] : [0, 0];
}

function showResults() {
  const words = queryWords();
  byId("found").textContent = t("found", { n: found.length, all: articles.length });
  byId("results").replaceChildren(...found.slice(0, shown).map((article) =>
    h("li", {}, h("a", {
      href: `#article=${article.id}`, lang: "tr", dir: "auto",
      "aria-current": article === opened ? "true" : false,
    }, titleOf(article)),
    article.date ? h("span", { class: "when" }, dated(article.date)) : null,
    snippet(article, words))));
  const more = byId("more");
  more.hidden = found.length <= shown;
  more.textContent = t("more", { n: Math.min(PAGE, found.length - shown) });
  const filter = byId("filter");
  filter.hidden = !wantedName;
  filter.replaceChildren(t("filter"), " ", h("bdi", { lang: "tr" }, shortened(wantedName, 80)), " ",
    h("button", { type: "button", onclick: () => { location.hash = "#articles"; filterBy(""); } },
      t("filter.remove")));
}

function showMore() {
  const first = shown;
  shown += PAGE;
  showResults();
  byId("results").children[first]?.querySelector("a").focus();
}

function filterBy(name) {
  wantedName = name;
  search();
}

function choices(id, values) {
  byId(`${id}-label`).hidden = values.length < 2;
  const select = byId(id);
  const chosen = select.value;
  select.replaceChildren(h("option", { value: "" }, t("all")),
    ...values.map((value) => h("option", { value }, value)));
  select.value = chosen;
}

function showSearch() {
  const all = overview.totals.articles;
  byId("sample").textContent = articles.length === all
    ? t("sample.all", { n: all })
    : t("sample.some", { n: articles.length, all });
  const values = (key) => [...new Set(articles.map(key))].filter(Boolean).sort();
  choices("agency", values((article) => article.agency));
  choices("year", values((article) => article.date.slice(0, 4)));
  showResults();
}
