"""Somebody writes an offer: a new one, or a change of one that is there."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from offers.actions.kept_forms import delete_old_forms
from offers.models import KeptForm, Offer, Schedule, Submission
from tests.network.factories import FacilityFactory, NetworkFactory, PartnerFactory, person
from tests.network.second_factors import code_of, with_app
from tests.offers.factories import LinkCheckFactory, OfferFactory, ScheduleFactory
from tests.offers.writing import (
    DISCARD,
    KEEP,
    NEW,
    SAVE,
    SHOW,
    SUBMIT,
    complete_offer,
    edit_page,
    new_offer,
    sent,
    write,
)
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import errors, parsed, text_of, wrong_fields

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung", phone="02161 490001", email="info@example.org")


@pytest.fixture
def editor(client, partner):
    """Return an editor of an untrusted partner, logged in."""
    user = person("partner_editor", partner=partner)
    client.force_login(user)
    return user


def test_a_new_offer_begins_with_the_only_partner_of_its_writer_and_how_to_reach_it(client, editor, partner):
    data = sent(client.get(NEW))
    assert {name: data[name] for name in ("provider", "phone", "email")} == {
        "provider": str(partner.pk),
        "phone": "02161 490001",
        "email": "info@example.org",
    }


def test_a_new_offer_of_an_untrusted_partner_is_submitted(client, editor, partner):
    response = write(client, NEW, wish=SUBMIT, **new_offer())
    offer = Offer.objects.get()
    submission = Submission.objects.get()
    assert (response.status_code, response.url) == (302, f"/verwaltung/angebote/{offer.pk}/")
    assert (offer.title, offer.slug, offer.status, offer.month_span, offer.provider) == (
        "Krabbelgruppe",
        "krabbelgruppe",
        "submitted",
        (4, 36),
        partner,
    )
    assert (submission.offer, submission.author, submission.state, submission.is_new) == (
        offer,
        editor,
        "waiting",
        True,
    )
    time = offer.schedules.get()
    assert (time.kind, time.weekday, time.starts, time.ends) == ("weekly", 1, datetime.time(9, 30), datetime.time(11))


def test_a_new_offer_can_stay_a_draft(client, editor):
    write(client, NEW, wish=SAVE, **new_offer())
    assert (Offer.objects.get().status, Submission.objects.count()) == ("draft", 0)


def test_who_may_publish_does_so_at_once(client, steering, partner):
    write(client, NEW, wish=SHOW, **new_offer(provider=partner.pk))
    assert Offer.objects.get().status == "published"


def test_who_may_not_publish_and_asks_to_is_submitted(client, editor):
    write(client, NEW, wish=SHOW, **new_offer())
    assert Offer.objects.get().status == "submitted"


def test_two_offers_of_one_title_have_two_addresses(client, editor):
    for _number in range(2):
        write(client, NEW, **new_offer(is_another="on"))
    assert list(Offer.objects.order_by("pk").values_list("slug", flat=True)) == ["krabbelgruppe", "krabbelgruppe-2"]


def test_an_editor_cannot_write_for_another_partner(client, editor):
    response = write(client, NEW, **new_offer(provider=PartnerFactory().pk))
    assert (wrong_fields(parsed(response)), Offer.objects.count()) == (["#id_provider"], 0)


def test_an_offer_that_is_opened_and_saved_stays_as_it_is(client, steering):
    offer = complete_offer(
        facility=FacilityFactory(name="Familienzentrum"), ages=(-9, 36), places=8, valid_from=datetime.date(2026, 9, 1)
    )
    ScheduleFactory(offer=offer, kind="fortnightly", weekday=3, first_day=datetime.date(2026, 9, 3))
    ScheduleFactory(offer=offer, kind="monthly", weekday=0, nth=-1, first_day=datetime.date(2025, 1, 6))
    before = dict(Offer.objects.filter(pk=offer.pk).values()[0]), list(Schedule.objects.order_by("pk").values())
    response = write(client, edit_page(offer))
    after = dict(Offer.objects.filter(pk=offer.pk).values()[0]), list(Schedule.objects.order_by("pk").values())
    assert (response.status_code, after[1]) == (302, before[1])
    assert {name for name in before[0] if before[0][name] != after[0][name]} <= {"updated_at"}


def test_an_offer_that_is_saved_without_a_change_was_not_changed_lately(client, steering):
    offer = complete_offer()
    before = Offer.objects.get().updated_at
    write(client, edit_page(offer))
    assert Offer.objects.get().updated_at == before


AGES = [
    ({"all_ages": "on"}, None),
    ({"with_pregnancy": "on"}, (-9, 0)),
    ({"with_pregnancy": "on", "age_to_zahl": "1", "age_to_einheit": "jahre"}, (-9, 12)),
    ({"age_to_zahl": "18", "age_to_einheit": "monate"}, (0, 18)),
    ({"age_from_zahl": "3", "age_from_einheit": "jahre", "age_to_zahl": "6", "age_to_einheit": "jahre"}, (36, 72)),
]
WRONG_AGES = [
    ({}, "#id_age_to_group"),
    ({"age_from_zahl": "3"}, "#id_age_to_group"),
    ({"age_from_zahl": "3", "with_pregnancy": "on"}, "#id_age_from_group"),
    ({"age_from_zahl": "3", "age_to_zahl": "3"}, "#id_age_to_group"),
    ({"age_to_zahl": "28", "age_to_einheit": "jahre"}, "#id_age_to_group"),
    ({"age_to_zahl": "x"}, "#id_age_to_group"),
    ({"age_to_zahl": "-3"}, "#id_age_to_group"),
]
NO_AGE = {"age_from_zahl": "", "age_from_einheit": "monate", "age_to_zahl": "", "age_to_einheit": "monate"}


@pytest.mark.parametrize(("said", "span"), AGES)
def test_ages_are_said_in_months_and_years(client, editor, said, span):
    write(client, NEW, **new_offer(**NO_AGE | said))
    assert Offer.objects.get().month_span == span


@pytest.mark.parametrize(("said", "field"), WRONG_AGES)
def test_an_age_that_cannot_be_is_said_beside_its_field(client, editor, said, field):
    response = write(client, NEW, **new_offer(**NO_AGE | said))
    assert (wrong_fields(parsed(response)), Offer.objects.count()) == ([field], 0)


@pytest.mark.parametrize("ages", [(-9, 0), (-9, 12), (0, 36), (4, 18), (36, 72), (0, 325)])
def test_ages_come_back_as_they_went(client, steering, ages):
    offer = complete_offer(ages=ages)
    write(client, edit_page(offer))
    assert Offer.objects.get().month_span == ages


def test_a_time_that_nobody_understands_is_said_beside_its_field_and_nothing_is_lost(client, editor):
    response = write(client, NEW, **new_offer(schedules="ab und zu\ndienstags 9–11 Uhr"))
    page = parsed(response)
    assert (wrong_fields(page), page.find(".//textarea[@name='schedules']").text.strip()) == (
        ["#id_schedules"],
        "ab und zu\ndienstags 9–11 Uhr",
    )


def test_what_nobody_would_find_is_not_shown_to_families(client, editor):
    response = write(client, NEW, wish=SUBMIT, **new_offer(district=""))
    assert (wrong_fields(parsed(response)), Offer.objects.count()) == (["#id_facility"], 0)


def test_a_draft_need_not_be_found(client, editor):
    write(client, NEW, wish=SAVE, **new_offer(district=""))
    assert Offer.objects.count() == 1


def test_a_facility_is_named_and_a_name_that_nobody_knows_is_answered_with_those_alike(client, editor, partner):
    FacilityFactory(name="Familienzentrum Eicken")
    wrong = write(client, NEW, **new_offer(facility="Familienzentrum Eiken"))
    right = write(client, NEW, **new_offer(facility="Familienzentrum Eicken"))
    assert errors(parsed(wrong)) == [
        "findet statt in – „Familienzentrum Eiken“ kennen wir nicht. Meinten Sie „Familienzentrum Eicken“?"
    ]
    assert (right.status_code, Offer.objects.get().facility.name) == (302, "Familienzentrum Eicken")


def test_of_two_facilities_of_one_name_the_address_says_which(client, editor):
    FacilityFactory(name="Kita", slug="kita")
    second = FacilityFactory(name="Kita", slug="kita-2")
    wrong = write(client, NEW, **new_offer(facility="Kita"))
    write(client, NEW, **new_offer(facility="kita-2"))
    offer = Offer.objects.get()
    assert errors(parsed(wrong)) == [
        "findet statt in – „Kita“ gibt es mehrfach. Bitte schreiben Sie stattdessen „kita“ oder „kita-2“."
    ]
    assert (offer.facility, sent(client.get(edit_page(offer)))["facility"]) == (second, "kita-2")


def test_a_house_that_is_not_public_can_be_chosen_by_its_own_people_alone(client, editor, partner):
    FacilityFactory(name="Geheim", is_public=False)
    FacilityFactory(name="Eigen", is_public=False, partner=partner)
    wrong = write(client, NEW, **new_offer(facility="Geheim"))
    right = write(client, NEW, **new_offer(facility="Eigen"))
    assert (wrong_fields(parsed(wrong)), right.status_code) == (["#id_facility"], 302)


def test_whoever_looked_through_everything_confirms_it(client, steering):
    offer = complete_offer(confirmed_at=datetime.date(2025, 1, 1))
    write(client, edit_page(offer), confirms="on")
    offer.refresh_from_db()
    assert (offer.confirmed_at, offer.confirmed_by) == (timezone.localdate(), steering)


def test_the_form_says_what_families_will_read(client, steering):
    page = parsed(client.get(edit_page(complete_offer(ages=(4, 36)))))
    live = {place.get("data-live"): text_of(place) for place in page.iter("div") if place.get("data-live")}
    assert (live["ages"], live["completeness"].split(":")[0]) == (
        "für Kinder von 4 Monaten bis unter 3 Jahren",
        "10 von 14 Angaben, nach denen Familien fragenEs fehlt noch",
    )


def test_the_form_says_which_link_leads_nowhere(client, steering):
    offer = complete_offer(url=LinkCheckFactory(dead=True, url="https://example.org/weg/").url)
    notices = [text_of(one) for one in parsed(client.get(edit_page(offer))).findall(".//*[@class='notice-body']")]
    assert [one.startswith("Toter Link") for one in notices if "https://example.org/weg/" in one] == [True]


def test_before_an_offer_is_saved_that_is_there_already_its_writer_looks_at_the_other_one(client, editor, partner):
    there = complete_offer(title="Krabbelgruppe", provider=partner, ages=(0, 36))
    asked = write(client, NEW, **new_offer())
    links = [a.get("href") for a in parsed(asked).findall(".//div[@data-live='twins']//a")]
    assert (links, wrong_fields(parsed(asked)), Offer.objects.count()) == (
        [there.get_absolute_url()],
        ["#id_is_another"],
        1,
    )
    saved = client.post(NEW, sent(asked, is_another="on", wunsch=SAVE))
    assert (saved.status_code, Offer.objects.count()) == (302, 2)


def test_while_somebody_writes_the_form_tells_what_is_much_like_it(client, editor, partner):
    complete_offer(title="Krabbelgruppe", provider=partner, ages=(0, 36))
    data = sent(client.get(NEW), **new_offer())
    part = client.post(f"{NEW}zwischenstand/", data).json()["parts"]["twins"]
    assert "Das gibt es vielleicht schon:" in part


def test_an_offer_for_another_age_is_another_one(client, editor, partner):
    complete_offer(title="Krabbelgruppe", provider=partner, ages=(72, 120))
    assert write(client, NEW, **new_offer()).status_code == 302


def test_nobody_is_told_of_what_they_may_not_see(client, editor, partner):
    complete_offer(title="Krabbelgruppe", status="draft", provider=PartnerFactory(), district=DistrictFactory(column=0))
    assert write(client, NEW, **new_offer()).status_code == 302


def test_an_archived_offer_is_not_written(client, steering):
    offer = OfferFactory(status="archived")
    assert client.get(edit_page(offer)).url == f"/verwaltung/angebote/{offer.pk}/"


# What is kept


def test_what_was_typed_is_kept_and_answered_with_what_it_means(client, editor):
    data = sent(client.get(NEW), **new_offer(title="Halb fertig", summary=""))
    response = client.post(f"{NEW}zwischenstand/", data)
    kept = KeptForm.objects.get()
    assert (kept.user, kept.offer, kept.data["title"], str(kept.key)) == (
        editor,
        None,
        ["Halb fertig"],
        data["kennung"],
    )
    parts = response.json()["parts"]
    assert sorted(parts) == ["ages", "completeness", "texts", "times", "twins"]
    assert "für Kinder von 4 Monaten bis unter 3 Jahren" in parts["ages"]


def test_a_new_offer_that_was_begun_is_offered_and_opened_again(client, editor):
    data = sent(client.get(NEW), title="Halb fertig", age_to_zahl="x")
    client.post(f"{NEW}zwischenstand/", data)
    links = [a.get("href") for a in parsed(client.get(NEW)).iter("a") if text_of(a) == "Halb fertig"]
    again = sent(client.get(NEW + links[0]))
    assert (links, again["title"], again["age_to_zahl"], again["kennung"]) == (
        [f"?stand={data['kennung']}"],
        "Halb fertig",
        "x",
        data["kennung"],
    )


def test_a_change_that_was_begun_is_there_when_its_writer_comes_back_and_for_nobody_else(client, editor, partner):
    offer = complete_offer(provider=partner, title="Treff")
    address = edit_page(offer)
    client.post(f"/verwaltung/angebote/{offer.pk}/zwischenstand/", sent(client.get(address), title="Neuer Treff"))
    mine = sent(client.get(address))["title"]
    client.force_login(person("partner_editor", partner=partner))
    assert (mine, sent(client.get(address))["title"]) == ("Neuer Treff", "Treff")


def test_without_script_a_button_keeps_what_was_typed(client, editor):
    response = write(client, NEW, wish=KEEP, title="Halb fertig")
    assert (response.url, sent(client.get(response.url))["title"]) == (
        f"{NEW}?stand={KeptForm.objects.get().key}",
        "Halb fertig",
    )


def test_what_was_saved_is_kept_no_longer(client, editor):
    data = sent(client.get(NEW), **new_offer())
    client.post(f"{NEW}zwischenstand/", data)
    client.post(NEW, data | {"wunsch": SAVE})
    assert (Offer.objects.count(), KeptForm.objects.count()) == (1, 0)


def test_what_was_begun_can_be_dropped(client, editor, partner):
    offer = complete_offer(provider=partner, title="Treff")
    write(client, edit_page(offer), wish=KEEP, title="Anders")
    write(client, edit_page(offer), wish=DISCARD)
    assert (sent(client.get(edit_page(offer)))["title"], KeptForm.objects.count()) == ("Treff", 0)


def test_what_was_wrong_is_kept_too(client, editor):
    write(client, NEW, **new_offer(title=""))
    assert KeptForm.objects.get().data["summary"] == ["Ein Treffen für Eltern mit Babys."]


def test_what_was_sent_after_the_login_ran_out_is_back_after_the_login(client, editor, partner):
    offer = complete_offer(provider=partner)
    data = sent(client.get(edit_page(offer)), title="In letzter Minute")
    client.logout()
    asked = client.post(edit_page(offer), data)
    client.force_login(editor)
    assert (asked.url, sent(client.get(edit_page(offer)))["title"]) == (
        f"/konto/anmelden/?next={edit_page(offer)}",
        "In letzter Minute",
    )


def test_what_was_sent_before_the_second_step_was_shown_is_back_after_it(client, settings):
    offer, user = complete_offer(), person("steering")
    client.force_login(user)
    data = sent(client.get(edit_page(offer)), title="In letzter Minute")
    settings.SECOND_FACTOR_REQUIRED = True
    secret = with_app(user)
    asked = client.post(edit_page(offer), data)
    answer = client.post(asked.url, {"code": code_of(secret), "next": edit_page(offer)})
    assert (answer.url, sent(client.get(answer.url))["title"]) == (edit_page(offer), "In letzter Minute")


def test_what_a_stranger_sent_before_a_login_changes_nothing(client, editor, partner):
    offer = complete_offer(title="Treff")
    client.logout()
    client.post(edit_page(offer), {"title": "Fremd"})
    client.force_login(editor)
    assert (client.get(edit_page(offer)).status_code, KeptForm.objects.count()) == (404, 0)


def test_more_than_any_offer_needs_is_not_kept(client, editor):
    data = sent(client.get(NEW), description="x" * 100_001)
    assert (client.post(f"{NEW}zwischenstand/", data).json()["saved"], KeptForm.objects.count()) == (None, 0)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_form_is_kept_once(editor, is_new):
    offer = None if is_new else OfferFactory()
    first = KeptForm.objects.create(user=editor, offer=offer, data={})
    with pytest.raises(IntegrityError) as refused:
        KeptForm.objects.create(user=editor, offer=offer, key=first.key, data={})
    assert refused.value.__cause__.diag.constraint_name == ("new_form_is_kept_once" if is_new else "form_is_kept_once")


def test_what_nobody_went_on_with_for_two_months_is_deleted(editor):
    now = timezone.now()
    for days in (59, 61):
        KeptForm.objects.create(user=editor, data={}, saved_at=now - datetime.timedelta(days=days))
    assert (delete_old_forms(), KeptForm.objects.get().saved_at) == (1, now - datetime.timedelta(days=59))


# Rights


def test_who_may_open_the_form_of_an_offer(client, partner):
    offer = complete_offer(provider=partner)
    people = [
        person("partner_editor", partner=partner),
        person("partner_lead", partner=partner),
        person("steering"),
        person("partner_editor", partner=PartnerFactory()),
        person("coordinator", network=NetworkFactory()),
        person("planner"),
        person(),
    ]
    found = []
    for user in people:
        client.force_login(user)
        found.append(client.get(edit_page(offer)).status_code)
    assert found == [200, 200, 200, 404, 404, 403, 403]


@pytest.mark.parametrize("address", [NEW, "/verwaltung/angebote/1/bearbeiten/"])
def test_a_visitor_is_asked_to_log_in(client, address):
    assert client.get(address).url == f"/konto/anmelden/?next={address}"


@pytest.mark.parametrize("address", [f"{NEW}zwischenstand/", "/verwaltung/angebote/1/zwischenstand/"])
def test_what_is_kept_is_sent(client, steering, address):
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("end", ["bearbeiten", "zwischenstand"])
def test_an_offer_that_does_not_exist_is_not_written(client, steering, end):
    assert client.post(f"/verwaltung/angebote/999999/{end}/").status_code == 404


def test_the_form_asks_as_much_for_a_rich_offer_as_for_a_poor_one(client, steering, django_assert_max_num_queries):
    poor, rich = complete_offer(), complete_offer()
    poor.cooperation_partners.add(PartnerFactory())
    for number in range(12):
        ScheduleFactory(offer=rich, first_day=datetime.date(2026, 9, 1) + datetime.timedelta(days=7 * number))
        rich.cooperation_partners.add(PartnerFactory())
    counts = []
    client.get(edit_page(poor))  # what every page of a process reads once
    for offer in (poor, rich):
        with django_assert_max_num_queries(60) as asked:
            client.get(edit_page(offer))
        counts.append(len(asked))
    assert counts[0] == counts[1]
