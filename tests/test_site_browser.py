"""The site in Chromium, opened from files: search, choosing, filters, switches, accessibility; nothing is requested."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from untraced import untraced

from svcgraph import pipeline
from svcgraph.i18n import Words
from svcgraph.outputs import _site

ROOT = Path(__file__).parents[1]
BROWSER = Path("/usr/bin/chromium")
ACCESSIBLE = (Path(__file__).parent / "site_accessibility.js").read_text(encoding="utf-8")
PAGES = (
    "index.html",
    "diagram.html",
    "matrix.html",
    "processes.html",
    "processes/o6.html",
    "services.html",
    "services/gestion-des-sinistres.html",
    "contracts.html",
    "contracts/service-commercial--marketing.html",
    "chains.html",
    "chains/e1.html",
    "actions.html",
    "checks.html",
    "search.html",
)

playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
pytestmark = pytest.mark.skipif(not BROWSER.exists(), reason="needs Chromium at /usr/bin/chromium (make system)")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site avec é")
    with untraced():
        _site.put(pipeline.tell(ROOT), [Words("fr"), Words("en")], folder=folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the driver's own
        with playwright.sync_playwright() as driver:
            opened = driver.chromium.launch(executable_path=str(BROWSER), args=["--no-sandbox"])
            yield opened
            opened.close()


@dataclass
class Window:
    """A page of the browser that remembers what went wrong and what was asked for."""

    folder: Path
    page: object
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: str):
        name, mark, rest = path.partition("#") if "#" in path else path.partition("?")
        self.page.goto((self.folder / name).as_uri() + mark + rest)
        return self.page


@pytest.fixture
def window(site, browser, request) -> Iterator[Window]:
    scheme = getattr(request, "param", "light")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(5000)
    page = context.new_page()
    opened = Window(site, page)
    page.on("console", lambda message: opened.said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    page.on("request", lambda asked: opened.asked.append(asked.url))
    yield opened
    context.close()
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("language", ["", "en/"])
def test_every_kind_of_page_opens_and_is_accessible(window, language):
    found = {path: window.open(language + path).evaluate(ACCESSIBLE) for path in PAGES}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("typed", ["réglement", "REGLEMENTS", "reglement", "comptabilité reglements"])
def test_the_search_minds_neither_accents_nor_capitals(window, typed):
    page = window.open("search.html")
    page.get_by_label("Chercher", exact=True).fill(typed)
    names = page.locator("#hits a").all_inner_texts()
    assert "Comptabilité et règlements" in names
    assert page.locator("#found").inner_text().startswith("Trouvés")


def test_the_search_of_the_head_leads_to_what_is_found(window):
    page = window.open("services/recours.html")
    page.get_by_label("Rechercher", exact=True).fill("revue de direction")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator("#hits a").first.click()
    page.wait_for_load_state()
    assert "direction" in page.locator("h1").inner_text().lower()


def test_nothing_found_is_said(window):
    page = window.open("search.html?q=zzz")
    assert page.locator("#found").inner_text() == "Rien trouvé."
    assert page.locator("#hits li").count() == 0


ARROW = "#edge-service-commercial--marketing"


def test_a_click_chooses_an_arrow_and_leads_to_its_contract_and_back(window):
    page = window.open("diagram.html")
    page.locator(ARROW).dispatch_event("click")
    assert page.locator(ARROW).get_attribute("aria-pressed") == "true"
    chosen = page.locator(".chosen")
    assert chosen.locator("tbody tr").count() == 1
    assert page.locator(".edge.dim").count() > 70
    chosen.get_by_role("link", name="CS-01").click()
    page.wait_for_url("**/contracts/service-commercial--marketing.html")
    page.get_by_role("link", name="relevés").first.click()
    assert page.url.endswith("#d1_2e_c1")
    assert page.locator("#d1_2e_c1").is_visible()
    page.get_by_role("link", name="voir sur le schéma").click()
    page.wait_for_url("**/diagram.html#*")
    assert page.locator(ARROW).get_attribute("aria-pressed") == "true"


def test_the_keyboard_walks_chooses_and_lets_go(window):
    page = window.open("diagram.html")
    page.locator(".explore [tabindex='0'].node").focus()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.id")
    assert first != second
    assert second.startswith("node-")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.id").startswith("edge-")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("Enter")
    assert page.locator(".chosen h2").inner_text() == page.locator(f"#{first}").get_attribute("aria-label")
    assert page.locator(".chosen tbody tr").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator(".chosen h2").count() == 0
    assert page.locator(".dim").count() == 0


def test_states_can_be_left_out(window):
    page = window.open("diagram.html")
    drafts = page.locator("svg .edge.draft")
    assert drafts.count() == 51
    assert drafts.first.is_visible()
    page.get_by_role("checkbox", name="projet").uncheck()
    assert not drafts.first.is_visible()
    assert not page.locator("svg .label.draft").first.is_visible()
    assert page.locator("svg .edge.missed").first.is_visible()
    assert page.locator("tr[data-state=draft]:visible").count() == 0
    page.get_by_role("checkbox", name="projet").check()
    assert drafts.first.is_visible()


def test_an_arrow_of_a_process_and_a_cell_of_the_matrix_lead_to_what_is_behind_them(window):
    page = window.open("processes/o6.html")
    page.locator("#edge-handoff3").dispatch_event("click")
    row = page.locator(".chosen tbody tr")
    assert row.count() == 1
    assert row.locator("th").inner_text() == "3"
    page = window.open("matrix.html")
    page.locator(ARROW).dispatch_event("click")
    assert page.locator(".chosen").get_by_role("link", name="CS-01").is_visible()


def test_the_picture_is_enlarged_and_whole_again(window):
    page = window.open("diagram.html")
    svg = page.locator(".explore svg.svcgraph")
    whole = svg.get_attribute("viewBox")
    page.get_by_role("button", name="Agrandir").click()
    assert svg.get_attribute("viewBox") != whole
    page.get_by_role("button", name="Tout le schéma").click()
    assert svg.get_attribute("viewBox") == whole


def test_the_languages_lead_to_each_other(window):
    page = window.open("contracts/service-commercial--marketing.html")
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/contracts/service-commercial--marketing.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/contracts/service-commercial--marketing.html")
    assert "/en/" not in page.url


@pytest.mark.parametrize("window", ["dark"], indirect=True)
def test_the_dark_follows_the_system_until_somebody_chooses(window):
    page = window.open("index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    button = page.get_by_role("button", name="Sombre")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate(ground) == "rgb(255, 255, 255)" != dark
    assert window.open("actions.html").evaluate(ground) == "rgb(255, 255, 255)"


def test_the_focus_is_always_seen(window):
    page = window.open("diagram.html")
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        seen.add(page.evaluate("document.activeElement.tagName"))
        assert outline != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 100)")
    assert {"A", "BUTTON", "INPUT"} <= seen


def test_it_prints_without_what_only_a_screen_needs(window):
    page = window.open("diagram.html")
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    assert not page.locator(".filters").is_visible()
    assert page.locator("svg.svcgraph").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_narrow_screen_scrolls_tables_not_the_page(window):
    window.page.set_viewport_size({"width": 400, "height": 800})
    for path in ("index.html", "diagram.html", "contracts/service-commercial--marketing.html", "search.html"):
        page = window.open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_accessibility_check_finds_what_it_looks_for(window):
    page = window.open("index.html")
    page.evaluate(
        """() => {
          const main = document.querySelector("main");
          main.append(...["button", "input", "table"].map((name) => document.createElement(name)));
          document.querySelector("footer").remove();
          const faint = document.createElement("p");
          faint.textContent = "faint";
          main.append(faint);
          faint.style.color = "rgb(200, 200, 200)";
        }"""
    )
    found = " ".join(page.evaluate(ACCESSIBLE))
    for wanted in (
        "no name: <button",
        "no name: <input",
        "no caption",
        "no heads",
        "0 times body > footer",
        "contrast",
    ):
        assert wanted in found
