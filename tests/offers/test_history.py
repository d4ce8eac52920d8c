"""The history that the database writes down, whoever changes a record and by whatever way."""

import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pghistory.core import event_models
from pghistory.models import Context

from kit.history import events_of, prune, through
from kit.links import set_links
from network.models import Facility, Membership, Partner, RoleAssignment, User
from offers.content import apply, content_of
from offers.history import KINDS, kind_of
from offers.models import Offer, Schedule
from tests.network.factories import (
    AccessibilityFeatureFactory,
    FacilityFactory,
    MembershipFactory,
    OpeningHoursFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
)
from tests.offers.factories import OfferFactory, OfferTypeFactory, ScheduleFactory, TopicFactory
from tests.offers.history import edit, run, versions
from tests.offers.importing import import_offers, write_offers

pytestmark = pytest.mark.django_db
APPS = ("sozialraum", "network", "offers")


def said(record, name):
    """Return what each version says in a field, the newest first."""
    return [version.content[name] for version in versions(record)]


def test_a_new_record_has_one_version_that_began_with_nothing():
    [version] = versions(OfferFactory(title="Treff"))
    assert (version.content["title"], version.before) == ("Treff", None)


def test_each_change_makes_a_version_that_says_what_the_record_said_then():
    offer = OfferFactory(title="Eins")
    edit(offer, title="Zwei")
    edit(offer, title="Drei")
    assert said(offer, "title") == ["Drei", "Zwei", "Eins"]


def test_a_statement_past_all_of_the_portal_leaves_a_version():
    offer = OfferFactory(title="Eins")
    with through("import"):
        run("UPDATE offers_offer SET title = 'Zwei' WHERE id = %s", offer.pk)
    assert said(offer, "title") == ["Zwei", "Eins"]


def test_a_change_of_many_records_at_once_leaves_a_version_of_each():
    offers = OfferFactory.create_batch(3)
    with through("import"):
        Offer.objects.update(summary="Neu")
    assert [said(offer, "summary")[0] for offer in offers] == ["Neu"] * 3
    assert [len(versions(offer)) for offer in offers] == [2] * 3


def test_records_created_together_have_their_first_version():
    partner = PartnerFactory()
    made = Partner.objects.bulk_create(Partner(name=f"P{n}", slug=f"p{n}", kind=partner.kind) for n in range(3))
    assert [len(versions(one)) for one in made] == [1, 1, 1]


def test_what_changes_nothing_leaves_no_version():
    offer = OfferFactory()
    with through("import"):
        offer.save()
    edit(offer, title=offer.title, point=offer.point)
    assert len(versions(offer)) == 1


def test_a_link_that_comes_goes_and_comes_back_is_told_each_time():
    offer, topic = OfferFactory(), TopicFactory(code="spiel")
    for deed in (offer.topics.add, offer.topics.remove, offer.topics.add):
        with through("import"):
            deed(topic)
    assert said(offer, "topics") == [[topic.pk], [], [topic.pk], []]


def test_links_of_many_records_at_once_are_told():
    offers, topic = OfferFactory.create_batch(2), TopicFactory(code="spiel")
    with through("import"):
        set_links(Offer, "topics", {offer.pk: {topic.pk} for offer in offers})
    assert [said(offer, "topics") for offer in offers] == [[[topic.pk], []]] * 2


def test_times_are_told_as_they_come_change_and_go():
    offer = OfferFactory()
    with through("import"):
        time = ScheduleFactory(offer=offer, starts=datetime.time(9))
    with through("import"):
        Schedule.objects.filter(pk=time.pk).update(starts=datetime.time(10))
    with through("import"):
        time.delete()
    assert [[row["starts"] for row in rows] for rows in said(offer, "schedules")] == [
        [],
        ["10:00:00"],
        ["09:00:00"],
        [],
    ]


def test_what_happens_in_one_context_is_one_version():
    offer = OfferFactory()
    with through("import"):
        offer.topics.add(TopicFactory(code="spiel"))
        Offer.objects.filter(pk=offer.pk).update(title="Neu")
        ScheduleFactory(offer=offer)
    assert len(versions(offer)) == 2


def test_what_was_done_and_undone_in_one_version_is_none():
    offer, topic = OfferFactory(), TopicFactory(code="spiel")
    with through("import"):
        offer.topics.add(topic)
        offer.topics.remove(topic)
    assert len(versions(offer)) == 1


def test_a_version_of_an_offer_says_what_its_content_says():
    offer = OfferFactory(point=Point(6.4412341, 51.1912349, srid=4326), valid_from=datetime.date(2026, 9, 1), places=7)
    offer.topics.add(TopicFactory(code="spiel"))
    ScheduleFactory(offer=offer)
    content = content_of(Offer.objects.get(pk=offer.pk))
    newest = versions(offer)[0].content
    assert {name: newest[name] for name in content} == content


def test_a_record_that_is_older_than_its_history_has_a_first_version_all_the_same():
    offer, topic = OfferFactory(title="Eins"), TopicFactory(code="spiel")
    offer.topics.add(topic)
    ScheduleFactory(offer=offer)
    for events in (events_of(Offer), events_of(Offer, "topics"), events_of(Schedule)):
        events.objects.all().delete()
    edit(offer, title="Zwei")
    with through("import"):
        offer.topics.clear()
    first = versions(offer)[-1]
    told = (first.key, first.before, first.content["title"], first.content["topics"], len(first.content["schedules"]))
    assert told == (0, None, "Eins", [topic.pk], 1)


def test_a_version_knows_by_which_way_it_came_about():
    offer = OfferFactory()
    edit(offer, way="nightly", title="Neu")
    assert [version.origin for version in versions(offer)] == [{"through": "nightly"}, None]


def test_an_import_leaves_a_version_with_all_that_it_changed(tmp_path):
    OfferTypeFactory(code="beratung", name="Beratung")
    row = {"id": "a1", "title": "Treff", "summary": "Kurz", "provider": PartnerFactory().name, "all_ages": "yes"}
    words = {"type": "beratung", "topics": TopicFactory(code="spiel").code}
    import_offers(write_offers(tmp_path / "a.csv", row | words | {"weekly": "mo 09:30-11:00"}))
    import_offers(write_offers(tmp_path / "b.csv", row | words | {"weekly": "di 09:30-11:00", "title": "Café"}))
    newest, first = versions(Offer.objects.get())
    told = [(one.content["title"], [time["weekday"] for time in one.content["schedules"]]) for one in (newest, first)]
    assert told == [("Café", [1]), ("Treff", [0])]
    assert [one.origin for one in (newest, first)] == [{"through": "import"}] * 2


def test_the_nightly_run_says_so(municipality):
    user = UserFactory(is_active=True)
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    User.objects.filter(pk=user.pk).update(last_login=long_ago, created_at=long_ago, warned_at=long_ago)
    call_command("run_scheduled", stdout=StringIO())
    assert versions(user)[0].origin == {"through": "nightly"}


def test_opening_hours_and_accessibility_are_part_of_a_facility():
    facility, feature = FacilityFactory(), AccessibilityFeatureFactory()
    with through("import"):
        OpeningHoursFactory(facility=facility)
        facility.accessibility.add(feature)
    newest = versions(facility)[0].content
    assert (newest["opening_hours"], newest["accessibility"]) == (
        [{"weekday": 0, "opens": "09:00:00", "closes": "12:00:00", "note": ""}],
        [feature.pk],
    )


def test_memberships_and_roles_have_a_history():
    membership, role = MembershipFactory(), RoleFactory()
    edit(membership, role="guest")
    assert (said(membership, "role"), said(role, "role")) == (["guest", "member"], ["steering"])


def test_of_an_account_the_history_keeps_its_rights_alone():
    user = UserFactory(name="Erika Beispiel")
    edit(user, is_staff=True)
    edit(user, name="Erika Muster", email="neu@example.org")
    assert [set(version.content) for version in versions(user)] == [{"is_superuser", "is_staff", "is_active"}] * 2


def test_every_record_that_people_edit_has_a_history_or_is_known_to_have_none():
    kept = {kind.model for kind in KINDS.values()} | {part.model for kind in KINDS.values() for part in kind.parts}
    # What the monitoring tracks has pages of its own, but for outcomes, which it adds to these kinds.
    kept = {model for model in kept if model._meta.app_label in APPS}
    tracked = {
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if hasattr(model, "pgh_event_models") and not model._meta.proxy
    }
    assert tracked == kept


def test_events_go_after_ten_years_and_the_later_versions_stay_whole():
    offer = OfferFactory(title="Eins")
    for title in ("Zwei", "Drei"):
        edit(offer, title=title)
    now = timezone.now()
    long_ago = now - datetime.timedelta(days=3660)
    newest = events_of(Offer).objects.order_by("-pgh_id").first()
    for events in event_models():
        events.objects.exclude(pgh_id=newest.pgh_id).update(pgh_created_at=long_ago)
    Context.objects.exclude(pk=newest.pgh_context_id).update(created_at=long_ago)
    prune(now)
    assert [(one.key == 0, one.content["title"]) for one in versions(offer)] == [(False, "Drei"), (True, "Zwei")]
    assert (prune(now), Context.objects.count()) == (0, 1)


@pytest.mark.parametrize("model", [Offer, Facility, Partner, Membership, RoleAssignment])
def test_a_kind_is_found_by_its_model(model):
    assert kind_of(model).model is model


def test_a_model_without_history_is_of_no_kind():
    assert kind_of(Schedule) is None


class RandomEdits(TestCase):
    """Whatever is written in whatever order, each version says what the record said then, and can be brought back."""

    @settings(max_examples=30)
    @given(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "title": st.sampled_from(["A", "B"]),
                    "ages": st.sampled_from([None, [0, 36], [-9, 12]]),
                    "topics": st.sets(st.integers(0, 2)),
                    "schedules": st.lists(st.sampled_from([0, 2, 4]), max_size=3),
                    "valid_from": st.sampled_from([None, "2026-09-01"]),
                    "places": st.sampled_from([None, 5]),
                },
            ),
            max_size=5,
        ),
        st.data(),
    )
    def test_every_version_is_what_the_record_said_and_comes_back(self, edits, data):
        topics = [TopicFactory(code=f"thema-{number}").pk for number in range(3)]
        offer = OfferFactory()
        remembered = [content_of(Offer.objects.get(pk=offer.pk))]
        for change in edits:
            content = dict(change)
            if "topics" in change:
                content["topics"] = sorted(topics[number] for number in change["topics"])
            if "schedules" in change:
                content["schedules"] = [weekly(day) for day in change["schedules"]]
            with through("import"):
                apply(Offer.objects.get(pk=offer.pk), content)
            after = content_of(Offer.objects.get(pk=offer.pk))
            remembered += [after] if after != remembered[-1] else []
        found = versions(offer)
        assert [{name: one.content[name] for name in remembered[0]} for one in found] == remembered[::-1]
        wanted = data.draw(st.sampled_from(found))
        apply(offer, {name: wanted.content[name] for name in remembered[0]})
        assert versions(offer)[0].content == wanted.content


def weekly(weekday):
    return {
        "kind": "weekly",
        "weekday": weekday,
        "nth": None,
        "first_day": "2026-09-02",
        "last_day": None,
        "starts": "09:30:00",
        "ends": "11:00:00",
        "pauses_in_school_holidays": True,
        "pauses_on_public_holidays": True,
    }
