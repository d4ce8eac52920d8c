"""Partners and facilities put away with a reason, taken up again, shown and hidden: one or many at once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from network.models import Facility, Partner
from offers.actions import resume
from offers.actions.archiving import (
    archive_facilities,
    archive_partners,
    hide_hosts,
    resume_facilities,
    resume_partners,
    show_hosts,
)
from offers.models import Offer, Submission
from tests.network.factories import (
    FacilityFactory,
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    person,
)
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import MunicipalityFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LISTS = {Partner: "partner", Facility: "einrichtungen"}
BOXES = {Partner: "partner", Facility: "einrichtung"}
REASON = "Der Verein hat sich aufgelöst."
AWAY = {"is_public": False, "archived_reason": REASON}


@pytest.fixture
def steering(client):
    user = person("steering")
    client.force_login(user)
    return user


def post(client, deed, *hosts, **more):
    model = type(hosts[0])
    sent = {"aktion": deed, BOXES[model]: [host.pk for host in hosts]}
    return client.post(f"/verwaltung/{LISTS[model]}/auswahl/", sent | more)


def do(client, deed, *hosts, **more):
    """Do it, and return what the list says then."""
    answer = post(client, deed, *hosts, ausfuehren="1", **more)
    return [text_of(one) for one in parsed(client.get(answer.url)).findall(".//div[@role='status']")]


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def kept(host):
    host = fresh(host)
    return host.is_public, host.archived_reason, host.was_public


def said(page):
    """Return what stands below each record of a preview."""
    return [text_of(item) for item in page.findall(".//main//li/ul/li")]


def buttons(client, host):
    page = parsed(client.get(f"/verwaltung/{LISTS[type(host)]}/{host.pk}/"))
    return [text_of(button) for button in page.findall(".//main//button")]


# Archiving


def test_a_partner_goes_with_its_houses_and_offers_for_one_reason(client, steering):
    partner = PartnerFactory(name="Verein")
    house, offer = FacilityFactory(partner=partner), OfferFactory(provider=partner, status="draft")
    assert do(client, "archivieren", partner, reason=REASON) == ["1 Partner archiviert."]
    offer.refresh_from_db()
    assert (kept(partner), kept(house)) == ((False, REASON, True), (False, REASON, True))
    assert (offer.status, offer.archived_reason) == ("archived", REASON)


def test_the_page_before_says_what_goes_along_and_what_stays(client, steering):
    partner = PartnerFactory(name="Verein")
    FacilityFactory(partner=partner, name="Haus Sonne")
    for number in range(12):
        OfferFactory(provider=partner, title=f"Kurs {number:02}")
    OfferFactory(provider=partner, status="archived", archived_reason="zu Ende")
    page = parsed(post(client, "archivieren", partner))
    titles = ", ".join(f"„Kurs {number:02}“" for number in range(10))
    assert said(page) == [
        "Mit archiviert wird 1 Einrichtung: „Haus Sonne“",
        f"Mit archiviert werden 12 Angebote: {titles}, und noch 2 mehr",
    ]
    assert [text_of(one) for one in page.findall(".//main//p") if one.get("class") in {None, "lead"}][:2] == [
        "Das betrifft 1 Partner:",
        "Gelöscht wird nichts: Der Verlauf bleibt, und wer eine alte Adresse aufruft, liest, dass es das nicht mehr gibt.",
    ]
    assert kept(partner) == (True, "", False)


def test_a_reason_is_asked_for_beside_its_field(client, steering):
    partner = PartnerFactory()
    page = parsed(post(client, "archivieren", partner, ausfuehren="1", reason=" "))
    assert errors(page) == ["Grund – Bitte sagen Sie in einem Satz, warum."]
    assert kept(partner) == (True, "", False)


def test_a_partner_stays_while_others_offer_something_in_its_houses(client, steering):
    house = FacilityFactory()
    OfferFactory(facility=house, title="Elterncafé")
    page = parsed(post(client, "archivieren", house.partner))
    assert said(page) == ["In seinen Einrichtungen findet noch 1 Angebot von anderen statt: „Elterncafé“"]
    assert do(client, "archivieren", house.partner, reason=REASON) == ["0 Partner archiviert."]
    assert kept(house.partner) == (True, "", False)


def test_a_house_stays_while_something_is_held_in_it_and_the_page_leads_there(client, steering):
    held, empty = FacilityFactory(), FacilityFactory(name="Leer")
    OfferFactory(facility=held, title="Krabbelgruppe")
    page = parsed(post(client, "archivieren", held, empty))
    sentence = "Hier findet noch 1 Angebot statt, das zuerst umziehen oder archiviert werden muss: „Krabbelgruppe“"
    assert said(page) == [sentence]
    link = page.find(".//main//li/ul/li/a").get("href")
    assert [text_of(one) for one in parsed(client.get(link)).findall(".//tbody//th")] == ["Krabbelgruppe"]
    assert do(client, "archivieren", held, empty, reason=REASON) == ["1 Einrichtung archiviert."]
    assert (kept(held), kept(empty)) == ((True, "", False), (False, REASON, True))


def test_who_coordinates_a_space_does_not_decide_about_what_lies_elsewhere(client):
    here, there = FacilityFactory(), FacilityFactory()
    partner = here.partner
    Facility.objects.filter(pk=there.pk).update(partner=partner)
    space = SocialSpaceMembershipFactory(district=here.district).social_space
    client.force_login(person("coordinator", social_space=space))
    page = parsed(post(client, "archivieren", partner))
    assert said(page) == ["Dazu gehören Angebote oder Einrichtungen, über die Sie nicht entscheiden."]
    assert do(client, "archivieren", partner, reason=REASON) == ["0 Partner archiviert."]


@pytest.mark.parametrize(
    ("role", "is_done"), [("partner_editor", False), ("partner_lead", False), ("coordinator", True)]
)
def test_who_is_in_the_network_is_for_coordinators_to_say(client, role, is_done):
    partner = PartnerFactory()
    network = MembershipFactory(partner=partner).network
    client.force_login(person(role, **({"network": network} if role == "coordinator" else {"partner": partner})))
    do(client, "archivieren", partner, reason=REASON)
    assert fresh(partner).is_archived is is_done


def test_an_editor_archives_a_house_that_was_closed_and_takes_it_up_again_but_does_not_show_it(client):
    house = FacilityFactory()
    client.force_login(person("partner_editor", partner=house.partner))
    assert do(client, "archivieren", house, reason="geschlossen") == ["1 Einrichtung archiviert."]
    assert buttons(client, house) == ["wieder aufnehmen"]
    assert do(client, "wiederaufnehmen", house) == ["1 Einrichtung wieder aufgenommen, noch nicht öffentlich."]
    do(client, "zeigen", house)
    assert kept(house) == (False, "", False)


def test_strangers_and_planners_archive_nothing(client):
    house = FacilityFactory()
    for user in (person("partner_editor", partner=PartnerFactory()), person("planner")):
        client.force_login(user)
        do(client, "archivieren", house, reason=REASON)
    assert kept(house) == (True, "", False)


def test_what_was_hidden_or_of_a_hidden_partner_was_not_public(client, steering):
    hidden = FacilityFactory(is_public=False)
    of_hidden = FacilityFactory(partner=PartnerFactory(is_public=False))
    do(client, "archivieren", hidden, of_hidden, reason=REASON)
    assert (kept(hidden), kept(of_hidden)) == ((False, REASON, False), (False, REASON, False))


# What is archived


def test_an_archived_partner_is_read_and_not_written(client, steering):
    partner = PartnerFactory(**AWAY)
    page = parsed(client.get(f"/verwaltung/partner/{partner.pk}/"))
    assert REASON in text_of(page.find(".//main"))
    assert buttons(client, partner) == ["wieder aufnehmen"]
    assert "Bearbeiten" not in [text_of(link) for link in page.findall(".//main//a")]
    assert client.get(f"/verwaltung/partner/{partner.pk}/bearbeiten/").status_code == 404


def test_an_archived_partner_is_no_choice_in_the_forms_and_gets_no_colleagues(client, steering):
    away, here = PartnerFactory(name="Weg", **AWAY), PartnerFactory(name="Da")
    found = {}
    for path, name in (("angebote/neu/", "provider"), ("einrichtungen/neu/", "partner"), ("einladungen/", "partner")):
        page = parsed(client.get(f"/verwaltung/{path}"))
        found[path] = [
            one.get("value") for one in page.findall(f".//select[@name='{name}']/option") if one.get("value")
        ]
    assert set(map(tuple, found.values())) == {(str(here.pk),)}
    assert away.is_archived


def test_an_archived_house_is_no_place_for_an_offer(client, steering):
    FacilityFactory(name="Haus Mond", **AWAY)
    page = parsed(client.post("/verwaltung/angebote/neu/", {"facility": "Haus Mond", "wunsch": "veroeffentlichen"}))
    assert [one for one in errors(page) if one.startswith("findet statt in")] == [
        "findet statt in – „Haus Mond“ kennen wir nicht."
    ]


def test_a_partner_that_lent_a_hand_stays_named_in_the_form(client, steering):
    offer = OfferFactory()
    offer.cooperation_partners.set([PartnerFactory(name="Weg", **AWAY)])
    page = parsed(client.get(f"/verwaltung/angebote/{offer.pk}/bearbeiten/"))
    assert page.find(".//textarea[@name='cooperation_partners']").text.strip() == "Weg"
    answer = client.post(f"/verwaltung/angebote/{offer.pk}/bearbeiten/", {"cooperation_partners": "Weg"})
    assert [one for one in errors(parsed(answer)) if one.startswith("Kooperationspartner")] == []


def test_lists_tell_apart_what_is_public_hidden_and_archived(client, steering):
    for name, fields in (("A", {}), ("B", {"is_public": False}), ("C", AWAY)):
        FacilityFactory(name=f"Haus {name}", **fields)
        PartnerFactory(name=f"Partner {name}", **fields)
    found = {}
    for path in ("partner", "einrichtungen"):
        for value in ("ja", "nein", "archiviert"):
            page = parsed(client.get(f"/verwaltung/{path}/?sichtbar={value}"))
            names = [text_of(one) for one in page.findall(".//tbody//th")]
            found[path, value] = [name for name in names if name[-2:] in {" A", " B", " C"}]
    assert found == {
        ("partner", "ja"): ["Partner A"],
        ("partner", "nein"): ["Partner B"],
        ("partner", "archiviert"): ["Partner C"],
        ("einrichtungen", "ja"): ["Haus A"],
        ("einrichtungen", "nein"): ["Haus B"],
        ("einrichtungen", "archiviert"): ["Haus C"],
    }


def test_nobody_has_to_do_anything_about_what_is_archived(client, steering):
    FacilityFactory(phone="", email="", point=None, quality_seal="Siegel", seal_valid_until="2020-01-01", **AWAY)
    PartnerFactory(phone="", email="", **AWAY)
    for path in ("einrichtungen/?siegel=on", "einrichtungen/?ohne_kontakt=on", "einrichtungen/?ohne_lage=on"):
        page = parsed(client.get(f"/verwaltung/{path}"))
        assert [text_of(one) for one in page.findall(".//tbody//th")] == []
    names = [text_of(one) for one in parsed(client.get("/verwaltung/partner/?ohne_kontakt=on")).findall(".//tbody//th")]
    assert PartnerFactory(**AWAY).name not in names


def test_the_reason_stands_in_the_file_of_the_list(client, steering):
    PartnerFactory(name="Weg", **AWAY)
    rows = client.get("/verwaltung/partner/tabelle.csv").getvalue().decode("utf-8-sig").splitlines()
    header, row = rows[0].split(";"), next(one for one in rows if one.startswith("Weg")).split(";")
    found = dict(zip(header, row, strict=True))
    assert (found["öffentlich"], found["Grund der Archivierung"]) == ("archiviert", REASON)


def test_the_history_says_so_in_words(client, steering):
    partner = PartnerFactory()
    do(client, "archivieren", partner, reason=REASON)
    do(client, "wiederaufnehmen", partner)
    page = parsed(client.get(reverse("record_history", args=["partner", partner.pk])))
    found = [text_of(one) for one in page.findall(".//ol[@data-versions]/li//strong")]
    assert found == ["wieder aufgenommen", f"archiviert: {REASON}", "angelegt"]


# What families read


@pytest.mark.parametrize(
    ("factory", "path", "heading"),
    [
        (PartnerFactory, "/partner/{}/", "Dieser Partner ist nicht mehr dabei"),
        (PartnerFactory, "/partner/{}/mitmachen/", "Dieser Partner ist nicht mehr dabei"),
        (FacilityFactory, "/einrichtungen/{}/", "Diese Einrichtung gibt es nicht mehr"),
    ],
)
def test_families_read_a_kind_word_at_the_old_address(client, factory, path, heading):
    host = factory(was_public=True, **AWAY)
    answer = client.get(path.format(host.slug))
    page = parsed(answer)
    assert (answer.status_code, text_of(page.find(".//h1"))) == (404, heading)
    assert REASON not in answer.content.decode()
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"


def test_the_page_of_a_house_leads_to_what_there_is_nearby(client):
    house = FacilityFactory(was_public=True, **AWAY)
    page = parsed(client.get(f"/einrichtungen/{house.slug}/"))
    ways = [link.get("href") for link in page.findall(".//main//a")]
    assert f"/angebote/?stadtteil={house.district.slug}" in ways


@pytest.mark.parametrize("factory", [PartnerFactory, FacilityFactory])
def test_of_what_was_never_public_nobody_learns(client, factory):
    host = factory(**AWAY)
    path = f"/{LISTS[type(host)]}/{host.slug}/"
    answer = client.get(path)
    assert (answer.status_code, answer.templates[0].name) == (404, "404.html")


# Taking up again, showing and hiding


def test_a_partner_comes_back_hidden_and_what_it_had_stays_away(client, steering):
    house = FacilityFactory()
    do(client, "archivieren", house.partner, reason=REASON)
    assert do(client, "wiederaufnehmen", house.partner) == ["1 Partner wieder aufgenommen, noch nicht öffentlich."]
    assert (kept(house.partner), kept(house)) == ((False, "", False), (False, REASON, True))


def test_a_house_waits_for_its_partner(client, steering):
    house = FacilityFactory(partner=PartnerFactory(**AWAY), **AWAY)
    page = parsed(post(client, "wiederaufnehmen", house))
    assert said(page) == ["Der Träger ist archiviert und muss zuerst wieder aufgenommen werden."]
    assert resume_facilities(Facility.objects.all(), by=steering) == 0


def test_an_offer_waits_for_its_partner_and_its_house(client, steering):
    by_partner = OfferFactory(provider=PartnerFactory(**AWAY), status="archived", archived_reason="zu Ende")
    by_house = OfferFactory(facility=FacilityFactory(**AWAY), status="archived", archived_reason="zu Ende")
    sent = {"aktion": "wiederaufnehmen", "angebot": [by_partner.pk, by_house.pk]}
    page = parsed(client.post("/verwaltung/angebote/auswahl/", sent))
    sentence = "Der Anbieter oder die Einrichtung ist archiviert und muss zuerst wieder aufgenommen werden."
    assert (said(page), resume(Offer.objects.all())) == ([sentence] * 2, 0)


def test_many_are_shown_and_hidden_at_once(client, steering):
    houses = FacilityFactory.create_batch(3, is_public=False)
    assert do(client, "zeigen", *houses) == ["3 Einrichtungen öffentlich gezeigt."]
    assert do(client, "verbergen", *houses[:2]) == ["2 Einrichtungen verborgen."]
    assert [fresh(house).is_public for house in houses] == [False, False, True]


def test_all_of_a_narrowed_list_can_be_chosen(client, steering):
    hidden, shown = PartnerFactory(is_public=False, name="Neu"), PartnerFactory(is_public=False, name="Alt")
    sent = {"aktion": "zeigen", "alle": "1", "suche": "q=Neu", "ausfuehren": "1"}
    assert client.post("/verwaltung/partner/auswahl/", sent).url == "/verwaltung/partner/?q=Neu"
    assert (fresh(hidden).is_public, fresh(shown).is_public) == (True, False)


def test_a_house_of_a_hidden_partner_is_shown_with_a_hint(client, steering):
    house = FacilityFactory(is_public=False, partner=PartnerFactory(is_public=False))
    hint = "Familien sehen die Einrichtung erst, wenn auch der Träger öffentlich ist."
    assert said(parsed(post(client, "zeigen", house))) == [hint]


def test_showing_what_is_new_settles_its_submission(client, steering):
    house = FacilityFactory(is_public=False)
    waiting = Submission.objects.create(facility=house, author=UserFactory())
    do(client, "zeigen", house)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("approved", steering)


def test_with_four_eyes_nobody_shows_what_nobody_else_submitted(client, municipality):
    type(municipality).objects.update(four_eyes=True)
    steering = person("steering")
    client.force_login(steering)
    alone, own, laid = FacilityFactory.create_batch(3, is_public=False)
    Submission.objects.create(facility=own, author=steering)
    Submission.objects.create(facility=laid, author=UserFactory())
    page = parsed(post(client, "zeigen", alone, own, laid))
    told = "Vier Augen sehen mehr: Es muss eingereicht sein, und jemand anderes gibt es frei."
    assert said(page) == [told, told]
    do(client, "zeigen", alone, own, laid)
    assert [fresh(one).is_public for one in (alone, own, laid)] == [False, False, True]


def test_nothing_selected_is_said(client, steering):
    for path, told in (("partner", "einen Partner"), ("einrichtungen", "eine Einrichtung")):
        answer = client.post(f"/verwaltung/{path}/auswahl/", {"aktion": "zeigen"})
        page = parsed(client.get(answer.url))
        assert [text_of(one) for one in page.findall(".//div[@role='status']")] == [
            f"Bitte wählen Sie zuerst mindestens {told} aus."
        ]


def test_a_deed_of_another_list_is_not_found(client, steering):
    assert post(client, "bestaetigen", PartnerFactory()).status_code == 404


def test_a_list_offers_what_somebody_may_do_with_it(client):
    house = FacilityFactory()
    found = {}
    for role, where in (("planner", {}), ("partner_editor", {"partner": house.partner}), ("steering", {})):
        client.force_login(person(role, **where))
        for path in ("partner", "einrichtungen"):
            page = parsed(client.get(f"/verwaltung/{path}/"))
            found[role, path] = [text_of(one) for one in page.findall(".//form[@id='auswahl']//button")]
    all_of_them = ["öffentlich zeigen", "verbergen", "archivieren", "wieder aufnehmen"]
    assert found == {
        ("planner", "partner"): [],
        ("planner", "einrichtungen"): [],
        ("partner_editor", "partner"): [],
        ("partner_editor", "einrichtungen"): ["archivieren", "wieder aufnehmen"],
        ("steering", "partner"): all_of_them,
        ("steering", "einrichtungen"): all_of_them,
    }


@pytest.mark.parametrize("deed", ["zeigen", "archivieren", "wiederaufnehmen"])
@pytest.mark.parametrize("path", ["partner", "einrichtungen"])
def test_a_preview_costs_the_same_for_few_and_for_many(client, steering, django_assert_max_num_queries, path, deed):
    for number in (1, 20):
        for _ in range(number):
            OfferFactory(facility=FacilityFactory())
            OfferFactory(provider=FacilityFactory(is_public=False).partner)
            FacilityFactory(**AWAY)
        with django_assert_max_num_queries(20):
            client.post(f"/verwaltung/{path}/auswahl/", {"aktion": deed, "alle": "1"})


# The database, and two at once


def test_nothing_living_belongs_to_what_is_archived():
    away, closed = PartnerFactory(**AWAY), FacilityFactory(**AWAY)
    offer, held = OfferFactory(), OfferFactory(facility=FacilityFactory())
    old = OfferFactory(provider=away, status="archived", archived_reason="zu Ende")
    of_partner, in_house = "offer_of_an_archived_partner_is_archived", "offer_in_an_archived_facility_is_archived"
    for rule, change in (
        (of_partner, lambda: OfferFactory(provider=away)),
        (of_partner, lambda: Offer.objects.filter(pk=offer.pk).update(provider=away)),
        (of_partner, lambda: Offer.objects.filter(pk=old.pk).update(status="draft", archived_reason="")),
        (of_partner, lambda: Partner.objects.filter(pk=offer.provider_id).update(**AWAY)),
        (in_house, lambda: OfferFactory(facility=closed)),
        (in_house, lambda: Offer.objects.filter(pk=offer.pk).update(facility=closed)),
        (in_house, lambda: Facility.objects.filter(pk=held.facility_id).update(**AWAY)),
    ):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            change()
        assert refusal.value.__cause__.diag.constraint_name == rule


def test_every_action_says_how_many_it_changed():
    by = person("steering")
    house = FacilityFactory(is_public=False)
    houses, partners = Facility.objects.filter(pk=house.pk), Partner.objects.filter(pk=house.partner_id)
    done = [
        show_hosts(houses, by=by),
        show_hosts(houses, by=by),
        hide_hosts(houses),
        archive_facilities(houses, reason=REASON, by=by),
        archive_facilities(houses, reason=REASON, by=by),
        resume_facilities(houses, by=by),
        archive_partners(partners, reason=REASON, by=by),
        resume_partners(partners),
        resume_partners(partners),
    ]
    assert done == [1, 0, 1, 1, 0, 1, 1, 1, 0]


def beside(action):
    """Run an action in a transaction of its own, and return its thread and what came of it."""
    results = []

    def run() -> None:
        try:
            results.append(action())
        except IntegrityError as error:
            results.append(error.__cause__.diag.constraint_name)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(0.5)
    return thread, results


@pytest.mark.django_db(transaction=True)
def test_who_takes_an_offer_up_while_its_partner_is_archived_waits_and_is_refused():
    MunicipalityFactory()
    by = person("steering")
    offer = OfferFactory(status="archived", archived_reason="zu Ende")
    mine = Offer.objects.filter(pk=offer.pk)
    with transaction.atomic():
        archive_partners(Partner.objects.filter(pk=offer.provider_id), reason=REASON, by=by)
        thread, results = beside(lambda: resume(mine))
        waits = thread.is_alive()
    thread.join()
    assert (waits, results) == (True, ["offer_of_an_archived_partner_is_archived"])


@pytest.mark.django_db(transaction=True)
def test_who_archives_a_house_while_an_offer_moves_in_waits_and_leaves_it():
    MunicipalityFactory()
    by = person("steering")
    house, offer = FacilityFactory(), OfferFactory()
    houses = Facility.objects.filter(pk=house.pk)
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(facility=house)
        thread, results = beside(lambda: archive_facilities(houses, reason=REASON, by=by))
        waits = thread.is_alive()
    thread.join()
    assert (waits, results, fresh(house).is_archived) == (True, [0], False)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_archive_a_partner_at_once_the_first_says_why():
    MunicipalityFactory()
    by = person("steering")
    partner = PartnerFactory()
    mine = Partner.objects.filter(pk=partner.pk)
    with transaction.atomic():
        archive_partners(mine, reason="erster Grund", by=by)
        thread, results = beside(lambda: archive_partners(mine, reason="zweiter Grund", by=by))
        waits = thread.is_alive()
    thread.join()
    assert (waits, results, fresh(partner).archived_reason) == (True, [0], "erster Grund")
