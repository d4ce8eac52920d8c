"""The city at a glance: key figures, and one indicator on the map, in a table, as a distribution and over time."""

import pytest

from monitoring.choices import Withheld
from monitoring.models import ReleasedValue
from tests.monitoring.factories import CountFactory, SeriesBreakFactory
from tests.monitoring.reading import finding, legend, remarks, rows, tabs, values
from tests.monitoring.small_city import BEFORE, LAST, share_of
from tests.network.factories import PartnerFactory, person
from tests.sozialraum.html import headings, parsed, text_of

PAGE = "/monitoring/"


def opened(client, query: str = ""):
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return parsed(response)


def key_figures(page) -> list[list[str]]:
    cards = page.findall(".//li[@class='key-figure']")
    return [[text_of(part) for part in (card.find("h3"), *card.findall("p"))] for card in cards]


# What everybody sees


def test_the_page_shows_the_city_and_its_first_share(client, small):
    page = opened(client)
    assert headings(page) == [
        "h1 Musterstadt in Zahlen",
        "h2 Die ganze Stadt",
        "h3 Kinder in Armut",
        "h2 Kinder in Armut",
        "h2 Alle Stadtteile",
    ]
    assert key_figures(page) == [
        [
            "Kinder in Armut",
            "16,0 %, 2025",
            "Seit 2024 um 1,0 Prozentpunkte gestiegen, von 15,0 % auf 16,0 % (2025).",
        ]
    ]


def test_each_district_on_the_map_says_its_number_to_programs(client, small):
    assert values(opened(client)) == {"101": ("12", ""), "102": ("24", ""), "103": ("", "confidential")}


def test_each_district_on_the_map_has_a_name_and_a_class(client, small):
    links = opened(client).findall(".//{*}svg[@role='group']//{*}a")
    assert [(text_of(link.find("{*}title")), link.find("{*}path").get("class")) for link in links] == [
        ("Hehn: geheim: der Schutz einzelner Menschen geht vor", "confidential"),
        ("Holt: 24,0 %", "step-4"),
        ("Venn: 12,0 %", "step-2"),
    ]


def test_the_legend_tells_the_classes_of_all_years_and_the_withheld(client, small):
    page = opened(client, "?jahr=2024")
    assert legend(page, "karte") == [
        "10,0 bis unter 12,0 % (1)",
        "12,0 bis unter 20,0 % (0)",
        "20,0 bis unter 24,0 % (1)",
        "24,0 % (0)",
        "• geheim: der Schutz einzelner Menschen geht vor (1)",
    ]
    note = "Gebildet aus 4 Werten der Jahre 2024 bis 2025; die Grenzen sind in allen Jahren gleich."
    assert note in text_of(page.find(".//figure[@id='bild-karte']"))


def test_pictures_say_what_they_show_without_naming_a_district(client, small):
    page = opened(client)
    assert [finding(page, name) for name in ("karte", "verteilung", "zeitreihe")] == [
        "Stadtteile: von 12,0 % bis 24,0 %. Musterstadt insgesamt: 16,0 %. 1 Gebiet ist ohne Wert.",
        "Die mittlere Hälfte liegt zwischen 15,0 und 21,0 %, der mittlere Wert (Median) bei 18,0 %.",
        "Musterstadt: Seit 2024 um 1,0 Prozentpunkte gestiegen, von 15,0 % auf 16,0 % (2025).",
    ]


def test_the_table_tells_what_a_share_comes_from(client, small):
    page = opened(client)
    assert rows(page) == [
        ["Hehn", "•", "•", "•"],
        ["Holt", "24,0", "240", "1.000"],
        ["Venn", "12,0", "120", "1.000"],
    ]


def test_the_public_gets_no_order_by_value_and_no_names_in_the_distribution(client, small):
    page = opened(client, "?sort=-wert")
    assert remarks(page) == ["„-wert“ kennen wir hier nicht (Sortierung). Wir zeigen die Seite ohne diese Angabe."]
    assert [row[0] for row in rows(page)] == ["Hehn", "Holt", "Venn"]
    dots = page.findall(".//figure[@id='bild-verteilung']//{*}circle[@data-value]")
    assert [(dot.get("data-district"), dot.find("{*}title")) for dot in dots] == [(None, None), (None, None)]


def test_the_public_does_not_see_what_is_internal(client, small):
    page = opened(client, "?indikator=intern")
    assert remarks(page) == ["„intern“ kennen wir hier nicht (Indikator). Wir zeigen die Seite ohne diese Angabe."]
    assert [option.get("value") for option in page.findall(".//select[@name='indikator']//option")] == [
        "armut",
        "kinder",
    ]


def test_the_public_page_sets_no_cookie_and_may_be_kept(client, small):
    response = client.get(PAGE)
    assert (dict(response.cookies), "public" in response["Cache-Control"]) == ({}, True)
    assert client.get(PAGE, headers={"if-none-match": response["ETag"]}).status_code == 304


# What is chosen stands in the address


def test_another_year_and_level_are_chosen(client, small):
    share_of(small.share, small.borough, BEFORE, 14)
    page = opened(client, "?jahr=2024&ebene=stadtbezirk")
    assert values(page) == {"1": ("14", "")}
    assert [option.get("value") for option in page.findall(".//option[@selected]")] == [
        "armut",
        "2024",
        "stadtbezirk",
        "quantile",
    ]


def test_social_spaces_are_a_level_of_their_own(client, small):
    ReleasedValue.objects.create(
        indicator=small.share, social_space=small.space, reference_date=LAST, value=18, numerator=360, denominator=2000
    )
    assert values(opened(client, "?ebene=sozialraum")) == {"01": ("18", "")}


def test_a_level_without_numbers_is_said(client, small):
    page = opened(client, "?ebene=sozialraum")
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == [
        "Für diese Ebene gibt es keine Zahlen."
    ]


def test_without_a_level_the_finest_with_numbers_is_shown(client, small):
    only_city = CountFactory(code="faelle", is_public=True)
    for district in (None, small.borough):
        share_of(only_city, district, LAST, 7, denominator=None)
    assert rows(opened(client, "?indikator=faelle")) == [["West", "7"]]


def test_counts_get_no_map_and_the_page_says_why(client, small):
    page = opened(client, "?indikator=kinder")
    titles = [text_of(one) for one in page.findall(".//p[@class='notice-title']")]
    assert (page.find(".//figure[@id='bild-karte']"), titles) == (None, ["Warum hier keine Karte steht"])
    assert rows(page) == [["Hehn", "…"], ["Holt", "–"], ["Venn", "500"]]


@pytest.mark.parametrize(
    ("why", "style"), [(Withheld.CONFIDENTIAL, "confidential"), (Withheld.FEW, "few"), (Withheld.MISSING, "missing")]
)
def test_each_way_to_have_no_number_has_a_hatching(client, small, why, style):
    ReleasedValue.objects.filter(district=small.hehn).update(withheld=why)
    page = opened(client)
    path = page.find(".//{*}svg[@role='group']//{*}a[@data-district='103']/{*}path")
    assert (values(page)["103"], path.get("class")) == (("", why.value), style)


def test_nil_looks_like_no_class(client, small):
    ReleasedValue.objects.filter(indicator=small.share, district=small.venn).update(value=0)
    page = opened(client)
    link = page.find(".//{*}svg[@role='group']//{*}a[@data-district='101']")
    assert (link.get("data-value"), link.find("{*}path").get("class"), text_of(link.find("{*}title"))) == (
        "0",
        "nil",
        "Venn: null",
    )
    assert "– genau null (1)" in legend(page, "karte")


def test_distances_from_the_mean_have_two_hues(client, small):
    styles = {
        path.get("class") for path in opened(client, "?methode=abweichung").findall(".//{*}svg[@role='group']//{*}path")
    }
    assert styles == {"spread-2", "spread-4", "confidential"}


def test_a_chosen_district_is_marked_and_its_series_is_shown(client, small):
    page = opened(client, "?gebiet=venn")
    current = [a.get("data-district") for a in page.findall(".//{*}svg[@role='group']//{*}a[@aria-current]")]
    assert (current, [text_of(a) for a in page.findall(".//a[@class='chip']")]) == (
        ["101"],
        ["Auswahl aufheben: Venn: 12,0 %"],
    )
    assert legend(page, "zeitreihe") == ["Musterstadt", "Venn"]
    assert finding(page, "zeitreihe").endswith(
        "Venn: Seit 2024 um 2,0 Prozentpunkte gestiegen, von 10,0 % auf 12,0 % (2025)."
    )
    assert [row.get("class") for row in page.findall(".//section[@id='tabelle']//tbody/tr")] == [
        None,
        None,
        "is-chosen",
    ]


def test_chosen_areas_lead_to_their_profiles_for_the_same_eyes(client, small, planner):
    for view in ("", "?sicht=oeffentlich"):
        page = parsed(client.get(f"/monitoring/{view or '?'}&gebiet=venn&gebiet=holt"))
        assert [link.get("href") for link in page.findall(".//div[@id='auswahl']/p/a")] == [
            f"/monitoring/stadtteile/venn/{view}",
            f"/monitoring/stadtteile/holt/{view}",
        ]


def test_a_click_chooses_a_district_and_another_lets_go_of_it(client, small):
    page = opened(client, "?gebiet=venn&jahr=2024")
    links = {a.get("data-district"): a.get("href") for a in page.findall(".//{*}svg[@role='group']//{*}a")}
    assert links == {
        "101": "?jahr=2024#auswahl",
        "102": "?jahr=2024&gebiet=venn&gebiet=holt#auswahl",
        "103": "?jahr=2024&gebiet=venn&gebiet=hehn#auswahl",
    }


def test_a_district_is_found_by_name_however_it_is_spelt(client, small):
    page = opened(client, "?q=HOL")
    status = page.find(".//section[@id='tabelle']//p[@role='status']")
    assert (rows(page), status.get("data-count")) == ([["Holt", "24,0", "240", "1.000"]], "1")


def test_what_nobody_is_called_is_said(client, small):
    page = opened(client, "?q=Atlantis")
    status = page.find(".//section[@id='tabelle']//p[@role='status']")
    assert (rows(page), text_of(status)) == ([], "0 von 3 Gebieten mit „Atlantis“ im Namen. Alle zeigen")


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("indikator=zz", "„zz“ kennen wir hier nicht (Indikator). Wir zeigen die Seite ohne diese Angabe."),
        ("jahr=1066", "„1066“ kennen wir hier nicht (Jahr). Wir zeigen die Seite ohne diese Angabe."),
        ("ebene=%00mond", "„mond“ kennen wir hier nicht (Ebene). Wir zeigen die Seite ohne diese Angabe."),
        ("methode=x", "„x“ kennen wir hier nicht (Klassen). Wir zeigen die Seite ohne diese Angabe."),
        ("gebiet=atlantis", "„atlantis“ kennen wir hier nicht (Gebiet). Wir zeigen die Seite ohne diese Angabe."),
    ],
)
def test_what_means_nothing_is_said_and_ignored(client, small, query, remark):
    page = opened(client, f"?{query}")
    assert (remarks(page), len(values(page))) == ([remark], 3)


def test_a_break_in_the_series_is_drawn_told_and_parts_the_trend(client, small):
    SeriesBreakFactory(indicator=small.share, day=LAST, reason="neue Zählweise.")
    page = opened(client)
    figure = page.find(".//figure[@id='bild-zeitreihe']")
    assert len(figure.findall(".//{*}path[@class='series-break']")) == 2  # in the picture and in its legend
    assert "Bruch ab 31.12.2025: neue Zählweise." in text_of(figure)
    assert finding(page, "zeitreihe") == "Musterstadt: Für einen Vergleich über die Zeit gibt es noch zu wenige Werte."


def test_an_empty_monitoring_says_so(client, municipality):
    page = opened(client)
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == ["Hier gibt es noch keine Zahlen."]


def test_an_indicator_without_numbers_says_so(client, municipality):
    CountFactory(is_public=True)
    titles = [text_of(one) for one in opened(client).findall(".//p[@class='empty-title']")]
    assert titles == ["Für diesen Indikator gibt es noch keine Zahlen."]


# What those who plan see


def test_a_planner_sees_internal_indicators_names_and_orders_by_value(client, small, planner):
    page = opened(client, "?indikator=intern&sort=-wert")
    assert [row[0] for row in rows(page)] == ["Holt", "Venn", "Hehn"]
    assert finding(page, "karte").startswith("Stadtteile: von 12,0 % (Venn) bis 24,0 % (Holt).")
    (header,) = page.findall(".//section[@id='tabelle']//th[@aria-sort]")
    assert (header.get("aria-sort"), header.find("a").get("href")) == (
        "descending",
        "/monitoring/?indikator=intern&sort=wert#tabelle",
    )


def test_the_page_of_a_planner_is_kept_by_nobody(client, small, planner):
    response = client.get(PAGE)
    assert "no-store" in response["Cache-Control"]
    assert parsed(response).find(".//meta[@name='robots']").get("content") == "noindex"


def test_a_planner_looks_at_the_page_as_all_see_it_and_goes_back(client, small, planner):
    page = opened(client, "?jahr=2024")
    (there,) = [a.get("href") for a in page.findall(".//main//a") if text_of(a) == "Öffentliche Ansicht zeigen"]
    public = opened(client, there.removeprefix(PAGE))
    (back,) = [a.get("href") for a in public.findall(".//main//a") if text_of(a).startswith("Zurück zur Ansicht")]
    assert (there, back) == (f"{PAGE}?jahr=2024&sicht=oeffentlich", f"{PAGE}?jahr=2024")
    assert len(public.findall(".//select[@name='indikator']//option")) == 2
    assert {
        a.get("href") for a in public.findall(".//div[@class='monitoring-tabs']//a") if "sicht=" not in a.get("href")
    } == set()


@pytest.mark.parametrize("role", ["coordinator", "steering", "operator"])
def test_who_plans_sees_three_indicators(client, small, role):
    client.force_login(person(role, **({"social_space": small.space} if role == "coordinator" else {})))
    assert len(opened(client).findall(".//select[@name='indikator']//option")) == 3


def test_a_partner_and_somebody_without_a_role_see_what_the_public_sees(client, small):
    for one in (person("partner_editor", partner=PartnerFactory()), person()):
        client.force_login(one)
        assert len(opened(client).findall(".//select[@name='indikator']//option")) == 2


def test_the_tabs_lead_through_the_monitoring(client, small):
    assert tabs(opened(client))[:5] == ["Überblick", "Stadtteile", "Indikatoren", "Vergleichen", "Tabelle"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(client, small, method):
    assert getattr(client, method)(PAGE).status_code == 405
