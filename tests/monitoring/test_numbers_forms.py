"""What the forms of numbers from files say to wrong input, and what they offer: a sentence beside its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.forms import numbers as forms
from monitoring.forms.numbers import CrosswalkForm, LayoutForm, UploadForm, meanings
from tests.monitoring.factories import CountFactory, IndicatorFieldFactory, RateFactory
from tests.sozialraum.factories import DistrictLevelFactory

pytestmark = pytest.mark.django_db
REQUIRED = ["Dieses Feld ist zwingend erforderlich."]
WHENCE = ["Bitte sagen Sie, woher die Zahlen kommen."]
NO_FILE, EMPTY = ["Bitte wählen Sie eine Datei aus."], ["Die Datei ist leer."]
HEADER = ("Stadtteil", "Leute 2024", "", "Kinder")
ROWS = (("Venn", "500", "", "30"), ("Holt", "600", "", "–"))


def said(form) -> dict[str, list[str]]:
    """Return the sentences beside each field of a form."""
    return {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}


def no_choice(value: str) -> list[str]:
    return [f"Bitte eine gültige Auswahl treffen. {value} ist keine gültige Auswahl."]


def no_day(text: str) -> list[str]:
    return [f"„{text}“ ist kein Stichtag wie 31.12.2024 oder 2024"]


def file(content: bytes = b"a;b", name: str = "zahlen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# A file


@pytest.mark.parametrize(
    ("data", "files", "errors"),
    [
        ({"source": "Melderegister"}, {"file": file()}, {}),
        ({"source": "x" * 200}, {"file": file(name="Ümläute und Blanks.XLSX")}, {}),
        ({}, {}, {"source": WHENCE, "file": NO_FILE}),
        ({"source": "\t \r\n"}, {"file": file()}, {"source": WHENCE}),
        ({"source": "A"}, {"file": file(b"")}, {"file": EMPTY}),
        (
            {"source": "x" * 201},
            {"file": file()},
            {
                "source": [
                    "Bitte sicherstellen, dass der Wert aus höchstens 200 Zeichen besteht. (Er besteht aus 201 Zeichen.)"
                ]
            },
        ),
    ],
    ids=["good", "long", "nothing", "blanks", "empty", "too long"],
)
def test_a_file_comes_from_somewhere(data, files, errors):
    assert said(UploadForm(data, files)) == errors


@pytest.mark.parametrize(("size", "errors"), [(10, {}), (11, {"file": 0})])
def test_a_file_may_be_as_large_as_the_portal_reads(monkeypatch, size, errors):
    monkeypatch.setattr(forms, "LARGEST", 10)
    assert said(UploadForm({"source": "A"}, {"file": file(b"x" * size)})).keys() == errors.keys()


def test_a_file_that_is_too_large_hears_its_size(monkeypatch):
    monkeypatch.setattr(forms, "LARGEST", 1_000_000)
    found = said(UploadForm({"source": "A"}, {"file": file(b"x" * 2_600_000)}))
    assert found == {"file": ["Die Datei hat 3 MB, höchstens 50 gehen. Bitte teilen Sie sie."]}


def test_a_source_is_kept_on_one_line():
    form = UploadForm({"source": " Amt\tfür  Statistik\x07 "}, {"file": file()})
    assert (form.is_valid(), form.cleaned_data["source"]) == (True, "Amt für Statistik")


# What its columns mean


@pytest.fixture
def indicators():
    field = IndicatorFieldFactory(code="kinder", name="Kinder & Eltern")
    return CountFactory(code="pop", name="Leute", field=field), RateFactory(code="sgb2", name="Quote", field=field)


def layout(data: dict | None = None, **how) -> LayoutForm:
    given = {"header": HEADER, "rows": ROWS, "sheets": ["Tabelle1"], "known": {}} | how
    sent = None if data is None else {"header": "1", "header_rows": "1"} | data
    return LayoutForm(sent, **given)


def test_an_empty_layout_says_what_is_needed(indicators):
    assert said(LayoutForm({}, header=HEADER, rows=ROWS, sheets=[], known={})) == {
        "header": REQUIRED,
        "header_rows": REQUIRED,
    }


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {}),
        ({"date": "2024", "level": "stadt", "status": "estimated", "factor": "1000", "decimal": ","}, {}),
        ({"header": "0"}, {"header": ["Dieser Wert muss größer oder gleich 1 sein."]}),
        ({"header": "1001"}, {"header": ["Dieser Wert muss kleiner oder gleich 1000 sein."]}),
        ({"header_rows": "6"}, {"header_rows": ["Dieser Wert muss kleiner oder gleich 5 sein."]}),
        ({"header": "eins"}, {"header": ["Bitte eine ganze Zahl eingeben."]}),
        ({"date": "31.02.2024"}, {"date": no_day("31.02.2024")}),
        ({"date": "1066"}, {"date": no_day("1066")}),
        ({"level": "planet"}, {"level": no_choice("planet")}),
        ({"status": "sicher"}, {"status": no_choice("sicher")}),
        ({"factor": "7"}, {"factor": no_choice("7")}),
        ({"decimal": ";"}, {"decimal": no_choice(";")}),
        ({"tag_1": "irgendwann"}, {"tag_1": no_day("irgendwann")}),
        ({"spalte_0": "nichts"}, {"spalte_0": ["Das gibt es nicht. Bitte wählen Sie aus der Liste."]}),
        ({"spalte_0": "pop:numerator"}, {"spalte_0": ["Das gibt es nicht. Bitte wählen Sie aus der Liste."]}),
        (
            {"spalte_0": "area", "spalte_3": "area"},
            {"spalte_3": ["„Gebiet (Name oder Schlüssel)“ kommt schon aus der Spalte „Stadtteil“."]},
        ),
        ({"spalte_1": "pop", "tag_1": "2024", "spalte_3": "pop"}, {}),
    ],
)
def test_a_layout_that_cannot_be_is_told_beside_its_field(indicators, data, errors):
    assert said(layout(data)) == errors


def test_columns_without_a_heading_are_not_asked_for(indicators):
    form = layout()
    assert [name for name in form.fields if name.startswith(("spalte_", "tag_"))] == [
        "spalte_0",
        "spalte_1",
        "tag_1",
        "spalte_3",
    ]
    assert [bound.name for bound in form.of_columns] == ["spalte_0", "spalte_1", "tag_1", "spalte_3"]


def test_a_sheet_is_asked_for_where_there_are_several(indicators):
    assert ["sheet" in layout(sheets=sheets).fields for sheets in ([], ["A"], ["A", "B"])] == [False, False, True]
    assert said(layout({"sheet": "C"}, sheets=["A", "B"])) == {"sheet": no_choice("C")}


def test_first_cells_stand_beside_their_column_escaped_and_shortened(indicators):
    rows = (("<b>", "x" * 60), ("<b>", "2"))
    form = layout(header=("A", "B", "C"), rows=rows)
    hints = [str(form.fields[f"spalte_{place}"].help_text) for place in range(3)]
    assert hints == [
        "zum Beispiel: &lt;b&gt;",
        f"zum Beispiel: {'x' * 39}… · 2",
        "in den ersten Zeilen leer",
    ]


def test_a_factor_that_a_mapping_names_stays_to_be_chosen(indicators):
    assert said(layout({"factor": "0.5"}, known={"factor": "0.5"})) == {}


def test_a_column_may_mean_whatever_is_counted(indicators):
    DistrictLevelFactory()
    found = [(group, code) for group, code, _label in meanings()]
    assert found[0] == ("", "")
    assert found[-4:] == [
        ("Kinder & Eltern", "pop"),
        ("Kinder & Eltern", "sgb2"),
        ("Kinder & Eltern", "sgb2:numerator"),
        ("Kinder & Eltern", "sgb2:denominator"),
    ]


def test_the_choice_is_written_once_and_the_chosen_one_is_marked(indicators):
    html = str(layout({"spalte_0": "pop"})["spalte_0"])
    assert html.count(" selected") == 1
    assert '<option value="pop" selected>Leute</option>' in html
    assert '<optgroup label="Kinder &amp; Eltern">' in html
    assert (html.count("<optgroup"), html.count("</optgroup>")) == (2, 2)


def test_without_a_choice_a_column_is_left_out(indicators):
    html = str(layout({})["spalte_0"])
    assert html.count(" selected") == 1
    assert '<option value="" selected>– nicht übernehmen –</option>' in html


@pytest.mark.parametrize(
    ("data", "before", "columns"),
    [
        ({"spalte_0": "area"}, {}, {"Stadtteil": "area", "Leute 2024": "", "Kinder": ""}),
        ({"spalte_1": "pop", "tag_1": "2024"}, {}, {"Stadtteil": "", "Leute 2024": "pop@2024-12-31", "Kinder": ""}),
        ({"spalte_1": "area", "tag_1": "2024"}, {}, {"Stadtteil": "", "Leute 2024": "area", "Kinder": ""}),
        ({"spalte_3": "pop"}, {"Kinder": "pop*1000"}, {"Stadtteil": "", "Leute 2024": "", "Kinder": "pop*1000"}),
        ({"spalte_3": "sgb2"}, {"Kinder": "pop*1000"}, {"Stadtteil": "", "Leute 2024": "", "Kinder": "sgb2"}),
        (
            {"spalte_1": "pop", "tag_1": "30.6.2023"},
            {"Leute 2024": "pop@2024-12-31*1000"},
            {"Stadtteil": "", "Leute 2024": "pop@2023-06-30*1000", "Kinder": ""},
        ),
    ],
)
def test_what_was_chosen_is_written_in_the_short_way(indicators, data, before, columns):
    form = layout(data)
    assert (said(form), form.columns(before)) == ({}, columns)


# A reform of boundaries


def crosswalk(**fields) -> dict[str, list[str]]:
    level = DistrictLevelFactory()
    data = {"level": level.code, "day": "01.01.2025", "basis": ""} | fields
    files = {"file": data.pop("file", file())}
    return said(CrosswalkForm(data, {name: one for name, one in files.items() if one}))


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {}),
        ({"day": "2025", "basis": "Einwohner", "indicators": ["pop"]}, {}),
        ({"file": None}, {"file": NO_FILE}),
        ({"file": file(b"")}, {"file": EMPTY}),
        ({"day": ""}, {"day": REQUIRED}),
        ({"day": "bald"}, {"day": no_day("bald")}),
        ({"level": ""}, {"level": REQUIRED}),
        ({"indicators": ["gibtsnicht"]}, {"indicators": no_choice("gibtsnicht")}),
    ],
    ids=["good", "all", "no file", "empty", "no day", "soon", "no level", "no indicator"],
)
def test_a_reform_has_a_day_a_level_and_weights(indicators, fields, errors):
    assert crosswalk(**fields) == errors
