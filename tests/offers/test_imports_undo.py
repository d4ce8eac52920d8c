"""An import taken back: what nobody touched since becomes what it was, the rest stays and is named."""

import pytest

from network.models import Facility, Partner
from offers.imports import undoing
from offers.models import Import, Offer
from tests.network.factories import FacilityFactory, MembershipFactory, PartnerFactory, UserFactory
from tests.offers.factories import OfferFactory, TopicFactory
from tests.offers.imports import applied, numbers, undone

pytestmark = pytest.mark.django_db
ROW = {"id": "k-1", "title": "Krabbelgruppe", "phone": "0211 1", "status": "published"}


def test_what_was_changed_becomes_what_it_was():
    TopicFactory(code="spielen")
    first = ROW | {"topics": "", "weekly": "mo 9-10", "valid_from": "2027-01-01", "latitude": "", "longitude": ""}
    applied(first)
    before = Offer.objects.values("title", "ages", "phone", "valid_from", "point").get()
    news = {"title": "Neu", "age_to_months": "24", "phone": "", "valid_from": "2027-02-01", "topics": "spielen"}
    owner = undone(applied(first | news | {"weekly": "di 9-10", "latitude": "51.1", "longitude": "6.4"}))

    offer = Offer.objects.get()
    assert Offer.objects.values(*before).get() == before
    assert (offer.topics.count(), offer.schedules.get().weekday) == (0, 0)
    assert (owner.state, owner.undone_by, owner.rows.exclude(stays="").count()) == ("undone", owner.made_by, 0)


def test_what_was_made_goes_into_the_archive_with_the_reason():
    owner = undone(applied(ROW))
    offer = Offer.objects.get()
    assert (offer.status, offer.archived_reason) == ("archived", undoing.reason_of(owner))
    assert Partner.objects.get().is_public is False


def test_a_later_file_takes_it_up_again():
    undone(applied(ROW))
    owner = applied(ROW | {"phone": "0211 2"})
    offer = Offer.objects.get()
    assert (offer.status, offer.archived_reason, offer.phone) == ("published", "", "0211 2")
    assert (Partner.objects.get().is_public, numbers(owner)) == (True, {"changed": 1})


def test_taken_up_without_a_status_it_is_a_draft():
    row = {name: value for name, value in ROW.items() if name != "status"}
    undone(applied(row))
    applied(row)
    assert Offer.objects.get().status == "draft"


def test_a_file_after_the_undoing_is_no_correction():
    applied(ROW)
    undone(applied(ROW | {"phone": "falsch"}))
    applied(ROW | {"phone": "0211 3"})
    assert Offer.objects.get().phone == "0211 3"


def test_what_somebody_changed_since_stays_and_is_named():
    applied(ROW)
    owner = applied(ROW | {"title": "Neu", "phone": "0211 2"})
    Offer.objects.update(phone="02151 99")
    owner = undone(owner)
    offer = Offer.objects.get()
    assert (offer.title, offer.phone) == ("Krabbelgruppe", "02151 99")
    assert owner.rows.get().stays == "Telefon wurde seither geändert (jetzt: 02151 99)."


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (lambda offer: Offer.objects.filter(pk=offer.pk).update(phone="1"), "Seither geändert: Telefon."),
        (lambda offer: offer.save(), "Seither bearbeitet, zuletzt am "),
    ],
)
def test_a_made_offer_that_somebody_went_on_with_stays(touch, why):
    owner = applied(ROW)
    touch(Offer.objects.get())
    owner = undone(owner)
    assert (Offer.objects.get().status, owner.rows.get(sort="offer").stays.startswith(why)) == ("published", True)
    assert owner.rows.get(sort="partner").stays == "Wird inzwischen gebraucht: Angebote."


def test_a_made_partner_that_is_used_stays_public():
    owner = applied({"name": "Neu"}, sort="partner")
    MembershipFactory(partner=Partner.objects.get())
    owner = undone(owner)
    assert (Partner.objects.get().is_public, owner.rows.get().stays) == (
        True,
        "Wird inzwischen gebraucht: Mitgliedschaften.",
    )


def test_a_made_facility_goes_out_of_sight():
    owner = undone(applied({"name": "Haus", "provider": PartnerFactory().name}, sort="facility"))
    assert (Facility.objects.get().is_public, owner.state) == (False, "undone")


def test_a_value_whose_record_is_gone_cannot_come_back():
    topic = TopicFactory(code="spielen")
    applied(ROW | {"topics": "spielen"})
    owner = applied(ROW | {"topics": ""})
    topic.delete()
    assert undone(owner).rows.get().stays == "Themen: Was vorher dort stand, gibt es nicht mehr."


def test_a_value_whose_record_was_put_away_cannot_come_back():
    applied(ROW)
    house = FacilityFactory(partner=Partner.objects.get(), name="Haus am Park")
    applied(ROW | {"facility": house.name})
    owner = applied(ROW | {"facility": ""})
    Facility.objects.filter(pk=house.pk).update(is_public=False, archived_reason="geschlossen")
    assert undone(owner).rows.get().stays == "findet statt in: Was vorher dort stand, gibt es nicht mehr."


def test_an_offer_that_is_gone_is_named():
    owner = applied(ROW)
    Offer.objects.all().delete()
    assert undone(owner).rows.get(sort="offer").stays == "Den Datensatz gibt es nicht mehr."


def test_the_preview_changes_nothing_and_says_the_same():
    owner = applied(ROW, ROW | {"id": "k-2", "title": "Zweite"})
    Offer.objects.filter(external_id="k-2").update(phone="anders")
    found = [
        (step.row.line, step.withdraws, bool(step.why))
        for some in undoing.steps(owner, by=owner.made_by)
        for step in some
    ]
    assert found == [(2, True, False), (3, False, True), (2, False, True)]
    assert Import.objects.get().state == "applied"
    assert set(Offer.objects.values_list("status", flat=True)) == {"published"}


def test_an_older_import_leaves_alone_what_a_newer_one_changed():
    first = applied(ROW)
    applied(ROW | {"phone": "0211 2"})
    undone(first)
    assert Offer.objects.get().status == "published"


def test_who_confirmed_and_when_comes_back():
    by = UserFactory()
    OfferFactory(external_id="k-1", confirmed_at="2026-05-01", confirmed_by=by)
    undone(applied(ROW | {"confirmed_at": "2026-06-01"}))
    offer = Offer.objects.get()
    assert (f"{offer.confirmed_at}", offer.confirmed_by) == ("2026-05-01", by)
