"""Two offers made one: what refers to them, what is said, and what nobody may overwrite meanwhile."""

import datetime
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from offers.actions import ChangedMeanwhileError, Wish, merge_offers, proposed, resume, save_offer
from offers.actions.references import HANDLED, references_to
from offers.content import content_of
from offers.merging import BOTH, FIRST, SECOND, SideBySide
from offers.models import Entry, Offer, OfferTwins, OutdatedReport, ReviewReminder, Schedule, Submission
from tests.network.factories import FacilityFactory, PartnerFactory, UserFactory, person
from tests.offers.factories import LanguageFactory, OfferFactory, ScheduleFactory, TopicFactory

pytestmark = pytest.mark.django_db


def merge(keep: Offer, away: Offer, content: dict | None = None, seen: dict | None = None) -> None:
    seen = seen or {offer.pk: Offer.objects.get(pk=offer.pk).updated_at for offer in (keep, away)}
    merge_offers(keep, away, content=content or content_of(keep), seen=seen, by=UserFactory())


def state(*offers: Offer) -> list[tuple]:
    found = {row[0]: row[1:] for row in Offer.objects.values_list("pk", "status", "merged_into")}
    return [found[offer.pk] for offer in offers]


def remind(offer: Offer, address: str) -> None:
    day = datetime.date(2026, 12, 1)
    ReviewReminder.objects.create(offer=offer, due_on=day, stage=ReviewReminder.Stage.DUE, address=address)


def test_everything_that_refers_to_an_offer_is_thought_of():
    known = {name for name, column in references_to(Offer).items() if not hasattr(column.model, "pgh_tracked_model")}
    assert known == set(HANDLED)


def test_the_one_that_goes_is_archived_with_the_reason_and_leads_to_the_other():
    keep, away = OfferFactory(title="Elterncafé"), OfferFactory()
    merge(keep, away)
    away.refresh_from_db()
    assert (state(keep, away), away.archived_reason) == (
        [("published", None), ("archived", keep.pk)],
        "zusammengeführt mit „Elterncafé“",
    )


def test_a_long_title_fits_into_the_reason():
    keep, away = OfferFactory(title="ü" * 160), OfferFactory()
    merge(keep, away)
    assert state(away) == [("archived", keep.pk)]


def test_families_find_the_remaining_one_alone():
    keep, away = OfferFactory(), OfferFactory()
    merge(keep, away)
    assert list(Entry.objects.values_list("offer", flat=True)) == [keep.pk]


def test_reports_move_along():
    keep, away = OfferFactory(), OfferFactory()
    OutdatedReport.objects.create(offer=away, message="Die Uhrzeit stimmt nicht.")
    merge(keep, away)
    assert list(OutdatedReport.objects.values_list("offer", flat=True)) == [keep.pk]


def test_a_reminder_that_both_have_stays_with_the_one_that_goes():
    keep, away = OfferFactory(), OfferFactory()
    for offer, address in ((keep, "a@example.org"), (away, "a@example.org"), (away, "b@example.org")):
        remind(offer, address)
    merge(keep, away)
    found = ReviewReminder.objects.order_by("address", "offer").values_list("address", "offer")
    assert list(found) == [("a@example.org", keep.pk), ("a@example.org", away.pk), ("b@example.org", keep.pk)]


def waiting(offer: Offer, **content: str) -> Submission:
    base = content_of(Offer.objects.get(pk=offer.pk))
    return Submission.objects.create(offer=offer, base=base, content=base | content)


def test_a_change_that_waits_is_one_of_the_remaining_offer_then():
    keep, away = OfferFactory(), OfferFactory()
    change = waiting(away, phone="02161 2")
    merge(keep, away)
    change.refresh_from_db()
    assert (change.offer, change.state) == (keep, "waiting")
    assert proposed(change, content_of(Offer.objects.get(pk=keep.pk)))["phone"] == "02161 2"


@pytest.mark.parametrize("is_new", [True, False])
def test_a_change_beside_another_one_and_a_new_offer_are_taken_back_with_the_reason(is_new):
    keep, away = OfferFactory(title="Elterncafé"), OfferFactory()
    if is_new:
        change = Submission.objects.create(offer=away)
    else:
        waiting(keep, phone="1")
        change = waiting(away, phone="2")
    merge(keep, away)
    change.refresh_from_db()
    assert (change.offer, change.state, change.sentence, change.decided_by is None) == (
        away,
        "withdrawn",
        "zusammengeführt mit „Elterncafé“",
        False,
    )


def test_the_remaining_one_says_what_was_chosen_and_the_other_what_it_said():
    topics = [TopicFactory(), TopicFactory()]
    keep, away = OfferFactory(topics=topics[:1]), OfferFactory(topics=topics[1:], phone="030 23125-001")
    ScheduleFactory(offer=away)
    keep, away = Offer.objects.get(pk=keep.pk), Offer.objects.get(pk=away.pk)
    before = content_of(away)
    wanted = {
        **content_of(keep),
        "phone": "030 23125-001",
        "topics": sorted(t.pk for t in topics),
        "schedules": before["schedules"],
    }
    merge(keep, away, wanted)
    assert (content_of(Offer.objects.get(pk=keep.pk)), content_of(Offer.objects.get(pk=away.pk))) == (wanted, before)


def test_the_later_confirmation_counts():
    by, day = UserFactory(), datetime.date(2026, 11, 1)
    keep, away = OfferFactory(), OfferFactory(confirmed_at=day, confirmed_by=by)
    merge(keep, away)
    keep.refresh_from_db()
    assert (keep.confirmed_at, keep.confirmed_by) == (day, by)


def test_what_led_to_the_one_that_goes_leads_to_the_other_then():
    last, middle, first = OfferFactory(), OfferFactory(), OfferFactory()
    merge(middle, first)
    merge(last, middle)
    assert state(last, middle, first) == [("published", None), ("archived", last.pk), ("archived", last.pk)]


def test_taken_up_again_an_offer_has_its_own_address():
    keep, away = OfferFactory(), OfferFactory()
    merge(keep, away)
    assert (resume(Offer.objects.filter(pk=away.pk)), state(away)) == (1, [("draft", None)])


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_is_merged_when_one_was_changed_since(which):
    pair = [OfferFactory(), OfferFactory()]
    seen = {offer.pk: offer.updated_at for offer in pair}
    pair[which].save()
    with pytest.raises(ChangedMeanwhileError):
        merge(*pair, seen=seen)
    assert state(*pair) == [("published", None)] * 2


def test_an_offer_is_not_merged_with_itself_nor_with_what_is_archived():
    offer = OfferFactory()
    for other in (offer, OfferFactory(status="archived")):
        with pytest.raises(ChangedMeanwhileError):
            merge(offer, other)


def refused(**fields) -> str:
    """Return by which rule the database refuses to archive an offer that leads to another one."""
    offer = OfferFactory(status="archived")
    fields = {name: value(offer) if callable(value) else value for name, value in fields.items()}
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**fields)
    return error.value.__cause__.diag.constraint_name


def test_the_database_refuses_a_way_that_ends_nowhere():
    other = OfferFactory()
    chained = OfferFactory(status="archived", merged_into=other)
    found = [
        refused(merged_into=lambda offer: offer),
        refused(merged_into=other, status="draft", archived_reason=""),
        refused(merged_into=chained),
    ]
    assert found == ["offer_is_not_merged_into_itself", "merged_offer_is_archived", "merged_offers_form_no_chain"]


def test_the_database_refuses_to_lead_on_what_others_lead_to():
    middle = OfferFactory(status="archived")
    Offer.objects.filter(pk=OfferFactory(status="archived").pk).update(merged_into=middle)
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        Offer.objects.filter(pk=middle.pk).update(merged_into=OfferFactory())
    assert error.value.__cause__.diag.constraint_name == "merged_offers_form_no_chain"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"first": 1, "second": 0}, "twins_are_named_from_old_to_new"),
        ({"apart_by": UserFactory}, "who_told_twins_apart_did_so_at_a_time"),
        ({"again": True}, "twins_are_suspected_once"),
    ],
)
def test_the_database_refuses_pairs_that_mean_nothing(fields, name):
    offers = [OfferFactory(), OfferFactory()]
    facts = {"likeness": 1, "has_one_provider": True, "is_near": True, "first": offers[0], "second": offers[1]}
    if fields.pop("again", False):
        OfferTwins.objects.create(**facts)
    told = {name: offers[value] if isinstance(value, int) else value() for name, value in fields.items()}
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        OfferTwins.objects.create(**facts | told)
    assert error.value.__cause__.diag.constraint_name == name


# Side by side


def test_only_what_differs_is_asked():
    first = OfferFactory(title="Elterncafé", phone="1")
    second = OfferFactory(title="Elterncafé", phone="2", provider=first.provider)
    pair = SideBySide([second, first])
    found = [(question.code, question.texts, question.can_be_united) for question in pair.questions]
    assert (found, len(pair.alike) > 20) == ([("phone", ("1", "2"), False)], True)


def test_the_fuller_answer_is_proposed_and_of_two_full_ones_the_fresher():
    house = FacilityFactory()
    first = OfferFactory(description="Lang.", phone="1", confirmed_at=datetime.date(2026, 10, 1))
    second = OfferFactory(facility=house, phone="2", confirmed_at=datetime.date(2026, 10, 2), provider=first.provider)
    found = {question.code: question.default for question in SideBySide([first, second]).questions}
    assert found == {"title": SECOND, "description": FIRST, "facility": SECOND, "phone": SECOND}


@pytest.mark.parametrize(
    ("first", "second", "stays"),
    [
        ("published", "draft", FIRST),
        ("draft", "published", SECOND),
        ("published", "published", FIRST),
        ("draft", "draft", FIRST),
    ],
)
def test_the_one_that_families_see_is_proposed_to_stay(first, second, stays):
    offers = [OfferFactory(status=first), OfferFactory(status=second)]
    assert SideBySide(offers).stays == stays


def test_lists_are_united_and_the_rest_is_chosen():
    arabic, turkish = LanguageFactory(), LanguageFactory(code="tr", name="Türkisch")
    first, second = OfferFactory(title="A"), OfferFactory(title="B")
    first.languages.set([arabic, turkish])
    second.languages.set([turkish])
    one = ScheduleFactory(offer=first)
    for starts in (one.starts, datetime.time(8)):
        ScheduleFactory(offer=second, starts=starts)
    pair = SideBySide([first, second])
    choices = {question.code: FIRST for question in pair.questions} | {"languages": BOTH, "schedules": BOTH}
    content = pair.content(choices)
    assert (content["title"], content["languages"], [time["starts"] for time in content["schedules"]]) == (
        "A",
        sorted([arabic.pk, turkish.pk]),
        ["08:00:00", "09:30:00"],
    )


def test_a_place_is_chosen_as_a_whole():
    first = OfferFactory(street="Weg 1", postcode="41061", city="Musterstadt")
    second = OfferFactory(facility=FacilityFactory())
    pair = SideBySide([first, second])
    content = pair.content({question.code: SECOND for question in pair.questions})
    assert (content["facility"], content["street"], content["postcode"]) == (second.facility_id, "", "")


# Two at once


def both(first, second) -> tuple[bool, list]:
    """Begin `first` and, before it ends, `second` in a connection of its own; return whether that waited, and what both gave."""
    results: list = []

    def other() -> None:
        try:
            with transaction.atomic():
                results.append(second())
        except ChangedMeanwhileError:
            results.append("changed meanwhile")
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        results.append(first())
        thread.start()
        thread.join(0.7)
        waits = thread.is_alive()
    thread.join()
    return waits, results


def edit(offer: Offer):
    """Change an offer as its form does."""
    by = person("steering")
    base = content_of(offer)

    def perform() -> str:
        try:
            saved = save_offer(
                offer.pk,
                base=base,
                content=base | {"summary": "Neu gesagt."},
                by=by,
                wish=Wish.KEEP,
                confirms=False,
            )
        except Offer.DoesNotExist:
            return "archived by now"
        return saved.outcome.value

    return perform


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", [0, 1])
def test_a_merge_beside_an_edit_waits_and_overwrites_nothing(which):
    pair = [OfferFactory(), OfferFactory()]
    seen = {offer.pk: offer.updated_at for offer in pair}
    content, by = content_of(pair[0]), UserFactory()
    found = both(edit(pair[which]), lambda: merge_offers(*pair, content=content, seen=seen, by=by))
    assert (found, state(*pair)) == ((True, ["public", "changed meanwhile"]), [("published", None)] * 2)


@pytest.mark.django_db(transaction=True)
def test_an_edit_beside_a_merge_waits_and_finds_the_offer_archived():
    keep, away = OfferFactory(), OfferFactory()
    found = both(lambda: merge(keep, away), edit(away))
    assert (found, state(keep, away)) == (
        (True, [None, "archived by now"]),
        [("published", None), ("archived", keep.pk)],
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_crosswise_the_first_one_counts():
    one, other = OfferFactory(), OfferFactory()
    seen, by = {offer.pk: offer.updated_at for offer in (one, other)}, UserFactory()
    contents = [content_of(one), content_of(other)]
    found = both(
        lambda: merge_offers(one, other, content=contents[0], seen=seen, by=by),
        lambda: merge_offers(other, one, content=contents[1], seen=seen, by=by),
    )
    assert (found, state(one, other)) == (
        (True, [None, "changed meanwhile"]),
        [("published", None), ("archived", one.pk)],
    )


@pytest.mark.django_db(transaction=True)
def test_two_merges_that_would_make_a_chain_follow_each_other():
    last, middle, first = OfferFactory(), OfferFactory(), OfferFactory()
    seen, by = {offer.pk: offer.updated_at for offer in (last, middle, first)}, UserFactory()
    contents = {offer.pk: content_of(offer) for offer in (last, middle)}
    found = both(
        lambda: merge_offers(last, middle, content=contents[last.pk], seen=seen, by=by),
        lambda: merge_offers(middle, first, content=contents[middle.pk], seen=seen, by=by),
    )
    assert (found, state(middle, first)) == (
        (True, [None, "changed meanwhile"]),
        [("archived", last.pk), ("published", None)],
    )


def test_a_merge_says_when_the_remaining_one_was_changed():
    keep, away = OfferFactory(), OfferFactory()
    before = timezone.now()
    merge(keep, away)
    keep.refresh_from_db()
    assert keep.updated_at > before


def test_times_of_the_one_that_goes_stay_with_it():
    keep, away = OfferFactory(), OfferFactory(provider=PartnerFactory())
    ScheduleFactory(offer=away)
    merge(keep, away)
    assert list(Schedule.objects.values_list("offer", flat=True)) == [away.pk]
