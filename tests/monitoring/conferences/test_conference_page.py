"""The page of a conference: who reads what of it, and what its area has and lacks."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from monitoring.conferences.situation import shown, situation_of
from monitoring.supply.gaps import Kind
from network.models import Conference, ConferenceInvitation
from offers.actions import refresh_search
from sozialraum.pages import content_version
from tests.monitoring.conferences.town import Town
from tests.network.conferences import (
    ConferenceDecisionFactory,
    ConferenceFeedbackFactory,
    ConferenceInvitationFactory,
    ConferenceTaskFactory,
    GroupMemberFactory,
    in_days,
)
from tests.network.factories import PartnerFactory, person
from tests.offers.factories import FieldOfActionFactory, LifePhaseFactory, OfferFactory, TopicFactory
from tests.sozialraum.html import parsed, text_of

MINUTES = "Das steht im Protokoll."


def page_of(conference: Conference) -> str:
    return f"/verwaltung/konferenzen/{conference.pk}/"


def main(response) -> str:
    return text_of(parsed(response).find(".//main"))


def text_of_pdf(client, conference: Conference) -> str:
    response = client.get(f"{page_of(conference)}protokoll.pdf")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(BytesIO(response.content), strict=True).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_minutes_are_for_members_guests_and_those_who_may(client, town: Town):
    conference = town.conference(closed=True)
    Conference.objects.update(minutes=MINUTES)
    found = {}
    for name, user in town.people.items():
        client.force_login(user)
        responses = [client.get(page_of(conference) + path) for path in ("", "protokoll.pdf", "termin.ics")]
        found[name] = ([one.status_code for one in responses], MINUTES.encode() in responses[0].content)
    reads = ([200, 200, 200], True)
    assert found == dict.fromkeys(town.people, reads) | {"stranger": ([404, 404, 404], False)}


def test_notes_and_words_to_the_convener_are_read_by_nobody_else(client, town: Town):
    conference = town.conference()
    words = ("Nur für uns.", "Wort des Mitglieds", "Wort des Gasts")
    found = {}
    for name in ("convener", "member", "guest", "planner", "steering"):
        client.force_login(town.people[name])
        told = main(client.get(page_of(conference)))
        found[name] = [word in told for word in words]
    assert found == {
        "convener": [True, True, True],
        "member": [False, True, False],
        "guest": [False, False, True],
        "planner": [False, False, False],
        "steering": [True, True, True],
    }


def test_a_guest_reads_its_own_conference_and_no_other_one_and_only_once_it_is_invited(client, town: Town):
    first = town.conference()
    other = ConferenceInvitationFactory(conference__group=town.group, conference__quarter="2020-01-01")
    client.force_login(town.people["guest"])
    ConferenceInvitation.objects.filter(conference=other.conference).update(partner=town.guest)
    found = [client.get(page_of(one)).status_code for one in (first, other.conference)]
    assert found == [200, 404]


def test_who_left_the_group_and_was_never_invited_reads_no_more(client, town: Town):
    conference = town.conference()
    gone = GroupMemberFactory(group=town.group, valid_until="2025-01-01")
    client.force_login(person("partner_editor", partner=gone.partner))
    assert client.get(page_of(conference)).status_code == 404


def test_the_pdf_holds_what_came_of_it_and_nothing_internal(client, town: Town):
    conference = town.conference(closed=True, next_on="2027-02-10", results="Kurz gesagt.", agenda="Punkt eins")
    Conference.objects.update(minutes=MINUTES)
    ConferenceInvitation.objects.filter(partner=town.member).update(attended=True)
    ConferenceDecisionFactory(conference=conference, text="Wir fangen an.")
    ConferenceTaskFactory(conference=conference, text="Raum suchen", owner=town.member)
    ConferenceFeedbackFactory(conference=conference, social_space=town.space, text="Es fehlt ein Treff.")
    client.force_login(town.people["member"])
    text = text_of_pdf(client, conference)
    said = ("Eicken", MINUTES, "Kurz gesagt.", "Punkt eins", "Wir fangen an.", "Raum suchen", "Es fehlt ein Treff.")
    more = ("10. Februar 2027", "Kita Sonne", "Nicht da: Jobcenter", "Nur für die Mitglieder")
    assert [one for one in (*said, *more) if one not in text] == []
    assert [one for one in ("Nur für uns", "Wort des", "Entwurf") if one in text] == []


def test_an_open_conference_gives_a_draft(client, town: Town):
    client.force_login(town.people["member"])
    text = text_of_pdf(client, town.conference(held=True))
    assert ("noch nicht abgeschlossen" in text, "Das ist noch nicht eingetragen." in text) == (True, True)


def test_texts_are_shown_as_text(client, town: Town):
    conference = town.conference(title="<b>fett</b>", agenda="<script>alert(1)</script>")
    client.force_login(town.people["member"])
    content = client.get(page_of(conference)).content
    assert (b"<b>fett" in content, b"<script>alert" in content) == (False, False)


@pytest.fixture
def offers(town: Town):
    """Return nothing; the district has two offers for small children, of education one, and none for the bigger."""
    LifePhaseFactory(code="klein", name="Klein", ages=(12, 36), order=1)
    LifePhaseFactory(code="gross", name="Groß", ages=(72, 120), order=2)
    learning = TopicFactory(code="lernen", field_of_action=FieldOfActionFactory(code="bildung", name="Bildung"))
    OfferFactory(ages=(12, 24), district=town.district, topics=[learning])
    OfferFactory(ages=(12, 24), catchment_districts=[town.district])
    refresh_search()


def test_the_page_shows_what_the_area_has_and_lacks_today(client, town: Town, offers):
    client.force_login(town.people["member"])
    page = parsed(client.get(page_of(town.conference())))
    tables = page.findall(".//section[@id='angebote']//table")
    found = [[text_of(cell) for cell in row] for table in tables for row in table.find("tbody")]
    assert found == [["Eicken", "2", "0"], ["Klein", "1"], ["Groß", "0"]]
    spots = [text_of(one) for one in page.findall(".//section[@id='angebote']//ul/li")]
    assert spots == ["Eicken: kein Angebot (Groß)"]


def test_what_the_area_had_on_the_day_is_kept(convener, town: Town, offers):
    conference = town.conference(starts_at=in_days(-1))
    convener.post(f"{page_of(conference)}schritt/gehalten/")
    OfferFactory(ages=(72, 96), district=town.district)
    refresh_search()
    kept = Conference.objects.get().situation
    assert kept["areas"] == [["Eicken", "eicken", [2, 0]]]
    told = main(convener.get(page_of(conference)))
    assert ("So war es am Tag der Konferenz" in told, "kein Angebot (Groß)" in told) == (True, True)
    assert situation_of(town.group, content_version())["areas"] == [["Eicken", "eicken", [2, 1]]]


def test_who_does_not_plan_learns_nothing_of_need():
    plain = {
        "day": "2026-11-26",
        "gaps": [
            ["Eicken", "Klein", "needy"],
            ["Eicken", "Groß", "both"],
            ["Venn", "Groß", "bare"],
            ["Venn", "Klein", "bare"],
        ],
    }
    bare, both, needy = (str(kind.label) for kind in (Kind.BARE, Kind.BOTH, Kind.NEEDY))
    assert shown(plain, plans=False)["gaps"] == [("Eicken", [(bare, ["Groß"])]), ("Venn", [(bare, ["Groß", "Klein"])])]
    assert shown(plain, plans=True)["gaps"] == [
        ("Eicken", [(needy, ["Klein"]), (both, ["Groß"])]),
        ("Venn", [(bare, ["Groß", "Klein"])]),
    ]


def test_the_page_asks_as_often_for_many_as_for_few(client, town: Town):
    conference = town.conference(held=True)
    ConferenceTaskFactory(conference=conference)
    client.force_login(town.people["steering"])
    asked = []
    for number in (0, 20):
        ConferenceInvitationFactory.create_batch(number, conference=conference)
        ConferenceTaskFactory.create_batch(number, conference=conference)
        client.get(page_of(conference))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(conference))
        asked.append(len(queries))
    assert (asked[0] == asked[1], asked[1] <= 40) == (True, True), asked


def test_a_partner_without_name_of_its_own_is_told_by_the_partner(town: Town):
    guest = ConferenceInvitationFactory(partner=None, name="Dolmetschpool", role="interpreter")
    assert (str(guest), guest.is_guest, str(ConferenceInvitationFactory(partner=PartnerFactory(name="Kita")))) == (
        "Dolmetschpool",
        True,
        "Kita",
    )
