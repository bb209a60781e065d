"""The report in a real Chromium: what is drawn, found, pressed, and that nothing is asked for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lavrov_corpus.annotate import annotate
from lavrov_corpus.document import Article
from lavrov_corpus.loading import decode
from lavrov_corpus.report import make_report
from tests.fakes import WordListTagger, fake_tools
from tests.report.corpora import HOSTILE, LONG, ordinary_articles, store_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium here (Debian: apt-get install chromium)"
)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
#: A machine with other work to do may take minutes; nothing here is about time.
PATIENCE = 600_000
PHONE = {"width": 360, "height": 740}


@dataclass
class Watched:
    """A page, and what it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def wait_for(self, selector: str, text: str) -> None:
        self.page.locator(f"{selector}:text-is('{text}')").wait_for()

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), timeout=PATIENCE
        )
        yield browser
        browser.close()


def seed_article(path: Path) -> Article:
    seed = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))[0]
    path.write_bytes(seed.read_bytes())
    tools = fake_tools(WordListTagger({"Lavrov": "PER", "Suriye": "LOC"}), lemma=False)
    return annotate(decode(path.read_bytes(), str(path)), tools)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    articles = [*ordinary_articles(), HOSTILE, LONG, seed_article(folder / "seed.txt")]
    return written(folder, articles)


def written(folder: Path, articles: Sequence[Article]) -> Path:
    with store_of(folder, articles) as store:
        (folder / "report.html").write_text(make_report(store).html, encoding="utf-8")
    return folder / "report.html"


@contextmanager
def opened(browser: Browser, report: Path, place: str = "", **options: Any) -> Iterator[Watched]:
    """Open the report; in the end it must have said nothing and asked for nothing but itself."""
    context = browser.new_context(**{"locale": "en-US", **options})
    context.set_default_timeout(PATIENCE)
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.said.append(message.text))
    watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
    context.on("request", lambda request: watched.asked.append(request.url.partition("#")[0]))
    watched.page.goto(f"{report.as_uri()}{place}")
    yield watched
    assert watched.said == []
    assert set(watched.asked) == {report.as_uri()}
    context.close()


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Return the rules of axe-core that are broken; it needs a page without a policy."""
    axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe_playwright.Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def test_what_is_drawn(browser: Browser, report: Path) -> None:
    with opened(browser, report) as watched:
        assert watched.page.title() == "Corpus report"
        assert watched.text("#totals .tile:first-child dd") == "25"
        assert watched.count("#time .bars rect") == 20
        assert watched.count("#network .node") == watched.count("#network circle") >= 3
        assert "Ayşe Yılmaz" in watched.text("#names .per tbody tr:first-child")
        assert watched.text("#speakers tbody tr:first-child .about") == "Iğdır 20"
        assert watched.text("#found") == "25 of 25 articles"


def test_search_and_filters(browser: Browser, report: Path) -> None:
    with opened(browser, report) as watched:
        watched.page.fill("#query", "ığdır'da KAPI")
        watched.wait_for("#found", "11 of 25 articles")
        watched.page.select_option("#agency", "DHA")
        assert watched.text("#found") == "10 of 25 articles"
        watched.page.fill("#query", "ğdır")
        watched.wait_for("#found", "0 of 25 articles")
        watched.page.select_option("#agency", "")
        watched.page.locator("#names a", has_text="Ayşe Yılmaz").click()
        assert watched.text("#found") == "21 of 25 articles"
        assert watched.text("#results li:first-child mark") == "Ayşe Yılmaz"
        watched.page.locator("#filter button").click()
        assert watched.text("#found") == "25 of 25 articles"


def test_an_article_by_keyboard(browser: Browser, report: Path) -> None:
    with opened(browser, report) as watched:
        page = watched.page
        page.fill("#query", "John")
        watched.wait_for("#found", "21 of 25 articles")
        page.locator("#results a").first.focus()
        page.keyboard.press("Enter")
        page.locator("#reader-h:focus").wait_for()
        page.locator("#reader .mark").first.focus()
        assert "place" in watched.text("#tip")
        page.keyboard.press("ArrowRight")
        assert "Ayşe Yılmaz · person" in watched.text("#tip")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "All articles with this name"
        page.keyboard.press("Escape")
        assert page.locator("#tip").is_hidden()
        page.locator("#reader q").first.focus()
        assert "dedi" in watched.text("#tip")
        assert watched.count('#reader .mark[tabindex="0"]') == 1


def test_the_source_with_its_repairs(browser: Browser, report: Path) -> None:
    source = report.parent / "seed.txt"
    with opened(browser, report) as watched:
        watched.page.fill("#query", "Lavrov")
        watched.wait_for("#found", "One article of 25")
        watched.page.locator("#results a").first.click()
        watched.page.locator(".views button").last.click()
        kept = watched.page.evaluate(
            "[...document.querySelector('.raw').childNodes]"
            ".filter((n) => n.nodeName !== 'INS').map((n) => n.textContent).join('')"
        )
        words = source.read_text(encoding="utf-8").split()
        assert re.sub(r"[⏎␣]|U\+[0-9A-F]{4}", " ", kept).split() == words
        watched.page.locator(".raw del").first.hover()
        assert watched.text("#tip").startswith("removed")


def test_turkish_and_dark(browser: Browser, report: Path) -> None:
    with opened(browser, report, locale="tr-TR", color_scheme="dark") as watched:
        page = watched.page
        background = "getComputedStyle(document.body).backgroundColor"
        assert (page.title(), page.evaluate("document.documentElement.lang")) == (
            "Derlem raporu",
            "tr",
        )
        assert watched.text("#found") == "25 haberden 25 tanesi"
        dark = page.evaluate(background)
        page.select_option("#theme", "light")
        assert page.evaluate(background) == "rgb(255, 255, 255)" != dark
        page.locator("#language").click()
        assert page.title() == "Corpus report"


def test_a_phone_never_scrolls_sideways(browser: Browser, report: Path) -> None:
    with opened(browser, report, viewport=PHONE, has_touch=True) as watched:
        wide = "document.documentElement.scrollWidth"
        assert watched.page.evaluate(wide) == PHONE["width"]
        watched.page.locator("#results a").first.click()
        assert watched.page.locator("#list").is_hidden()
        assert watched.page.evaluate(wide) == PHONE["width"]
        watched.page.locator("#reader .back").click()
        assert watched.page.locator("#list").is_visible()


def test_hostile_articles_do_not_run(browser: Browser, report: Path) -> None:
    with opened(browser, report, f"#article={HOSTILE.id}") as watched:
        page = watched.page
        assert page.title() == "Corpus report"
        assert watched.count("body script") == 4
        assert watched.count("main img, main svg[onload], main b") == 0
        assert "</script><script>document.title='run'</script>" in watched.text("#reader .text")
        assert watched.text("#reader .entity.loc") == "Bakü'de"
        page.locator("#reader .entity.other").hover()
        assert "<script>" in watched.text("#tip")
        page.goto(f"{report.as_uri()}#name=%3Cscript%3E%zz")
        assert page.title() == "Corpus report"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_by_axe(browser: Browser, report: Path, scheme: str) -> None:
    with opened(browser, report, color_scheme=scheme, bypass_csp=True) as watched:
        watched.page.locator("#results a").first.click()
        watched.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        assert barriers(watched.page) == []


def test_a_corpus_of_one_bare_article(browser: Browser, tmp_path: Path) -> None:
    bare = ordinary_articles()[-1].model_copy(update={"entities": ()})
    with opened(browser, written(tmp_path, [bare]), bypass_csp=True) as watched:
        assert "No person, place or organisation was found." in watched.text("#names")
        assert watched.text("#found") == "One article of 1"
        assert barriers(watched.page) == []
