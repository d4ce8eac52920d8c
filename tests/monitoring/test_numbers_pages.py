"""The pages on which planners bring numbers in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring.models import IndicatorValue, ValueUpload
from tests.monitoring.factories import RateFactory, ValueImportFactory
from tests.monitoring.importing import applied, checked, found, long, sheet, undone, uploaded, worked
from tests.network.factories import NetworkFactory, PartnerFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
LIST = "/verwaltung/zahlen/"
WIDE = "Stand 31.12.2024\n\nStadtteil;Leute;Kinder unter 6\nHardt;500;30\nVenn;600;–\n"


def browser(role: str = "planner") -> Client:
    client = Client()
    client.force_login(person(role))
    return client


@pytest.fixture
def planner(client):
    user = person("planner")
    client.force_login(user)
    client.user = user
    return client


def file(content: str | bytes, name: str = "zahlen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def said(client: Client, owner: ValueUpload, **more: object) -> dict[str, object]:
    """Return what the form of the columns would send as it is shown, but for what is said."""
    form = client.get(f"{LIST}{owner.pk}/spalten/").context["form"]
    shown = {bound.html_name: "" if bound.value() is None else bound.value() for bound in form}
    return shown | more


def test_a_planner_goes_all_the_way_with_a_file(planner):
    assert "Noch keine Zahlen übernommen." in planner.get(LIST).content.decode()
    answer = planner.post(f"{LIST}neu/", {"source": " Melderegister ", "file": file(WIDE)})
    owner = ValueUpload.objects.get()
    assert answer.url == f"{LIST}{owner.pk}/spalten/"
    page = planner.get(answer.url).content.decode()
    assert "Stand 31.12.2024" in page
    assert "zum Beispiel: 500 · 600" in page
    answer = planner.post(answer.url, said(planner, owner, spalte_1="pop"), follow=True)
    assert "Der Import wird geprüft." in answer.content.decode()
    owner = worked(owner)
    page = planner.get(f"{LIST}{owner.pk}/").content.decode()
    assert 'data-count="4"' in page
    assert found() == {}
    planner.post(f"{LIST}{owner.pk}/uebernehmen/")
    worked(owner)
    assert found() == {("pop", "Hardt"): 500, ("pop", "Venn"): 600, ("kids", "Hardt"): 30, ("kids", "Venn"): 0}
    assert (
        "4 Zahlen, die es vorher nicht gab, verschwinden."
        in planner.get(f"{LIST}{owner.pk}/zuruecknehmen/").content.decode()
    )
    planner.post(f"{LIST}{owner.pk}/zuruecknehmen/")
    worked(owner)
    assert found() == {}
    assert "zurückgenommen am" in planner.get(LIST).content.decode()


def test_a_conversion_begins_with_a_file_of_weights(planner):
    address = f"{LIST}umrechnung/"
    sent = {
        "level": "stadtteil",
        "day": "01.01.2025",
        "basis": "",
        "file": file("old_code;new_code;weight\n0201;0202;1"),
    }
    answer = planner.post(address, sent)
    owner = ValueUpload.objects.get()
    assert (answer.url, owner.source, owner.layout["level"]) == (
        f"{LIST}{owner.pk}/",
        "Umrechnung auf die Grenzen vom 01.01.2025",
        "stadtteil",
    )
    page = planner.post(address, sent | {"day": "bald", "file": file("a;b\n1;2")}).content.decode()
    assert "„bald“ ist kein Stichtag wie 31.12.2024 oder 2024" in page
    page = planner.post(address, sent | {"file": file("a;b\n1;2")}).content.decode()
    assert "Diese Spalten fehlen: old_code, new_code, weight." in page


# What cannot be taken, beside its field


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"source": "", "file": WIDE}, "Bitte sagen Sie, woher die Zahlen kommen."),
        ({"source": " \n ", "file": WIDE}, "Bitte sagen Sie, woher die Zahlen kommen."),
        ({"source": "A"}, "Bitte wählen Sie eine Datei aus."),
        ({"source": "A", "file": ""}, "Die Datei ist leer."),
        ({"source": "A", "file": "PK\3\4kaputt"}, "Die Datei ist keine lesbare Excel-Tabelle"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_its_field(planner, sent, sentence):
    if "file" in sent:
        sent = sent | {"file": file(sent["file"])}
    page = planner.post(f"{LIST}neu/", sent).content.decode()
    assert (sentence in page, ValueUpload.objects.count()) == (True, 0)


def test_a_file_that_is_too_large_is_refused(planner, monkeypatch):
    monkeypatch.setattr("monitoring.forms.numbers.LARGEST", 10)
    page = planner.post(f"{LIST}neu/", {"source": "A", "file": file(WIDE)}).content.decode()
    assert "höchstens 50 gehen. Bitte teilen Sie sie." in page


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"spalte_0": ""}, "Es fehlt die Spalte mit dem Gebiet."),
        ({"date": ""}, "Es fehlt der Stichtag: eine Spalte dafür, oder einer für die ganze Tabelle."),
        ({"date": "bald"}, "„bald“ ist kein Stichtag wie 31.12.2024 oder 2024"),
        ({"spalte_2": ""}, "Es fehlt eine Spalte mit Zahlen eines Indikators."),
        ({"spalte_1": "kids"}, "„Kinder unter 6“ kommt schon aus der Spalte „Leute“."),
        ({"spalte_1": "gibt-es-nicht"}, "Das gibt es nicht. Bitte wählen Sie aus der Liste."),
        ({"header": "900"}, "In Zeile 900 steht keine Überschrift."),
        ({"factor": "7"}, "7 ist keine gültige Auswahl"),
    ],
)
def test_what_columns_cannot_mean_is_said_and_nothing_is_lost(planner, more, sentence):
    owner = uploaded(WIDE, by=planner.user)
    answer = planner.post(f"{LIST}{owner.pk}/spalten/", said(planner, owner, level="stadtteil") | more)
    page = answer.content.decode()
    assert (sentence in page, ValueUpload.objects.get().state) == (True, "uploaded")
    assert answer.context["form"]["level"].value() == "stadtteil"


def test_another_row_of_headings_leads_back_to_the_columns(planner):
    owner = uploaded("Stadtteil;pop\nHardt;5\nGebiet;kids\nVenn;7\n", by=planner.user)
    sent = said(planner, owner, header="3", header_rows="1", date="2024")
    page = planner.post(f"{LIST}{owner.pk}/spalten/", sent, follow=True)
    assert "Die Überschriften sind neu gelesen." in page.content.decode()
    owner = ValueUpload.objects.get()
    assert (owner.layout["columns"], owner.layout["date"]) == ({"Gebiet": "area", "kids": "kids"}, "2024")


def test_another_sheet_can_be_chosen(planner, tmp_path):
    path = sheet(tmp_path, ["Stadtteil", "pop"], ["Hardt", 5], more={"Kinder": [["Stadtteil", "kids"], ["Venn", 7]]})
    owner = uploaded(path.read_bytes(), by=planner.user, name="zahlen.xlsx")
    planner.post(f"{LIST}{owner.pk}/spalten/", said(planner, owner, sheet="Kinder"))
    assert ValueUpload.objects.get().layout["columns"] == {"Stadtteil": "area", "kids": "kids"}


def test_a_day_of_a_column_and_a_factor_of_a_mapping_stay(planner):
    owner = uploaded("Stadtteil;pop 2023;pop 2024\nHardt;5;6\n", by=planner.user)
    owner.layout["columns"]["pop 2024"] += "*1000"
    owner.save()
    planner.post(f"{LIST}{owner.pk}/spalten/", said(planner, owner, tag_1="30.06.2023"))
    assert ValueUpload.objects.get().layout["columns"] == {
        "Stadtteil": "area",
        "pop 2023": "pop@2023-06-30",
        "pop 2024": "pop@2024-12-31*1000",
    }


def test_the_columns_of_an_applied_file_are_asked_for_no_more(planner):
    owner = applied(long("pop;Hardt;5"), by=planner.user)
    assert planner.get(f"{LIST}{owner.pk}/spalten/").url == f"{LIST}{owner.pk}/"
    assert planner.get(f"{LIST}{checked(uploaded(long('pop;Venn;5'))).pk}/zuruecknehmen/").status_code == 302


# What came of it


def test_each_outcome_has_its_view(planner):
    applied(long("pop;Hardt;1000", "pop;Venn;7"), by=planner.user)
    rows = long("pop;Hardt;1234", "pop;Venn;7", "pop;Rheydt;8", "pop;Nirgends;1", "sgb2;Venn;9;1")
    owner = checked(uploaded(rows, by=planner.user))
    shown = {}
    for view in ("refused", "warned", "changed", "new", "unchanged", "unsinn"):
        page = planner.get(f"{LIST}{owner.pk}/?zeigen={view}")
        shown[view] = [str(row) for row in page.context["page"]]
    assert shown == {
        "refused": ["5: das Gebiet „Nirgends“ gibt es nicht"],
        "warned": ["6: Zähler größer als der Nenner"],
        "changed": ["2: 1\u202f234"],
        "new": ["4: 8", "6: 9 von 1"],
        "unchanged": ["3: 7"],
        "unsinn": ["5: das Gebiet „Nirgends“ gibt es nicht"],
    }
    page = planner.get(f"{LIST}{owner.pk}/?zeigen=changed").content.decode()
    assert "<del>1\u202f000</del> → <ins>1\u202f234</ins>" in page


def test_refused_lines_come_as_a_file(planner):
    owner = checked(uploaded(long("pop;Nirgends;1", "pop;Hardt;2"), by=planner.user))
    answer = planner.get(f"{LIST}{owner.pk}/abgelehnt.csv")
    assert answer.content.decode("utf-8-sig").splitlines() == ["Zeile;Hinweis", "2;das Gebiet „Nirgends“ gibt es nicht"]


def test_a_file_that_says_nothing_new_has_nothing_to_apply(planner):
    applied(long("pop;Hardt;1"), by=planner.user)
    page = planner.get(f"{LIST}{checked(uploaded(long('pop;Hardt;1'), by=planner.user)).pk}/").content.decode()
    assert ("Es gibt nichts zu übernehmen." in page, "Jetzt übernehmen" in page) == (True, False)


def test_who_may_not_see_raw_numbers_sees_how_many_and_which_but_no_number():
    steering = browser("steering")
    applied(long("pop;Hardt;4711"))
    user = person("steering")
    steering.force_login(user)
    owner = checked(uploaded(long("pop;Hardt;9922", "sgb2;Venn;8833;7744"), by=user))
    pages = [steering.get(f"{LIST}{owner.pk}/?zeigen={view}").content.decode() for view in ("changed", "warned", "new")]
    assert [
        number for number in ("4711", "4\u202f711", "9922", "9\u202f922", "8833") for page in pages if number in page
    ] == []
    assert all("Die Zahlen selbst sieht nur, wer Rohwerte ansehen darf." in page for page in pages)
    assert "nicht gezeigt" in pages[0]


def test_who_may_not_see_raw_numbers_sees_no_file_of_others_but_where_numbers_come_from():
    owner = applied(long("pop;Hardt;4711"))
    steering = browser("steering")
    assert [
        steering.get(f"{LIST}{owner.pk}/{rest}").status_code for rest in ("", "abgelehnt.csv", "zuruecknehmen/")
    ] == [404] * 3
    page = steering.get(LIST).content.decode()
    assert ("Melderegister" in page, f"{LIST}{owner.pk}/" in page) == (True, False)


@pytest.mark.parametrize("role", ["partner_lead", "coordinator"])
def test_others_bring_no_numbers_in(role):
    where = {"network": NetworkFactory()} if role == "coordinator" else {"partner": PartnerFactory()}
    client = Client()
    client.force_login(person(role, **where))
    assert [client.get(f"{LIST}{rest}").status_code for rest in ("", "neu/", "umrechnung/")] == [403] * 3


def test_an_import_without_a_file_is_listed_with_where_it_is_from(planner):
    ValueImportFactory(source="Beispielstadt", file_name="beispiel")
    page = planner.get(LIST).content.decode()
    assert ("Beispielstadt" in page, 'data-count="1"' in page) == (True, True)


def test_the_tool_is_found_by_who_may_use_it():
    assert "Zahlen einlesen" in browser().get("/verwaltung/").content.decode()
    assert "Zahlen einlesen" not in browser("").get("/verwaltung/", follow=True).content.decode()


# How much it costs


def test_the_list_takes_as_many_queries_for_many_imports(planner, django_assert_max_num_queries):
    undone(applied(long("pop;Hardt;1"), by=planner.user))
    checked(uploaded(long("pop;Venn;1"), by=planner.user))
    few = queries_of(planner, LIST, django_assert_max_num_queries)
    for number in range(4):
        applied(long(f"pop;Hardt;{number + 5}"))
        uploaded(long("pop;Venn;1"))
    assert queries_of(planner, LIST, django_assert_max_num_queries) == few


def test_a_result_takes_as_many_queries_for_many_numbers(planner, django_assert_max_num_queries):
    few = checked(uploaded(long("pop;Hardt;1"), by=planner.user))
    rows = [f"pop;{name};1" for name in ("Hardt", "Venn", "Rheydt", "Altstadt", "Nirgends")]
    many = checked(uploaded(long(*rows), by=planner.user))
    counted = {queries_of(planner, f"{LIST}{one.pk}/", django_assert_max_num_queries) for one in (few, many)}
    assert len(counted) == 1


def test_columns_take_as_many_queries_for_many_columns(planner, django_assert_max_num_queries):
    few = uploaded("Stadtteil;pop\nHardt;5", by=planner.user)
    before = queries_of(planner, f"{LIST}{few.pk}/spalten/", django_assert_max_num_queries)
    for _ in range(20):
        RateFactory()
    header = ";".join(f"Spalte {n}" for n in range(60))
    many = uploaded(f"Stadtteil;{header}\nHardt;{';'.join('5' * 60)}", by=planner.user)
    assert queries_of(planner, f"{LIST}{many.pk}/spalten/", django_assert_max_num_queries) == before


def queries_of(client: Client, path: str, most) -> int:
    client.get(path)
    with most(15) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_an_excel_file_goes_the_same_way(planner, tmp_path):
    content = sheet(tmp_path, ["Stadtteil", "pop"], ["Hardt", 5]).read_bytes()
    upload = BytesIO(content)
    upload.name = "zahlen.xlsx"
    planner.post(f"{LIST}neu/", {"source": "A", "file": upload})
    owner = ValueUpload.objects.get()
    planner.post(f"{LIST}{owner.pk}/spalten/", said(planner, owner, date="2024"))
    planner.post(f"{LIST}{worked(owner).pk}/uebernehmen/")
    assert (worked(owner).state, IndicatorValue.objects.get().numerator) == ("applied", 5)
