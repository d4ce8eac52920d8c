"""The search's copies follow at once, or once at the end where a writer asks for it."""

import pytest
from django.db import connection, transaction

from offers.models import Entry, Offer, Reach, Tally
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db


def say(when: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS offers_freshen {when}")


def titles() -> list[str]:
    return sorted(Entry.objects.values_list("title", flat=True))


def test_a_copy_follows_each_statement_at_once():
    offer = OfferFactory(title="Eins")
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")

    assert titles() == ["Zwei"]


def test_a_writer_of_many_pays_once_and_at_the_end():
    say("DEFERRED")
    OfferFactory(title="Eins")
    OfferFactory(title="Zwei")
    before = titles()
    say("IMMEDIATE")

    assert (before, titles()) == ([], ["Eins", "Zwei"])


def test_after_the_end_copies_follow_at_once_again():
    say("DEFERRED")
    offer = OfferFactory(title="Eins")
    say("IMMEDIATE")
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")

    assert titles() == ["Zwei"]


def test_what_was_stale_before_a_rolled_back_part_is_still_done():
    say("DEFERRED")
    OfferFactory(title="Eins")
    with transaction.atomic():
        OfferFactory(title="Zwei")
        say("IMMEDIATE")
        transaction.set_rollback(True)
    say("IMMEDIATE")

    assert titles() == ["Eins"]


def copies() -> tuple[list, list, list]:
    """Return all that the search knows: entries, reaches and tallies that count something."""
    entries = Entry.objects.order_by("pk").values_list("pk", "title", "facets", "areas", "card")
    reaches = Reach.objects.order_by("entry_id", "area").values_list("entry_id", "area", "nearness", "title")
    tallies = Tally.objects.exclude(count=0).order_by("area", "step", "facet")
    return list(entries), list(reaches), list(tallies.values_list("area", "step", "facet", "count", "bound"))


def test_an_entry_is_found_in_the_areas_that_its_reaches_say():
    district, space = DistrictFactory(column=0), SocialSpaceFactory()
    SocialSpaceMembershipFactory(social_space=space, district=district)
    here = OfferFactory(title="hier", district=district)
    everywhere = OfferFactory(title="überall", district=DistrictFactory(column=5), is_citywide=True)
    nowhere = OfferFactory(title="ohne Ort")
    here_areas = [f"district:{district.pk}", f"space:{space.pk}"]
    assert dict(Entry.objects.values_list("pk", "areas")) == {
        here.pk: here_areas,
        everywhere.pk: [f"district:{everywhere.district_id}", "everywhere"],
        nowhere.pk: [],
    }
    here.catchment_districts.add(everywhere.district)
    assert set(here.entry.areas) == {*here_areas, f"district:{everywhere.district_id}"}
    reached = Reach.objects.exclude(area=Reach.ALL).order_by("area").values_list("entry_id", "area")
    assert sorted(reached) == [
        (pk, area) for pk, areas in Entry.objects.order_by("pk").values_list("pk", "areas") for area in areas
    ]


def test_many_at_once_come_out_as_if_written_anew():
    AgeStepFactory()
    first = OfferFactory(district=DistrictFactory())
    say("DEFERRED")
    fields = {field.attname: getattr(first, field.attname) for field in Offer._meta.concrete_fields}
    Offer.objects.bulk_create(Offer(**fields | {"id": None, "slug": f"s-{number}"}) for number in range(1100))
    say("IMMEDIATE")
    after_all = copies()
    say("DEFERRED")
    Offer.objects.filter(pk__in=Offer.objects.order_by("-pk").values("pk")[:540]).update(title="Neu", is_citywide=True)
    say("IMMEDIATE")
    after_some = copies()
    with connection.cursor() as cursor:
        cursor.execute("SELECT offers_rebuild()")

    assert len(after_all[0]) == 1101
    assert [title for _pk, title, *_rest in after_some[0]].count("Neu") == 540
    assert after_some == copies()
