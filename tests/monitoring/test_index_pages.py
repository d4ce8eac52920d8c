"""The page of an index as planners see it."""

import pytest
from django.test import Client

from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart, ReleasedValue
from tests.monitoring import city
from tests.network.factories import person
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/monitoring/indizes/bedarf/"


@pytest.fixture
def town(db):
    return city.small_town()


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))
    return client


def page_of(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200
    return parsed(response)


def table(page, number):
    """Return the rows of a table as texts, the head among them."""
    found = page.findall(".//main//table")[number]
    return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in found.iter("tr")]


def areas(page):
    return [row.get("data-district") for row in page.findall(".//tr[@data-district]")]


BINS, CLASSES, GROUPS, AREAS, PARTS, MOVES, EXCLUDED = range(7)


def test_the_page_tells_everything_that_an_index_is(planner, town):
    assert headings(page_of(planner)) == [
        "h1 Index bedarf 2025",
        "h2 Klassen",
        "h2 Stand und Entwicklung zusammen",
        "h2 Gebiete mit besonderer Aufmerksamkeit",
        "h2 Gebiete",
        "h2 Wie der Index entsteht",
        "h2 Wie fest die Klassen stehen",
        "h2 Was außen vor bleibt",
    ]


def test_the_picture_has_a_sentence_a_dot_for_each_area_and_its_table(planner, town):
    page = page_of(planner)
    figure = page.find(".//figure")
    assert [text_of(line) for line in figure.findall("figcaption/p")] == [
        "Index bedarf: Verteilung der Gebiete 2025",
        "2025 liegt 1 von 9 Gebieten (Stadtteile) in der Klasse „sehr niedrig“: Gebiet I.",
    ]
    dots = figure.findall(".//{*}circle[@data-value]")
    assert [text_of(dot) for dot in dots if float(dot.get("data-value")) < -1] == ["Gebiet A: −2,08 (hoch)"]
    assert len(dots) == 9
    assert sum(int(row[1]) for row in table(page, BINS)[1:]) == 9
    assert [text_of(one) for one in figure.findall(".//ul[@class='legend']/li")] == [
        "1 hoch (1)",
        "2 mittel (6)",
        "3 niedrig (1)",
        "4 sehr niedrig (1)",
    ]


@pytest.mark.parametrize(
    ("form", "kind"), [("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv; charset=utf-8")]
)
def test_the_picture_can_be_taken_away(planner, town, form, kind):
    response = planner.get(f"{PAGE}?bild=verteilung&als={form}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="index-bedarf-verteilung-der-gebiete-2025.{form}"'
    )


def test_classes_show_their_limits_and_how_many_areas_they_hold(planner, town):
    page = page_of(planner)
    assert table(page, CLASSES) == [
        ["Klasse", "Zeichen", "Index", "Gebiete", "Anteil"],
        ["hoch", "1", "unter −1", "1", "11,1 %"],
        ["mittel", "2", "ab −1 bis 1", "6", "66,7 %"],
        ["niedrig", "3", "über 1 bis 1,5", "1", "11,1 %"],
        ["sehr niedrig", "4", "über 1,5", "1", "11,1 %"],
    ]
    assert "Eingestuft sind 9 Gebiete. 2 bleiben außen vor." in text_of(page.find(".//main"))


def test_status_and_change_stand_together_and_lead_to_their_areas(planner, town):
    page = page_of(planner)
    assert table(page, GROUPS) == [
        ["Stand", "positiv (+)", "stabil (+/-)", "negativ (-)"],
        ["sehr niedrig (4)", "–", "1 besondere Aufmerksamkeit", "–"],
        ["niedrig (3)", "–", "–", "1 besondere Aufmerksamkeit"],
        ["mittel (2)", "–", "6", "–"],
        ["hoch (1)", "–", "1", "–"],
    ]
    links = [link.get("href") for link in page.findall(".//main//table")[GROUPS].iter("a")]
    assert links[1] == "?klasse=3&entwicklung=-#gebiete"
    assert areas(page_of(planner, PAGE + links[1])) == ["H"]


def test_areas_with_special_attention_are_named_with_the_reason(planner, town):
    section = page_of(planner).find(".//section[@aria-labelledby='aufmerksamkeit']")
    assert [text_of(item) for item in section.iter("li")] == [
        "Gebiet I Stand „sehr niedrig“, Entwicklung „stabil“",
        "Gebiet H Stand „niedrig“, Entwicklung „negativ“",
    ]


def test_the_table_has_rank_and_sum_beside_the_class_and_every_part(planner, town):
    rows = table(page_of(planner), AREAS)
    assert rows[0] == [
        *("Gebiet", "Rang", "Index", "Klasse", "Summe", "Entwicklung", "Gruppe", "Quote armut", "Quote arbeit")
    ]
    assert rows[1] == ["Gebiet I", "1", "1,53", "sehr niedrig", "3,03", "−0,35", "4+/-", "1,34", "1,69"]
    assert rows[2] == ["Gebiet H", "2", "1,49", "niedrig", "2,95", "2,83", "3-", "1,78", "1,17"]
    assert [row[1] for row in rows[1:]] == ["1", "2", "3", "3", "3", "3", "3", "3", "9"]
    cells = page_of(planner).find(".//tr[@data-district='H']").findall("td")
    assert [cell.get("data-value") for cell in cells[:3]] == ["2", "1.48742", None]


@pytest.mark.parametrize(
    ("sort", "first", "last", "heading"),
    [
        ("gebiet", "A", "I", ("Gebiet", "?sort=-gebiet#gebiete", "ascending")),
        ("-gebiet", "I", "A", ("Gebiet", "?sort=gebiet#gebiete", "descending")),
        ("index", "I", "A", ("Index", "?sort=-index#gebiete", "descending")),
        ("-index", "A", "I", ("Index", "?sort=index#gebiete", "ascending")),
        ("arbeit", "I", "A", ("Quote arbeit", "?sort=-arbeit#gebiete", "descending")),
        ("entwicklung", "H", "A", ("Entwicklung", "?sort=-entwicklung#gebiete", "descending")),
    ],
)
def test_every_order_has_an_address(planner, town, sort, first, last, heading):
    page = page_of(planner, f"{PAGE}?sort={sort}")
    head = page.find(".//th[@aria-sort]")
    assert (text_of(head), head.find("a").get("href"), head.get("aria-sort")) == heading
    assert (areas(page)[0], areas(page)[-1]) == (first, last)


def test_the_method_is_told_in_words_and_signs_with_n_mean_and_deviation(planner, town):
    page = page_of(planner)
    section = page.find(".//section[@aria-labelledby='methode']")
    assert text_of(section.find(".//code")) == "Index = z( z(Quote armut) + z(Quote arbeit) )"
    assert len(section.findall(".//ol/li")) == 4
    assert table(page, PARTS) == [
        ["Indikator", "Vorzeichen", "Gewicht", "Stand", "Gebiete", "Mittel", "Standardabweichung", "Einheit"],
        ["Quote armut Melderegister", "+ hoher Wert erhöht den Index", "1", "31.12.2025", "9", "10,89", "4,56", "%"],
        ["Quote arbeit Melderegister", "+ hoher Wert erhöht den Index", "1", "31.12.2025", "9", "10,44", "3,89", "%"],
    ]


def test_the_page_says_which_class_hangs_on_one_indicator(planner, town):
    assert table(page_of(planner), MOVES) == [
        ["ohne", "Zahl", "Gebiete"],
        ["Quote armut", "–", "keines"],
        ["Quote arbeit", "2", "Gebiet H (niedrig → sehr niedrig), Gebiet I (sehr niedrig → niedrig)"],
    ]


def test_what_stays_out_is_named_with_every_reason(planner, town):
    IndexExclusion.objects.create(index=town.indices["bedarf"], district=town.areas["C"], reason="Hafen ohne Wohnungen")
    assert table(page_of(planner), EXCLUDED) == [
        ["Gebiet", "Grund"],
        ["Gebiet C", "Hafen ohne Wohnungen"],
        ["Gebiet K", "weniger als 300 Menschen"],
        ["Gebiet L", "kein Wert: Quote armut (geheim)"],
    ]


def test_the_year_is_chosen_in_the_address_and_the_newest_is_shown_without(planner, town):
    assert headings(page_of(planner, f"{PAGE}?jahr=2023"))[0] == "h1 Index bedarf 2023"
    chosen = page_of(planner, f"{PAGE}?jahr=2023").find(".//select[@name='jahr']/option[@selected]")
    assert chosen.get("value") == "2023"
    # No change is known for that year: the page does without groups.
    page = page_of(planner, f"{PAGE}?jahr=2023")
    assert "h2 Stand und Entwicklung zusammen" not in headings(page)
    assert page.find(".//select[@name='entwicklung']") is None


def test_every_year_can_be_compared_with_the_mean_of_another(planner, town):
    page = page_of(planner, f"{PAGE}?jahr=2025&basis=2023")
    assert headings(page)[0] == "h1 Index bedarf 2025, verglichen mit 2023"
    assert text_of(page.find(".//figcaption/p")) == "Index bedarf: Verteilung der Gebiete 2025, verglichen mit 2023"
    choices = page.find(".//select[@name='basis']")
    assert [text_of(one) for one in choices.iter("option")] == [
        "Mittel desselben Jahres",
        "Mittel des Jahres 2025",
        "Mittel des Jahres 2023",
    ]
    assert text_of(choices.find("option[@selected]")) == "Mittel des Jahres 2023"
    rows = {row[0]: row[2:4] for row in table(page, AREAS)}
    # In 2023 both indicators had mean 10.44 and deviation 3.89, and were the same: (19 − 10.44) / 3.89 and (15 − 10.44) / 3.89.
    assert rows["Gebiet H"] == ["1,69", "sehr niedrig"]
    assert "unter dem Mittel der Gebiete im Jahr 2023 liegt" in text_of(page.find(".//main"))
    files = [link.get("href") for link in page.findall(".//main//a") if "tabelle." in link.get("href")]
    assert files[0] == f"{PAGE}tabelle.csv?jahr=2025&basis=2023"
    assert "1,68503" in planner.get(files[0]).content.decode()


def test_an_index_with_a_base_year_of_its_own_begins_with_it(planner, town):
    CompositeIndex.objects.filter(code="bedarf").update(method="fixed", base_year=2023)
    page = page_of(planner)
    choices = [text_of(one) for one in page.findall(".//select[@name='basis']/option")]
    assert choices == ["Basisjahr 2023", "Mittel des Jahres 2025"]
    assert page_of(planner, f"{PAGE}?basis=2025").find(".//tr[@data-district='H']").find("td[2]").text == "1,49"


def test_an_index_of_ranks_has_no_base_year(planner, town):
    CompositeIndex.objects.update(method="rank")
    page = page_of(planner, f"{PAGE}?basis=2023")
    assert page.find(".//select[@name='basis']") is None
    assert "„2023“ kennen wir hier nicht (Verglichen mit)." in text_of(page.find(".//main"))


def test_what_an_address_says_wrongly_is_ignored_with_a_sentence(planner, town):
    page = page_of(planner, f"{PAGE}?jahr=1999&klasse=9&entwicklung=x&sort=pk%00&seite=viele&mehr=1")
    notice = page.find(".//div[@class='notice notice-warning']")
    assert [text_of(line) for line in notice.iter("p")] == [
        "„1999“ kennen wir hier nicht (Jahr). Wir zeigen die Seite ohne diese Angabe.",
        "„9“ kennen wir hier nicht (Klasse). Wir zeigen die Seite ohne diese Angabe.",
        "„x“ kennen wir hier nicht (Entwicklung). Wir zeigen die Seite ohne diese Angabe.",
        "„pk“ kennen wir hier nicht (Reihenfolge). Wir zeigen die Seite ohne diese Angabe.",
    ]
    assert len(areas(page)) == 9


def test_an_empty_selection_says_so_and_leads_back(planner, town):
    page = page_of(planner, f"{PAGE}?klasse=1&entwicklung=-")
    section = page.find(".//section[@aria-labelledby='gebiete']")
    assert "In dieser Auswahl liegt kein Gebiet." in text_of(section)
    assert section.find(".//a").get("href") == "?#gebiete"
    assert len(page.findall(".//{*}circle[@data-value]")) == 9


def test_the_index_of_changes_has_a_page_of_its_own(planner, town):
    page = page_of(planner, "/monitoring/indizes/entwicklung/")
    said = text_of(page.find(".//main"))
    assert "Gezählt wird nicht der Stand, sondern die Veränderung über 2 Jahre" in said
    assert "Index = z( z(Δ Quote armut) + z(Δ Quote arbeit) )" in said
    assert "Veränderung in Prozentpunkten" in said
    assert page.find(".//main//a[@href='/monitoring/indizes/bedarf/']") is not None
    # The parts of a change that did not move anywhere say so.
    assert "überall gleich: unterscheidet kein Gebiet vom anderen" in said


def test_many_areas_come_in_pages(planner, db):
    town = city.Town([f"{n:03}" for n in range(120)], ("armut",))
    town.release(2025, {code: {"armut": n} for n, code in enumerate(town.areas)})
    town.add_index("bedarf", city.STATUS, min_population=0)
    first, second = page_of(planner), page_of(planner, f"{PAGE}?seite=2")
    assert (len(areas(first)), areas(first)[0], areas(second)) == (100, "119", [f"{n:03}" for n in range(19, -1, -1)])
    assert len(first.findall(".//{*}circle[@data-value]")) == 120
    assert "mitlesen" not in text_of(first.find(".//main"))


def test_an_index_without_its_parts_says_what_it_lacks(planner, town):
    IndexPart.objects.all().delete()
    IndexClass.objects.filter(upper=None).delete()
    page = page_of(planner)
    assert [text_of(line) for line in page.find(".//div[@class='notice notice-warning']").iter("p")] == [
        "Dieser Index ist noch nicht fertig.",
        "Es ist noch kein Indikator gewählt.",
        "Es fehlt die oberste Klasse, die nach oben offen ist.",
    ]


def test_an_index_without_numbers_waits_for_them(planner, town):
    ReleasedValue.objects.filter(indicator__code="armut").delete()
    assert "Für diesen Index gibt es noch keine Zahlen." in text_of(page_of(planner).find(".//main"))
    assert planner.get(f"{PAGE}tabelle.csv").status_code == 404


def test_a_base_year_that_cannot_be_a_measure_is_told(planner, town):
    CompositeIndex.objects.update(method="fixed", base_year=2019)
    said = text_of(page_of(planner).find(".//main"))
    assert (
        "Für 2019 gibt es kein Gebiet mit Werten für alle Indikatoren, oder alle Gebiete haben dieselben Werte." in said
    )
    assert "vom Mittel der Gebiete im Jahr 2019" not in said
    assert "unter dem Mittel der Gebiete im Jahr 2019 liegt" in said
    assert planner.get(f"{PAGE}tabelle.csv").status_code == 404


def test_where_every_area_stays_out_the_page_says_why(planner, town):
    CompositeIndex.objects.update(min_population=100_000)
    page = page_of(planner)
    assert "In diesem Jahr kann kein Gebiet eingestuft werden." in text_of(page.find(".//main"))
    assert len(page.findall(".//section[@aria-labelledby='aussen-vor']//tbody/tr")) == 11


def test_one_area_alone_is_not_compared(planner, db):
    town = city.Town("A", ("armut",))
    town.release(2025, {"A": {"armut": 5}})
    town.add_index("bedarf", city.STATUS, min_population=0)
    assert "kein anderes Gebiet zum Vergleichen" in text_of(page_of(planner).find(".//main"))


def test_an_index_of_one_indicator_does_not_ask_what_would_be_without_it(planner, db):
    town = city.Town("AB", ("armut",))
    town.release(2025, {"A": {"armut": 5}, "B": {"armut": 5}})
    town.add_index("bedarf", city.STATUS, min_population=0)
    assert "Dieser Index hat nur einen Indikator" in text_of(page_of(planner).find(".//main"))


def test_an_index_over_social_spaces_calls_them_so(planner, town):
    CompositeIndex.objects.update(level=None)
    assert "Für diesen Index gibt es" not in text_of(page_of(planner).find(".//main"))
    assert text_of(parsed(planner.get("/monitoring/indizes/")).find(".//ul[@class='cards']/li")).endswith(
        "Sozialräume · intern"
    )


def count_queries(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_page_asks_the_same_of_the_database_with_four_areas_and_with_five_hundred(
    planner, django_assert_max_num_queries, db
):
    asked = []
    for number in (4, 542):
        CompositeIndex.objects.all().delete()
        ReleasedValue.objects.all().delete()
        town = city.Town([f"{number}-{n}" for n in range(number)], ("armut", "arbeit", "schule"), create=number == 4)
        for year in (2023, 2025):
            town.release(
                year,
                {
                    area: {"armut": n, "arbeit": (n * 7) % 11, "schule": year % 7 * n, city.PEOPLE: 900}
                    for n, area in enumerate(town.areas)
                },
            )
        town.add_index("bedarf", city.STATUS)
        town.add_index("entwicklung", city.DYNAMIC, change_of=town.indices["bedarf"], change_years=2)
        pages = (PAGE, "/monitoring/indizes/entwicklung/", "/monitoring/indizes/", f"{PAGE}tabelle.csv")
        asked += [count_queries(planner, address, django_assert_max_num_queries) for address in pages]
    assert asked[:4] == asked[4:]


def test_with_javascript_or_without_the_page_needs_nothing_from_elsewhere(planner, town):
    page = page_of(planner)
    assert [script.get("src") for script in page.findall(".//main//script")] == []


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", [PAGE, "/monitoring/indizes/", f"{PAGE}tabelle.csv"])
def test_an_index_is_only_read(planner, town, method, address):
    assert getattr(planner, method)(address).status_code == 405


def test_a_head_request_is_answered(planner, town):
    assert planner.head(PAGE).status_code == 200


@pytest.mark.parametrize("code", ["gibt-es-nicht", "0", "bedarf-"])
def test_an_unknown_index_is_not_found(planner, town, code):
    assert planner.get(f"/monitoring/indizes/{code}/").status_code == 404
    assert Client().get(f"/monitoring/indizes/{code}/").status_code == 404
