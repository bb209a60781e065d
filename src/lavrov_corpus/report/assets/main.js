// What is shown beside a mark, which article is open, and the switches of the page.
let tipOwner = null;

// Show a note beside an element when it is pointed at, reached by keyboard or pressed.
function describe(element, content) {
  const show = () => showTip(element, content());
  element.addEventListener("mouseover", (event) => { event.stopPropagation(); show(); });
  element.addEventListener("mouseout", (event) => {
    if (!byId("tip").contains(event.relatedTarget)) hideTip();
  });
  element.addEventListener("focus", show);
  element.addEventListener("blur", (event) => {
    if (!byId("tip").contains(event.relatedTarget)) hideTip();
  });
  element.addEventListener("click", (event) => { event.stopPropagation(); show(); });
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    show();
    byId("tip").querySelector("a")?.focus();
  });
}

function showTip(element, content) {
  const tip = byId("tip");
  if (tipOwner && tipOwner !== element) tipOwner.removeAttribute("aria-describedby");
  tipOwner = element;
  tip.replaceChildren(...content.filter((part) => part !== null));
  tip.hidden = false;
  element.setAttribute("aria-describedby", "tip");
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
  const below = box.bottom + tip.offsetHeight < window.innerHeight;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${window.scrollY + (below ? box.bottom : box.top - tip.offsetHeight)}px`;
}

function hideTip() {
  byId("tip").hidden = true;
  tipOwner?.removeAttribute("aria-describedby");
  tipOwner = null;
}

// The page goes where its address says: #article=ID, #name=NAME, or to a section.
function follow() {
  const [key, value] = location.hash.slice(1).split("=");
  if (key === "article") {
    open(articles.find((article) => article.id === value) ?? null);
  } else if (key === "name") {
    opened = null;
    byId("query").value = "";
    filterBy(decoded(value));
    showReader();
    goTo(byId("articles-h"));
  } else if (key === "articles") {
    const last = opened;
    open(null);
    const link = last && [...byId("results").querySelectorAll("a")]
      .find((each) => each.hash === `#article=${last.id}`);
    goTo(link ?? byId("articles-h"));
  }
}

function decoded(value) {
  try {
    return decodeURIComponent(value ?? "");
  } catch {
    return "";
  }
}

function open(article) {
  opened = article;
  showReader();
  showResults();
  if (article) goTo(byId("reader-h"), byId("reader"));
}

function goTo(element, place = element) {
  element.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

function showAll() {
  document.documentElement.lang = language;
  document.title = t("title");
  document.querySelectorAll("[data-t]").forEach((element) => {
    element.textContent = t(element.dataset.t);
  });
  document.querySelectorAll("[data-t-label]").forEach((element) => {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  });
  byId("language").textContent = language === "tr" ? "English" : "Türkçe";
  byId("language").lang = language === "tr" ? "en" : "tr";
  byId("made").textContent = t("made", { version: overview.version });
  showContents();
  showTotals();
  showTime();
  showNames();
  showSpeakers();
  showNetwork();
  showWords();
  showSearch();
  showReader();
  letScrollersBeReached();
}

function listen() {
  byId("language").addEventListener("click", () => {
    language = language === "tr" ? "en" : "tr";
    showAll();
  });
  byId("theme").addEventListener("change", (event) => {
    document.documentElement.dataset.theme = event.target.value;
  });
  byId("search").addEventListener("submit", (event) => event.preventDefault());
  let typed = 0;
  byId("query").addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(search, 120);
  });
  byId("agency").addEventListener("change", search);
  byId("year").addEventListener("change", search);
  byId("more").addEventListener("click", showMore);
  byId("tip").addEventListener("mouseleave", hideTip);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || byId("tip").hidden) return;
    const owner = tipOwner;
    if (byId("tip").contains(document.activeElement)) owner?.focus();
    hideTip();
  });
  document.addEventListener("click", (event) => {
    if (!byId("tip").contains(event.target)) hideTip();
    else if (event.target.closest("a")) hideTip();
  });
  document.addEventListener("toggle", letScrollersBeReached, true);
  window.addEventListener("hashchange", follow);
  let width = document.documentElement.clientWidth;
  let resized = 0;
  window.addEventListener("resize", () => {
    clearTimeout(resized);
    resized = setTimeout(() => {
      if (width === document.documentElement.clientWidth) return;
      width = document.documentElement.clientWidth;
      showTime();
      showNetwork();
      letScrollersBeReached();
    }, 200);
  });
}

found = articles;
showAll();
listen();
follow();
