"""The list of streets, brought in on a page: checked first, then taken; gaps and overlaps are told before anything is saved."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from network.forms.streets import LARGEST
from network.street_uploads import StreetFile, keep
from sozialraum.models import StreetSection
from tests.network.factories import person
from tests.network.spaces import BASE, Ground, complaints
from tests.sozialraum.factories import StreetSectionFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
UPLOAD, TAKE = f"{BASE}strassen/einlesen/", f"{BASE}strassen/einlesen/uebernehmen/"
HEADER = "Straße;von;bis;Seite;PLZ;Stadtteil"


@pytest.fixture
def ground(db) -> Ground:
    return Ground()


@pytest.fixture
def steering(client):
    user = person("steering")
    client.force_login(user)
    return user


def line(ground, street="Hauptstraße", first="1", last="19", side="ungerade", postcode="41061", district=None) -> str:
    return ";".join([street, first, last, side, postcode, district or ground.district.code])


def check(client, *lines: str, **more):
    file = SimpleUploadedFile("strassen.csv", "\n".join([HEADER, *lines]).encode())
    return client.post(UPLOAD, {"file": file} | more)


def take(client, checked):
    fields = parsed(checked).findall(".//main//form//input")
    data = {field.get("name"): field.get("value") for field in fields if field.get("name") != "csrfmiddlewaretoken"}
    return client.post(TAKE, data, follow=True)


def saved() -> list[str]:
    return list(StreetSection.objects.order_by("key", "number_from").values_list("street", flat=True))


def main(response) -> str:
    return text_of(parsed(response).find(".//main"))


def test_a_check_tells_what_would_be_and_saves_nothing(client, ground, steering):
    checked = check(client, line(ground), line(ground, first="2", last="20", side="gerade"))
    facts = [text_of(one) for one in parsed(checked).findall(".//main//ul/li") if text_of(one)[0].isdigit()]
    assert (checked.status_code, saved()) == (200, [])
    assert facts == ["2 Abschnitte neu", "0 Abschnitte geändert", "0 Abschnitte unverändert", "0 Zeilen abgelehnt"]


def test_what_was_checked_is_taken_with_one_click(client, ground, steering):
    done = take(client, check(client, line(ground)))
    assert (saved(), "1 Abschnitt ist neu oder geändert." in text_of(parsed(done).find("body"))) == (
        ["Hauptstraße"],
        True,
    )


def test_a_file_is_taken_once(client, ground, steering):
    checked = check(client, line(ground))
    take(client, checked)
    StreetSection.objects.all().delete()
    again = take(client, checked)
    assert (saved(), again.request["PATH_INFO"]) == ([], UPLOAD)
    assert "Die Prüfung ist zu lange her." in text_of(parsed(again).find("body"))


def test_nobody_takes_the_file_of_somebody_else(client, ground, steering):
    token = keep(StreetFile("s.csv", f"{HEADER}\n{line(ground)}".encode(), False), person("steering"))
    client.post(TAKE, {"datei": token})
    assert saved() == []


def test_gaps_that_would_arise_are_told(client, ground, steering):
    told = main(check(client, line(ground, first="9")))
    assert ("Neue Lücken" in told, "Nr. 1 bis 7 fehlen (ungerade)" in told) == (True, True)


def test_overlaps_that_would_arise_are_told(client, ground, steering):
    other = StreetSectionFactory(street="Hauptstraße", postcode__code="41199")
    told = main(check(client, line(ground, side="alle")))
    assert ("Neue Überschneidungen" in told, other.district.name in told) == (True, True)


def test_gaps_that_were_there_before_are_not_told_again_and_healed_ones_are_counted(client, ground, steering):
    StreetSectionFactory(street="Alte Straße", number_from=9, district=ground.district, postcode__code="41061")
    before = main(check(client, line(ground, side="alle")))
    after = main(check(client, line(ground, street="Alte Straße", last="8", side="alle")))
    assert ("Neue Lücken" in before, "Lücken oder Überschneidungen von bisher sind dann behoben" in after) == (
        False,
        True,
    )


def test_refused_lines_are_named_and_the_others_are_taken_only_on_request(client, ground, steering):
    checked = check(client, line(ground), line(ground, street="Weg", district="gibt es nicht"))
    rows = [[text_of(cell) for cell in row] for row in parsed(checked).findall(".//tbody/tr")]
    assert (
        ["3", "abgelehnt"] in [row[:2] for row in rows],
        "Ohne die abgelehnten Zeilen einlesen" in main(checked),
    ) == (
        True,
        True,
    )
    take(client, checked)
    assert saved() == ["Hauptstraße"]


def test_without_that_request_nothing_is_saved_where_a_line_is_refused(client, ground, steering):
    checked = check(client, line(ground), line(ground, district="gibt es nicht"))
    token = parsed(checked).find(".//input[@name='datei']").get("value")
    answer = client.post(TAKE, {"datei": token})
    assert (answer.status_code, saved()) == (422, [])
    assert "Es wurde nichts gespeichert." in text_of(parsed(answer).find("body"))


def test_where_every_line_is_refused_there_is_nothing_to_take(client, ground, steering):
    checked = check(client, line(ground, district="gibt es nicht"))
    assert ("Einlesen" in [text_of(one) for one in parsed(checked).findall(".//main//button")], saved()) == (False, [])


@pytest.mark.parametrize(
    ("ticked", "left"), [({}, ["Alte Straße", "Hauptstraße"]), ({"removes_missing": "on"}, ["Hauptstraße"])]
)
def test_what_the_file_does_not_name_stays_or_goes(client, ground, steering, ticked, left):
    StreetSectionFactory(street="Alte Straße", district=ground.district)
    take(client, check(client, line(ground), **ticked))
    assert saved() == left


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer."),
        (b"x" * (LARGEST + 1), "Die Datei ist zu groß: Höchstens 5 MB gehen."),
    ],
    ids=["empty", "large"],
)
def test_a_file_that_cannot_be_one_is_refused_beside_its_field(client, ground, steering, content, said):
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("s.csv", content)})
    assert (answer.status_code, complaints(answer)) == (422, [said])


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00", b"nur;zwei\nja;nein"], ids=["picture", "other columns"])
def test_what_is_no_list_of_streets_is_refused_beside_its_field(client, ground, steering, content):
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("s.csv", content)})
    assert (answer.status_code, len(complaints(answer)), saved()) == (422, 1, [])


def test_no_file_is_asked_for(client, ground, steering):
    assert complaints(client.post(UPLOAD, {})) == ["Bitte wählen Sie eine Datei aus."]


def test_who_may_bring_streets_in(client_of, ground):
    users = {
        "steering": person("steering"),
        "operator": person("operator"),
        "space": ground.keeper_of_space(),
        "network": ground.keeper_of_network(),
        "planner": person("planner"),
    }
    expected = {"steering": 200, "operator": 200, "space": 404, "network": 404, "planner": 403}
    assert {name: client_of(user).get(UPLOAD).status_code for name, user in users.items()} == expected
    taken = {"steering": 302, "operator": 302, "space": 404, "network": 404, "planner": 403}
    assert {name: client_of(user).post(TAKE).status_code for name, user in users.items()} == taken


def test_visitors_are_asked_to_log_in_and_taking_is_no_reading(client, ground, client_of):
    assert (client.get(UPLOAD).status_code, client_of(person("steering")).get(TAKE).status_code) == (302, 405)


def test_only_who_may_finds_the_way_there(client_of, ground):
    ways = {
        name: [link.get("href") for link in parsed(client_of(user).get(f"{BASE}strassen/")).findall(".//main//a")]
        for name, user in {"steering": person("steering"), "planner": person("planner")}.items()
    }
    assert {name: UPLOAD in found for name, found in ways.items()} == {"steering": True, "planner": False}


def test_a_kept_file_is_in_no_address(client, ground, steering):
    cache.clear()
    checked = check(client, line(ground))
    assert (checked.request["QUERY_STRING"], "no-store" in checked.headers.get("Cache-Control", "")) == ("", True)


def test_a_person_in_the_file_reaches_no_page_and_everybody_learns_the_team(client, ground, steering):
    told = f"{HEADER};Sachbearbeitung\n{line(ground, side='alle')};Frau Quittenbaum".encode()
    checked = client.post(UPLOAD, {"file": SimpleUploadedFile("s.csv", told)})
    take(client, checked)
    client.logout()
    answer = client.post("/zustaendig/", {"adresse": "Hauptstraße 3"}, follow=True).content.decode()
    assert (ground.space.team_name in answer, "Quittenbaum" in answer) == (True, False)
    # That the column is left out is said; what stands in it is not.
    assert ("Sachbearbeitung" in main(checked), "Quittenbaum" in main(checked)) == (True, False)
