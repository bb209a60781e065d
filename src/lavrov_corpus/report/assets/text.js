// The language of the page, and text as elements: never parsed as HTML.
const read = (id) => JSON.parse(document.getElementById(`${id}-data`).textContent);
const strings = read("strings");
const overview = read("overview");
const articles = read("articles");

let language = navigator.language.toLowerCase().startsWith("tr") ? "tr" : "en";

const number = (value, digits = 0) =>
  new Intl.NumberFormat(language, {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(value);

// The text of a key; `{name}` is replaced, and `n` chooses between the forms of a plural.
function t(key, values = {}) {
  let text = strings[language][key] ?? key;
  if (typeof text === "object") {
    text = text[new Intl.PluralRules(language).select(values.n)] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : values[name]);
}

const known = (prefix, value) =>
  `${prefix}.${value}` in strings[language] ? t(`${prefix}.${value}`) : value;

// A date of the form 2016-12-31, 2016-12 or 2016 as it is written in the language.
function dated(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  if (!month) return iso;
  const form = { year: "numeric", month: "long", timeZone: "UTC" };
  if (day) form.day = "numeric";
  const moment = new Date(Date.UTC(year, month - 1, day || 1));
  return new Intl.DateTimeFormat(language, form).format(moment);
}

// An element with attributes (`on…` are listeners) and children; strings become text nodes.
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const byId = (id) => document.getElementById(id);

const APOSTROPHES = /[’‘ʼ´`′＇‛]/g;
const CIRCUMFLEX = { â: "a", ê: "e", î: "i", ô: "o", û: "u" };

// Text as it is compared: Turkish small letters, no circumflex, every apostrophe straight.
function fold(text) {
  return text
    .replace(/I/g, "ı").replace(/İ/g, "i").toLowerCase()
    .replace(/[âêîôû]/g, (letter) => CIRCUMFLEX[letter])
    .replace(APOSTROPHES, "'");
}

const shortened = (text, most) => {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
};

const nameLink = (name) =>
  h("a", { href: `#name=${encodeURIComponent(name)}`, class: "name", title: name },
    h("bdi", { lang: "tr" }, shortened(name, 80)));

// A table in a box of its own, which scrolls where the window is too narrow.
function table(caption, headings, rows, attributes = {}) {
  return h("div", { class: "scroll", tabindex: "-1", role: "group", "aria-label": caption },
    h("table", attributes,
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...headings.map(([text, kind]) =>
        h("th", { scope: "col", class: kind ?? "" }, text)))),
      h("tbody", {}, ...rows)));
}

// What scrolls is a stop of the Tab key, what does not scroll is none.
function letScrollersBeReached() {
  for (const box of document.querySelectorAll(".scroll")) {
    box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
  }
}

// A cell with a number, and a bar as long as its share of the greatest.
function barCell(value, greatest) {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.max(1, (100 * value) / greatest)}%`;
  return h("td", { class: "number barred" }, bar, h("span", { class: "value" }, number(value)));
}

const numberCell = (value, digits) => h("td", { class: "number" }, number(value, digits));
