"""The pages of imports: upload, columns, result, undo; whose they are, and what they say."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kit.exporting import csv_file
from offers.imports import steps
from offers.models import Import, ImportFile, ImportRow, Offer
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.importing import ROW
from tests.offers.imports import SOURCE, applied, checked, table, uploaded, worked
from tests.sozialraum.html import errors, parsed, text_of, wrong_fields

pytestmark = pytest.mark.usefixtures("municipality")
LIST, NEW = "/verwaltung/importe/", "/verwaltung/importe/neu/"
FULL = ROW | {"id": "k-1", "summary": "Kurz", "catchment": "city", "phone": "0211 1"}


def send(client, content: bytes, name: str = "kurse.csv", **more):
    data = {"sort": "offer", "source": SOURCE, "file": SimpleUploadedFile(name, content), **more}
    return client.post(NEW, data)


def address(owner: Import, page: str = "") -> str:
    return f"{LIST}{owner.pk}/{page}"


def cells(response) -> list[list[str]]:
    """Return the rows of the page's table."""
    return [[text_of(cell) for cell in row] for row in parsed(response).findall(".//main//tbody/tr")]


def test_a_file_goes_all_the_way_and_back(client, steering):
    response = send(client, table(FULL))
    owner = Import.objects.get()
    assert response.url == address(owner, "spalten/")
    form = {f"spalte_{number}": name for number, name in enumerate(owner.columns)}
    assert client.post(address(owner, "spalten/"), form).url == address(owner)
    worked(owner)
    assert cells(client.get(address(owner)))[0][:2] == ["2", "Krabbelgruppe"]
    assert client.post(address(owner, "uebernehmen/")).url == address(owner)
    worked(owner)
    assert Offer.objects.get().title == "Krabbelgruppe"
    page = parsed(client.get(address(owner, "zuruecknehmen/")))
    assert [text_of(item)[:12] for item in page.findall(".//main//ul/li")[-3:]] == [
        "0 geänderte ",
        "2 neue Daten",
        "0 Datensätze",
    ]
    client.post(address(owner, "zuruecknehmen/"))
    assert (worked(owner).state, Offer.objects.get().status) == ("undone", "archived")
    assert client.get(address(owner, "zuruecknehmen/")).url == address(owner)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Datei – Die Datei ist leer."),
        (b"\n\n", "Datei – Die Datei ist leer."),
        (b"title;provider\n", "Datei – Die Datei hat keine Zeile unter den Überschriften."),
        (b"\x00\x01\x02\x03" * 50, "Datei – Die Datei ist weder CSV noch XLSX."),
        (
            ";".join(f"s{n}" for n in range(300)).encode() + b"\n1\n",
            "Datei – Die Datei hat 300 Spalten, höchstens 100 gehen. Ist das die richtige Tabelle?",
        ),
        (b"x" * 20_000_001, "Datei – Die Datei hat 20 MB, höchstens 20 gehen. Bitte teilen Sie sie."),
    ],
    ids=["nothing", "blank", "headings", "binary", "columns", "size"],
)
def test_what_is_no_table_is_refused_beside_the_field(client, steering, content, sentence):
    response = send(client, content)
    assert (errors(parsed(response)), Import.objects.count()) == ([sentence], 0)


def test_what_was_typed_stays_when_something_is_missing(client, steering):
    page = parsed(client.post(NEW, {"sort": "partner", "source": "Stadt"}))
    assert (errors(page), wrong_fields(page)) == (["Datei – Bitte wählen Sie eine Datei aus."], ["#id_file"])
    assert page.find(".//input[@name='source']").get("value") == "Stadt"


def test_the_columns_show_examples_and_what_is_guessed(client, steering):
    send(client, table({"Name des Angebots": "A", "Unbekannt": "x"}, {"Name des Angebots": "B", "Unbekannt": "x"}))
    page = parsed(client.get(address(Import.objects.get(), "spalten/")))
    hints = [
        text_of(one)
        for one in page.iter()
        if one.get("id", "").startswith("id_spalte_") and one.get("id").endswith("_helptext")
    ]
    chosen = [option.get("value") for option in page.findall(".//main//option[@selected]")]
    assert (hints, chosen) == (["zum Beispiel: A · B", "zum Beispiel: x"], ["title", ""])


def test_no_cell_and_no_heading_becomes_markup(client, steering):
    owner = uploaded({"<i>title</i>": "<b>fett</b>", "title": "<b>fett</b>"}, by=steering)
    pages = [client.get(address(owner, "spalten/")), client.get(address(checked(owner)))]
    assert [
        tag for page in pages for tag in parsed(page).findall(".//main//b") + parsed(page).findall(".//main//i")
    ] == []


def test_needed_and_double_columns_are_said_beside_the_field(client, steering):
    owner = uploaded({"title": "A", "phone": "1"}, by=steering)
    form = {f"spalte_{number}": "title" for number in range(2)}
    page = parsed(client.post(address(owner, "spalten/"), form))
    assert errors(page) == [
        "Es fehlt noch: Anbieter. Welche Spalte enthält das?",
        f"{owner.header[1]} – „Titel“ kommt schon aus der Spalte „{owner.header[0]}“.",
    ]
    assert Import.objects.get().state == "uploaded"


def test_a_column_that_does_not_exist_is_refused(client, steering):
    owner = uploaded({}, by=steering)
    page = parsed(client.post(address(owner, "spalten/"), {"spalte_0": "slug"}))
    assert wrong_fields(page)[0] == "#id_spalte_0"


def test_every_group_of_rows_has_its_page(client, steering):
    applied({"id": "a", "title": "A"}, {"id": "b", "title": "B"}, {"id": "c", "title": "C"}, by=steering)
    Offer.objects.filter(external_id="b").update(title="Hier")
    owner = checked(
        uploaded(
            {"id": "a", "title": "A2"},
            {"id": "b", "title": "B2"},
            {"id": "c", "title": "C"},
            {"id": "d", "title": ""},
            {"id": "e", "title": "E"},
            by=steering,
        )
    )
    found = {}
    for shown in ("changed", "kept", "unchanged", "refused", "new"):
        found[shown] = [row[1:3] for row in cells(client.get(address(owner) + f"?zeigen={shown}"))]
    assert found["changed"] == [["A", "Titel: A → A2"]]
    assert found["kept"] == [["Hier", "Titel: Hier → B2"]]
    assert found["unchanged"] == [["Hier", ""], ["C", ""]]
    assert found["refused"] == [["Caritas · 0 · 12 · Kurz · city · d", "der Titel fehlt"]]
    assert found["new"][0][0] == "E"
    assert cells(client.get(address(owner) + "?zeigen=xyz"))[0][2] == "der Titel fehlt"


def test_refused_rows_come_back_as_a_file_that_can_be_mended(client, steering):
    owner = checked(uploaded({"id": "k", "title": "", "phone": "+49 211 1", "summary": "=cmd()"}, by=steering))
    response = client.get(address(owner, "abgelehnt.csv"))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Grund der Ablehnung;title;provider;age_from_months;age_to_months;summary;catchment;id;phone",
        "der Titel fehlt;;Caritas;0;12;'=cmd();city;k;'+49 211 1",
    ]
    send(client, response.content.replace(b"der Titel fehlt;;", b";Krabbelgruppe;"))
    again = Import.objects.first()
    assert again.columns == ["", *owner.columns]
    steps.choose(again, columns=again.columns, constants={})
    steps.apply(again := worked(again), by=again.made_by)
    worked(again)
    offer = Offer.objects.get()
    assert (offer.phone, offer.summary) == ("+49 211 1", "=cmd()")


def test_a_heading_is_no_formula_either():
    assert csv_file("x", ["=1+1"], []).content.decode("utf-8-sig") == "'=1+1\r\n"


def test_corrections_are_said_and_can_be_overruled(client, steering):
    applied({"id": "a", "phone": "1"}, by=steering)
    Offer.objects.update(phone="9")
    owner = checked(uploaded({"id": "a", "phone": "2"}, by=steering))
    page = parsed(client.get(address(owner)))
    labels = [text_of(one) for one in page.findall(".//main//label")]
    assert labels == ["Telefon (1)"]
    client.post(address(owner, "pruefen/"), {"feld": ["phone", "slug"]})
    owner = worked(owner)
    assert (owner.overruled, owner.changed, owner.kept) == (["phone"], 1, 0)
    box = parsed(client.get(address(owner))).find(".//main//input[@name='feld']")
    assert box.get("checked") is not None


def test_a_long_file_shows_how_far_it_is(client, steering):
    owner = uploaded({}, by=steering)
    Import.objects.update(state="checking", asked_at=timezone.now(), done=500, total=2000, attempts=1)
    page = parsed(client.get(address(owner)))
    assert text_of(page.find(".//main//p[@role='status']")) == "Der Import wird geprüft: 500 von 2000 Zeilen"
    assert page.find(".//main//progress").get("value") == "25"


def test_interrupted_work_says_so_and_can_be_begun_again(client, steering):
    owner = uploaded({}, by=steering)
    Import.objects.update(state="checking", asked_at=timezone.now() - datetime.timedelta(minutes=1))
    page = parsed(client.get(address(owner)))
    assert text_of(page.find(".//main//p[@role='status']")) == "Der Import ist unterbrochen."
    assert client.post(address(owner, "fortsetzen/")).url == address(owner)
    assert worked(owner).state == "checked"


def test_a_step_at_the_wrong_time_is_said(client, steering):
    owner = uploaded({}, by=steering)
    for page in ("uebernehmen/", "zuruecknehmen/", "pruefen/"):
        assert client.post(address(owner, page)).url == address(owner)
    said = [text_of(one) for one in parsed(client.get(address(owner))).findall(".//div[@role='status']")]
    assert said == ["Das ging gerade nicht: Der Import hat inzwischen einen anderen Stand."] * 3
    assert Import.objects.get().state == "uploaded"


def test_a_failed_check_says_why_beside_the_columns(client, steering):
    owner = uploaded({}, by=steering)
    ImportFile.objects.update(content=b"PK\x03\x04")
    checked(owner)
    ImportFile.objects.update(content=table(FULL))
    page = text_of(parsed(client.get(address(owner, "spalten/"))).find(".//main"))
    assert "Die Datei konnte nicht geprüft werden" in page


def test_the_board_counts_imports_with_refused_rows_until_they_are_put_away(client, steering):
    owner = checked(uploaded({"title": ""}, by=steering))
    checked(uploaded({}, by=steering))
    cards = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    links = {text_of(one): one.get("href") for one in cards}
    assert links["1 × Importe"] == f"{LIST}?offen=1"
    assert [row[0] for row in cells(client.get(links["1 × Importe"]))] == [f"{SOURCE} kurse.csv"]
    assert client.post(address(owner, "ablegen/")).url == LIST
    assert cells(client.get(f"{LIST}?offen=1")) == []


def test_an_empty_list_says_what_imports_are_for(client, steering):
    assert "Noch keine Tabelle hochgeladen." in text_of(parsed(client.get(LIST)).find(".//main"))


@pytest.mark.parametrize("sort", ["offer", "partner", "facility"])
def test_a_template_is_recognised_as_it_is(client, steering, sort):
    header = client.get(f"{LIST}vorlage/{sort}.csv").content.decode("utf-8-sig").strip()
    owner = steps.take_in(sort=sort, source="x", file_name="x", content=f"{header}\nx\n".encode(), by=steering)
    assert "" not in owner.columns


def test_an_unknown_template_is_not_found(client, steering):
    assert client.get(f"{LIST}vorlage/slug.csv").status_code == 404


PAGES = ["", "spalten/", "abgelehnt.csv", "zuruecknehmen/"]
STEPS = ["pruefen/", "uebernehmen/", "fortsetzen/", "ablegen/", "zuruecknehmen/", "spalten/"]


def test_an_import_is_seen_by_its_owner_and_by_whoever_may_import_everywhere(client):
    mine = person("coordinator", network=NetworkFactory())
    owner = uploaded({}, by=mine)
    people = [mine, person("steering"), person("operator"), person("coordinator", network=NetworkFactory())]
    people += [person("planner"), person()]
    found = []
    for one in people:
        client.force_login(one)
        found.append({client.get(address(owner, page)).status_code for page in PAGES[:3]})
    assert found == [{200}, {200}, {200}, {404}, {403}, {403}]


@pytest.mark.parametrize("page", STEPS)
def test_a_stranger_takes_no_step(client, page):
    owner = uploaded({})
    client.force_login(person("coordinator", network=NetworkFactory()))
    assert client.post(address(owner, page)).status_code == 404
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    assert client.post(address(owner, page)).status_code == 403


@pytest.mark.parametrize("page", ["pruefen/", "uebernehmen/", "fortsetzen/", "ablegen/"])
def test_steps_are_posted_only(client, steering, page):
    assert client.get(address(uploaded({}, by=steering), page)).status_code == 405


def test_an_import_that_does_not_exist_is_not_found(client, steering):
    assert {client.get(f"{LIST}999999/{page}").status_code for page in PAGES} == {404}


def test_pages_cost_the_same_for_few_and_many_rows(client, steering, django_assert_max_num_queries):
    owner = checked(uploaded(*[{"id": str(number), "title": ""} for number in range(3)], by=steering))
    rows = [ImportRow(owner=owner, line=100 + n, sort="offer", outcome="refused", label="x") for n in range(200)]
    ImportRow.objects.bulk_create(rows)
    for _number in range(60):
        uploaded({}, by=steering)
    for path in (LIST, address(owner)):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)


def test_excel_files_come_in_too(client, steering):
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    book.active.append(list(FULL))
    book.active.append(list(FULL.values()))
    book.save(file)
    send(client, file.getvalue(), "kurse.xlsx")
    assert checked(Import.objects.get()).created == 1
