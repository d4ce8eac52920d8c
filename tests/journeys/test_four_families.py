"""Four families on their way through the portal: tired, new to the language, short of time, by keyboard and in large letters.

The first three go the whole way without script; afterwards every page that they saw is looked at with script, by the rules of
accessibility. The grandmother has the keyboard alone, or letters twice as large.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject
from pypdf import PdfReader

from tests.browser import WIDER
from tests.journeys.conftest import Visitor
from tests.journeys.looking import look
from tests.pdfs import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CARDS = "#ergebnisse > li"
# How the times of an offer that takes place on a Saturday read: by its name, in a row of days, or as single days.
ON_SATURDAY = r"samstag|täglich|bis sonntags|am \d|an \d+ tagen"

SEEN_BY_HER = [
    "/",
    "/angebote/?stadtteil=eicken&alter=1-jahr",
    "/woche/?stadtteil=eicken&alter=1-jahr",
    "/in-der-naehe/",
    "/wegweiser/",
    "/lebenslagen/",
    "/lebenslagen/baby-erwartet/",
    "/merkliste/",
    "/stadtteile/eicken/",
    "/zustaendig/",
    "/hilfe-sofort/",
    "/kontakt/",
]
# What has the focus: whether one sees that, and whether it lies within the window.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one);
    const shown = one.matches("input[type=radio], input[type=checkbox]") ? one.closest(".option") ?? one : one;
    // On the map of districts the area itself is drawn with a thick line.
    const area = one.querySelector("path[data-district], :scope > path");
    const ring = (area && parseFloat(getComputedStyle(area).strokeWidth) >= 4) || [style, getComputedStyle(shown)].some((each) =>
        each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2);
    const box = shown.getBoundingClientRect();
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { name: one.outerHTML.slice(0, 120), ring, seen };
}"""
# Text that its own box cuts off, and things to press that lie upon one another.
FAULTS = """() => {
    const visible = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && !one.closest(".visually-hidden, .skip-link, [popover], details:not([open]) > :not(summary)");
    const clipped = [...document.querySelectorAll("body *")].filter((one) => {
        const style = getComputedStyle(one);
        const clips = [style.overflowX, style.overflowY].some((each) => each === "hidden" || each === "clip");
        return clips && visible(one) && !one.closest("svg") && one.innerText?.trim()
            && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    });
    // The areas of a map are no boxes: neighbours' boxes lie upon one another, the areas do not.
    const pressed = [...document.querySelectorAll("a, button, input, select, summary")].filter((one) => visible(one) && !one.closest("svg"));
    const boxes = pressed.flatMap((one) => [...one.getClientRects()].map((box) => [one, box]));
    const upon = boxes.flatMap(([one, box], at) => boxes.slice(at + 1).filter(([other, rect]) => {
        if (one === other || one.contains(other) || other.contains(one)) return false;
        const width = Math.min(box.right, rect.right) - Math.max(box.left, rect.left);
        const height = Math.min(box.bottom, rect.bottom) - Math.max(box.top, rect.top);
        return width > 3 && height > 3 && box.width > 1 && rect.width > 1;
    }).map(([other]) => `${one.outerHTML.slice(0, 80)} | ${other.outerHTML.slice(0, 80)}`));
    return [...clipped.map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`), ...upon];
}"""


class Journey:
    """A family without script, and the addresses that it comes by."""

    def __init__(self, family: Callable[..., Visitor], width: int = 360) -> None:
        self.family, self.width = family, width
        self.visitor = family(width, java_script_enabled=False)
        self.page = self.visitor.page
        self.passed: list[str] = []
        self.page.on("framenavigated", lambda frame: self.passed.append(frame.url))

    def open(self, path: str) -> None:
        self.visitor.open(path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def titles(self) -> list[str]:
        return self.page.locator(f"{CARDS} .result-title").all_inner_texts()

    def facts(self, label: str) -> list[str]:
        """Return what the cards say under a word."""
        rows = self.page.locator(f"{CARDS} .facts > div").filter(has=self.page.locator(f"dt:has-text('{label}')"))
        return rows.locator("dd").all_inner_texts()

    def wanted(self) -> dict[str, list[str]]:
        """Return what the address of the list asks for."""
        return parse_qs(urlsplit(self.page.url).query)

    def verdict(self) -> list:
        """Look at all pages once more, with script: broken rules, cookies, other hosts, complaints."""
        again = self.family(self.width)
        broken = []
        for url in dict.fromkeys(one.partition("#")[0] for one in self.passed if one.startswith(self.visitor.city)):
            again.open(url.removeprefix(self.visitor.city))
            broken += [(url, *one) for one in look(again)]
        both = (self.visitor, again)
        return [broken, [one.cookies for one in both], [len(one.hosts) for one in both], again.complaints]


SOUND = [[], [[], []], [1, 1], []]


def test_a_tired_parent_of_a_baby_of_four_months_in_eicken_finds_a_group_keeps_it_and_takes_its_dates_along(family):
    parent = Journey(family)
    page = parent.page
    parent.open("/")
    page.select_option("select[name=stadtteil]", label="Eicken")
    page.check("input[name=alter][value='4-12-monate']")
    page.fill("input[name=q]", "Babygruppe")
    parent.press("Angebote anzeigen")
    assert parent.wanted() == {"stadtteil": ["eicken"], "alter": ["4-12-monate"], "q": ["Babygruppe"]}
    dated = page.locator(CARDS).filter(has_text="nächster Termin:")
    title = dated.first.locator(".result-title").inner_text()
    assert title in parent.titles()[:3]
    parent.follow(title)
    assert page.locator("h1").inner_text() == title
    assert page.locator(".times-list li").count() > 0
    with page.expect_download() as file:
        page.get_by_role("link", name="In meinen Kalender").click()
    with open(file.value.path(), encoding="utf-8") as content:  # noqa: PTH123 (a temporary file of the browser)
        calendar = vobject.readOne(content.read())
    assert {one.summary.value for one in calendar.vevent_list} == {title}
    page.get_by_role("link", name="Auf die Merkliste").click()
    assert parent.titles() == [title]
    link = page.locator("section[aria-labelledby=mitnehmen] a").first.get_attribute("href")
    assert page.get_by_role("link", name="Per E-Mail").get_attribute("href").startswith("mailto:?subject=")
    # Somebody else opens what was passed on.
    parent.open("/")
    parent.open(link.removeprefix(parent.visitor.city))
    assert parent.titles() == [title]
    assert parent.verdict() == SOUND


def test_with_script_the_parent_keeps_a_card_of_the_list_and_finds_it_again_in_the_same_browser(family):
    parent = family(360)
    page = parent.open("/angebote/?stadtteil=eicken&alter=4-12-monate")
    title = page.locator(f"{CARDS} .result-title").first.inner_text()
    page.get_by_role("button", name=f"Merken: {title}", exact=True).click()
    page = parent.open("/merkliste/")
    page.locator(CARDS).first.wait_for()
    assert page.locator(f"{CARDS} .result-title").all_inner_texts() == [title]
    assert (look(parent), parent.cookies, len(parent.hosts), parent.complaints) == ([], [], 1, [])


@pytest.mark.parametrize("word", ["ebe", "акушерка", "قابلة", "midwife", "położna", "Hebame"])
def test_somebody_who_knows_the_word_in_another_language_finds_a_midwife(family, word):
    mother = Journey(family)
    mother.open("/")
    mother.page.fill("input[name=q]", word)
    mother.press("Angebote anzeigen")
    assert "hebamme" in " ".join(mother.titles()[:5]).lower()


def test_a_pregnant_woman_new_to_the_language_is_led_by_questions_to_help_and_to_numbers(family):
    mother = Journey(family)
    page = mother.page
    mother.open("/")
    mother.follow("Vier Fragen zeigen den Weg")
    page.get_by_label("Schwangerschaft").check()
    mother.press("Weiter")
    page.locator("input[name=thema]").first.check()
    mother.press("Weiter")
    page.select_option("select[name=stadtteil]", label="Rheydt")
    mother.press("Weiter")
    page.get_by_label("Das weiß ich noch nicht").check()
    mother.press("Angebote anzeigen")
    asked = mother.wanted()
    assert (asked["alter"], asked["stadtteil"], len(asked["thema"])) == (["schwangerschaft"], ["rheydt"], 1)
    assert len(mother.titles()) > 0
    mother.open("/lebenslagen/")
    mother.follow("Wir erwarten ein Baby")
    steps = page.locator("section[aria-labelledby=schritte] li").all_inner_texts()
    words = [len(sentence.split()) for step in steps for sentence in re.split(r"[.?!]\s*", step)]
    assert (len(steps) > 2, max(words) <= 20) == (True, True)
    assert page.locator("section[aria-labelledby=anrufen] a[href^='tel:']").count() > 0
    assert len(mother.titles()) > 0
    # Two taps from everywhere: down to the numbers, and on to all of them.
    page.locator("header").get_by_role("link", name="Hilfe sofort").click()
    near = page.locator("#hilfe-sofort li a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    mother.follow("Alle Nummern: wer jetzt abnimmt, auch nachts")
    every = page.locator("main a[href^='tel:']").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert (near[:3], set(near) <= set(every)) == (["tel:112", "tel:110", "tel:022819240"], True)
    assert mother.verdict() == SOUND


def test_a_father_of_two_with_saturdays_alone_sees_what_there_is_then(family):
    father = Journey(family, 1280)
    page = father.page
    father.open("/angebote/")
    page.check("input[name=alter][value='2-jahre']")
    page.check("input[name=alter][value='6-9-jahre']")
    page.locator(".filter-panel > summary").first.click()
    page.click("summary:has-text('Wochentag')")
    page.check("input[name=wochentag][value=sa]")
    page.click(".filter-panel button")
    assert father.wanted()["alter"] == ["2-jahre", "6-9-jahre"]
    assert father.wanted()["wochentag"] == ["sa"]
    times = father.facts("Wann")
    assert len(times) == len(father.titles()) > 1
    assert [line for line in times if not re.search(ON_SATURDAY, line.lower())] == []
    father.follow("Woche")
    saturday = page.locator("section.day").filter(has=page.get_by_role("heading", name=re.compile("Samstag")))
    # This week's may be over, and the one after a holiday.
    for _week in range(3):
        if saturday.locator("li").count() == 0:
            father.follow("Woche danach")
    others = page.locator("section.day .day-dates li").count() - saturday.locator("li").count()
    assert (saturday.locator("li").count() > 0, others) == (True, 0)
    assert father.verdict() == SOUND


def test_the_father_sees_where_places_are_free_and_takes_his_list_home_on_paper(family):
    father = Journey(family, 1280)
    page = father.page
    father.open("/angebote/?alter=1-jahr&alter=6-9-jahre&frei=1")
    free = father.facts("Plätze")
    assert len(free) == len(father.titles()) > 1
    assert [line for line in free if not re.fullmatch(r"noch (ein Platz|\d+ Plätze) frei", line)] == []
    first, second = page.locator(CARDS).evaluate_all("all => all.slice(0, 2).map((one) => one.dataset.offer)")
    father.open(f"/merkliste/?liste={first}.{second}")
    titles = father.titles()
    with page.expect_download() as file:
        father.press("Als PDF")
    text = words_of(PdfReader(file.value.path()))
    assert (len(titles), [title for title in titles if title not in text]) == (2, [])
    assert father.verdict() == SOUND


def test_she_jumps_over_the_head_chooses_a_suggestion_by_arrow_and_reads_the_offer(family):
    grandmother = family(1280)
    page = grandmother.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "stadtteil"
    field = page.get_by_role("combobox", name="Was suchen Sie?")
    for _step in range(20):
        if page.evaluate("document.activeElement.id") == "id_q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("elternc")
    page.locator(".suggestions:not([hidden]) [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert look(grandmother) == []
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "elternc" in page.locator("main").inner_text().lower()
    assert (grandmother.cookies, len(grandmother.hosts), grandmother.complaints) == ([], 1, [])


@pytest.mark.parametrize("path", SEEN_BY_HER)
def test_wherever_she_is_she_sees_where_she_is(family, path):
    page = family(1280, reduced_motion="reduce").open(path)
    lost, names = [], []
    for _step in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None:
            break
        names.append(found["name"])
        if not (found["ring"] and found["seen"]):
            lost.append(found)
    assert (lost, len(names) > 15) == ([], True)


@pytest.mark.parametrize("path", SEEN_BY_HER)
def test_in_letters_twice_as_large_nothing_is_cut_off_or_lies_upon_something_else(family, path):
    page = family(640).open(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = []
    for width in (640, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found.append((page.evaluate(WIDER), page.evaluate(FAULTS)))
    assert found == [(0, []), (0, [])]
