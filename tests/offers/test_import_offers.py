"""Offers from a file, as an operator sees it: what comes in, what the second time brings, how it ends."""

import datetime
from collections import defaultdict

import pytest
from django.contrib.gis.geos import Point

from kit.german import fold
from offers.imports.columns import offer_columns
from offers.models import CostKind, Entry, Offer, OfferType, Reach
from tests.network.factories import AccessibilityFeatureFactory
from tests.offers.factories import (
    AccessModeFactory,
    CostKindFactory,
    LanguageFactory,
    LifeSituationFactory,
    OfferFactory,
    OfferTypeFactory,
    RegistrationKindFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.offers.importing import ROW, import_offers, import_rows, remarks, write_offers
from tests.sozialraum.factories import DistrictFactory, centre
from tests.sozialraum.importing import numbers

pytestmark = pytest.mark.django_db

FULL = {
    "id": "a-1",
    "title": "Krabbelgruppe am Markt",
    "summary": "Spielen und reden.",
    "description": "Jede Woche im hellen Raum.",
    "type": "krabbelgruppe",
    "topics": "spielen|Erziehung & Alltag",
    "target_groups": "Familien",
    "life_situations": "neu-in-deutschland",
    "age_from_months": "0",
    "age_to_months": "36",
    "pregnancy": "ja",
    "provider": "Caritas",
    "street": "Markt 1",
    "postcode": "41061",
    "city": "Musterstadt",
    "latitude": "51.11",
    "longitude": "6.41",
    "access": "vor-ort",
    "languages": "Arabisch",
    "cost": "free",
    "cost_note": "Spende willkommen",
    "registration": "none",
    "accessibility": "stufenlos",
    "weekly": "mo 09:30-11:00|do 15:00-16:30",
    "dates": "2027-01-14 10:00-11:30",
    "valid_from": "2026-01-01",
    "valid_until": "31.12.2027",
    "phone": "0221 4710-200",
    "email": "treff@example.org",
    "url": "www.example.org",
    "status": "published",
    "confirmed_at": "2026-10-01",
}


@pytest.fixture
def words():
    """Save the words that the full row uses, and the district in which it lies."""
    OfferTypeFactory(code="krabbelgruppe", name="Krabbelgruppe")
    TopicFactory(code="spielen", name="Spielen")
    TopicFactory(code="erziehung", name="Erziehung & Alltag")
    TargetGroupFactory(code="familien", name="Familien")
    LifeSituationFactory(code="neu-in-deutschland", name="Neu in Deutschland")
    for factory in (LanguageFactory, AccessModeFactory, CostKindFactory, RegistrationKindFactory):
        factory()
    AccessibilityFeatureFactory()
    DistrictFactory(code="0103", name="Eicken", column=0)


def test_each_column_of_a_row_arrives(tmp_path, words):
    assert import_rows(tmp_path, FULL)[1][-1] == numbers(created=1)
    offer = Offer.objects.get()

    plain = ["external_id", "title", "slug", "summary", "description", "street", "postcode", "city", "cost_note"]
    assert [getattr(offer, name) for name in plain] == [
        "a-1",
        "Krabbelgruppe am Markt",
        "krabbelgruppe-am-markt",
        "Spielen und reden.",
        "Jede Woche im hellen Raum.",
        "Markt 1",
        "41061",
        "Musterstadt",
        "Spende willkommen",
    ]
    assert (offer.phone, offer.email, offer.url) == ("0221 4710-200", "treff@example.org", "https://www.example.org")
    assert (offer.ages.lower, offer.ages.upper, offer.all_ages) == (-9, 36, False)
    assert (offer.provider.name, offer.type.code, offer.cost.code) == ("Caritas", "krabbelgruppe", "free")
    assert (offer.registration.code, offer.status) == ("none", Offer.Status.PUBLISHED)
    assert (offer.district.code, offer.point) == ("0103", Point(6.41, 51.11, srid=4326))
    days = (offer.valid_from, offer.valid_until, offer.confirmed_at)
    assert days == (datetime.date(2026, 1, 1), datetime.date(2027, 12, 31), datetime.date(2026, 10, 1))
    links = ["topics", "target_groups", "life_situations", "access_modes", "languages", "accessibility"]
    assert {name: set(getattr(offer, name).values_list("code", flat=True)) for name in links} == {
        "topics": {"spielen", "erziehung"},
        "target_groups": {"familien"},
        "life_situations": {"neu-in-deutschland"},
        "access_modes": {"vor-ort"},
        "languages": {"ar"},
        "accessibility": {"stufenlos"},
    }
    times = offer.schedules.values_list("kind", "weekday", "first_day", "starts", "ends")
    assert set(times) == {
        ("weekly", 0, datetime.date(2026, 1, 1), datetime.time(9, 30), datetime.time(11)),
        ("weekly", 3, datetime.date(2026, 1, 1), datetime.time(15), datetime.time(16, 30)),
        ("once", 3, datetime.date(2027, 1, 14), datetime.time(10), datetime.time(11, 30)),
    }


def test_a_published_offer_is_found_where_it_takes_place(tmp_path, words):
    import_rows(tmp_path, FULL, FULL | {"id": "a-2", "status": "draft"})
    district = Offer.objects.first().district

    assert Entry.objects.get().card["title"] == "Krabbelgruppe am Markt"
    assert list(Reach.objects.filter(area=f"district:{district.pk}").values_list("nearness", flat=True)) == [0]


def test_a_second_import_changes_nothing(tmp_path, words):
    rows = [FULL, FULL | {"id": "a-2", "facility": "Haus der Familie"}, ROW | {"id": "a-3", "all_ages": "ja"}]
    import_rows(tmp_path, *rows)
    before = list(Offer.objects.order_by("pk").values())
    code, output = import_rows(tmp_path, *rows)

    assert (code, output[-1]) == (0, numbers(unchanged=3, repaired=1))
    assert list(Offer.objects.order_by("pk").values()) == before


def test_without_an_id_provider_and_title_tell_an_offer(tmp_path):
    rows = [{"cost_note": "eins"}, {"cost_note": "zwei"}, {"title": "Anderes"}]
    import_rows(tmp_path, *rows)
    code, output = import_rows(tmp_path, *rows, {"cost_note": "drei"})

    assert (code, output[-1]) == (0, numbers(created=1, unchanged=3, repaired=4))
    notes = Offer.objects.filter(title="Krabbelgruppe").order_by("pk").values_list("cost_note", flat=True)
    assert list(notes) == ["eins", "zwei", "drei"]


def test_an_id_is_never_taken_for_an_offer_without_one(tmp_path):
    OfferFactory(title="Krabbelgruppe", provider__name="Caritas")
    import_rows(tmp_path, {"id": "a-1"})

    assert Offer.objects.count() == 2


def test_the_labels_of_the_form_are_headings(tmp_path):
    header = (
        "Titel;Kurz gesagt;Anbieter;für jedes Alter;Kosten;Hinweis zu den Kosten;zuletzt bestätigt am;Internetseite"
    )
    path = tmp_path / "offers.csv"
    path.write_text(f"{header}\nTreff;Kurz;Caritas;ja;kostenlos;nichts;2026-10-01;example.org\n", encoding="cp1252")
    code, output = import_offers(path)
    offer = Offer.objects.get()

    assert (code, output[-1]) == (0, numbers(created=1))
    assert (offer.summary, offer.cost.is_free, offer.cost_note) == ("Kurz", True, "nichts")
    assert (offer.confirmed_at, offer.url) == (datetime.date(2026, 10, 1), "https://example.org")


def test_no_heading_means_two_columns():
    owners = defaultdict(set)
    for column, headings in offer_columns().headings.items():
        for heading in [column, *headings]:
            owners[fold(heading)].add(column)

    assert {heading: columns for heading, columns in owners.items() if len(columns) > 1} == {}


def test_a_mapping_renames_what_is_called_otherwise(tmp_path):
    path = tmp_path / "offers.csv"
    path.write_text("Was;Wer;Alle?\nTreff;Caritas;ja\n", encoding="utf-8")
    mapping = tmp_path / "mapping.csv"
    mapping.write_text("Was;title\nWer;provider\nAlle?;all_ages\n", encoding="utf-8")

    assert import_offers(path, f"--mapping={mapping}")[0] == 0
    assert Offer.objects.get().title == "Treff"


def test_a_mapping_that_cannot_be_read_makes_the_arguments_unusable(tmp_path):
    path = write_offers(tmp_path / "offers.csv", ROW)

    assert import_offers(path, f"--mapping={tmp_path / 'fehlt.json'}")[0] == 2


def test_unknown_columns_are_reported_and_ignored(tmp_path):
    code, output = import_rows(tmp_path, {"Wetter": "Regen"})

    assert code == 0
    assert "Datei: Hinweis: Diese Spalten sind nicht bekannt und bleiben außer Acht: Wetter" in output


@pytest.mark.parametrize("missing", ["title", "provider"])
def test_without_title_or_provider_a_file_is_unusable(tmp_path, missing):
    assert import_rows(tmp_path, {missing: None})[0] == 2


def test_an_excel_file_comes_in_as_well(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["title", "provider", "age_from_months", "age_to_months", "postcode", "valid_from"])
    book.active.append(["Treff", "Caritas", 0, 36.0, 41061.0, datetime.date(2026, 1, 1)])
    book.save(tmp_path / "offers.xlsx")

    assert import_offers(tmp_path / "offers.xlsx")[0] == 0
    offer = Offer.objects.get()
    assert (offer.ages.upper, offer.postcode, offer.valid_from) == (36, "41061", datetime.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": ""}, "der Titel fehlt"),
        ({"title": "x" * 161}, "der Titel ist länger als 160 Zeichen"),
        ({"provider": ""}, "der Anbieter fehlt"),
        ({"provider": "…"}, "der Anbieter fehlt"),
        ({"provider": "x" * 201}, "der Name des Anbieters ist länger als 200 Zeichen"),
        ({"id": "x" * 121}, "die Kennung ist länger als 120 Zeichen"),
        (
            {"age_from_months": "", "age_to_months": ""},
            "das Alter fehlt; ist es für jedes Alter, sagt das die Spalte „für jedes Alter“",
        ),
        ({"status": "geheim"}, "den Status „geheim“ gibt es nicht (draft, published)"),
        ({"valid_until": "bald"}, "„bald“ ist kein Datum wie 2027-01-14 oder 14.01.2027"),
        ({"valid_from": "2027-01-02", "valid_until": "2027-01-01"}, "das Angebot endet, bevor es beginnt"),
        ({"type": "Krabelgruppe"}, "Angebotstyp „Krabelgruppe“ gibt es nicht; gemeint vielleicht: Krabbelgruppe"),
        ({"type": "Raumfahrt"}, "Angebotstyp „Raumfahrt“ gibt es nicht"),
        ({"catchment": "Atlantis"}, "das Einzugsgebiet „Atlantis“ gibt es nicht"),
        ({"district": "Atlantis"}, "den Stadtteil „Atlantis“ gibt es nicht"),
        ({"pregnancy": "vielleicht"}, "„vielleicht“ ist weder ja noch nein"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_and_makes_nothing(tmp_path, words, row, reason):
    code, output = import_rows(tmp_path, row, options=("--skip-refused",))

    assert (code, remarks(output)[-1]) == (1, f"abgelehnt: {reason}")
    assert (Offer.objects.count(), output[-2]) == (0, numbers(refused=1))


def test_one_refused_row_keeps_all_others_out_unless_told_otherwise(tmp_path):
    rows = [{"title": "Gut"}, {"title": ""}]

    assert (import_rows(tmp_path, *rows)[0], Offer.objects.count()) == (1, 0)
    assert (import_rows(tmp_path, *rows, options=("--skip-refused",))[0], Offer.objects.count()) == (1, 1)


def test_an_id_stands_in_a_file_once(tmp_path):
    code, output = import_rows(tmp_path, {"id": "a"}, {"id": "b"}, {"id": "a"})

    assert (code, remarks(output, 4)) == (1, ["abgelehnt: die Kennung a steht schon in Zeile 2"])


def test_a_dry_run_reports_and_saves_nothing(tmp_path):
    code, output = import_rows(tmp_path, {}, options=("--dry-run",))

    assert (code, output[-2:], Offer.objects.count()) == (
        0,
        [numbers(1, repaired=1), "Es wurde nichts gespeichert."],
        0,
    )
    assert (OfferType.objects.count(), CostKind.objects.count()) == (0, 0)


def test_addresses_are_german_unique_and_never_that_of_the_map(tmp_path):
    titles = ["Größe zählt", "Größe zählt", "Karte", "???", "x" * 160]
    import_rows(tmp_path, *({"title": title, "id": str(number)} for number, title in enumerate(titles)))
    import_rows(tmp_path, {"title": "Groesse  zählt", "id": "9"})

    slugs = ["groesse-zaehlt", "groesse-zaehlt-2", "karte-2", "angebot", "x" * 160, "groesse-zaehlt-3"]
    assert list(Offer.objects.order_by("pk").values_list("slug", flat=True)) == slugs


def test_a_new_city_gets_the_words_that_a_file_needs(tmp_path):
    code, output = import_rows(tmp_path, {"access": "online", "cost": "kostenlos", "registration": "nein"})
    offer = Offer.objects.get()

    assert code == 0
    assert "Datei: Hinweis: Zugang „online“ angelegt" in output
    assert (offer.cost.is_free, offer.registration.is_needed, offer.type.name) == (True, False, "weiteres Angebot")
    assert offer.access_modes.get().is_remote is True


def test_many_rows_cost_as_many_queries_as_few(tmp_path, words, django_assert_max_num_queries):
    rows = [FULL | {"id": f"b-{number}", "latitude": str(centre(0).y)} for number in range(300)]
    import_rows(tmp_path, FULL)
    with django_assert_max_num_queries(70):
        code, output = import_rows(tmp_path, *rows)

    assert (code, output[-1]) == (0, numbers(created=300))
