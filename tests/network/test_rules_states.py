"""How far rules of procedure have come by a day, and what the steps of their way refuse: the days at the edges count."""

import datetime
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from network.actions import (
    NotPossibleError,
    NotSignedError,
    adopt,
    ask_to_sign,
    draft_rules,
    expire,
    put_in_force,
    remind_of_renewals,
    remove_signature,
    sign,
)
from network.actions.rules import SENTENCES
from network.models import RulesOfProcedure, Signature
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, UserFactory, person
from tests.network.factories_of_networks import RulesFactory, SignatureFactory
from tests.offers.days import days

pytestmark = pytest.mark.usefixtures("municipality")
ADOPTED, BEGUN, ENDED = datetime.date(2026, 1, 10), datetime.date(2026, 2, 1), datetime.date(2027, 2, 1)
ONE = datetime.timedelta(days=1)


def refusal(act) -> str:
    """Return the sentence with which a step is refused."""
    with pytest.raises((NotPossibleError, NotSignedError)) as error:
        act()
    return str(error.value)


def dates(rules) -> tuple:
    return RulesOfProcedure.objects.values_list("adopted_on", "valid_from", "valid_until").get(pk=rules.pk)


def test_a_version_says_on_each_day_how_far_it_has_come():
    rules = RulesFactory.build(adopted_on=ADOPTED, valid_from=BEGUN, valid_until=ENDED)
    edges = [ADOPTED - ONE, ADOPTED, BEGUN - ONE, BEGUN, ENDED - ONE, ENDED, ENDED + ONE]
    assert [str(rules.state(day)) for day in edges] == [
        "drafted",
        "adopted",
        "adopted",
        "in_force",
        "in_force",
        "expired",
        "expired",
    ]


def test_a_draft_stays_one_as_long_as_nobody_adopts_it():
    draft = RulesFactory.build()
    assert (draft.is_draft, str(draft.state(datetime.date(2999, 1, 1))), draft.can_be_signed) == (
        True,
        "drafted",
        False,
    )


@pytest.mark.parametrize(
    ("adopted", "begun", "ended", "may"),
    [
        (1, None, None, False),
        (0, None, None, True),
        (0, 5, None, True),
        (-9, -5, None, True),
        (-9, -5, 1, True),
        (-9, -5, 0, False),
    ],
)
def test_members_sign_from_the_day_of_adoption_until_the_day_before_the_end(adopted, begun, ended, may):
    when = [None if number is None else days(number) for number in (adopted, begun, ended)]
    rules = RulesFactory(adopted_on=when[0], valid_from=when[1], valid_until=when[2])
    can = RulesOfProcedure.objects.open_to_sign(timezone.localdate()).filter(pk=rules.pk).exists()
    assert (rules.can_be_signed, can) == (may, may)


def test_everybody_reads_what_is_or_was_in_force_and_nothing_earlier():
    in_force = RulesFactory(adopted_on=days(-9), valid_from=days(0))
    expired = RulesFactory(adopted_on=days(-9), valid_from=days(-5), valid_until=days(-1))
    RulesFactory(adopted_on=days(-9), valid_from=days(1))
    RulesFactory(adopted_on=days(-9))
    RulesFactory()
    assert set(RulesOfProcedure.objects.public()) == {in_force, expired}


@pytest.mark.parametrize(
    ("years", "begun", "due"),
    [
        (3, datetime.date(2026, 2, 1), datetime.date(2029, 2, 1)),
        (1, datetime.date(2028, 2, 29), datetime.date(2029, 2, 28)),
        (4, datetime.date(2028, 2, 29), datetime.date(2032, 2, 29)),
        (None, datetime.date(2026, 2, 1), None),
        (3, None, None),
    ],
)
def test_rules_are_renewed_as_many_years_after_they_began_as_the_network_says(years, begun, due):
    network = NetworkFactory.build(renewal_years=years)
    assert RulesFactory.build(network=network, valid_from=begun).renewal_due == due


def test_rules_that_end_need_no_renewal():
    network = NetworkFactory.build(renewal_years=3)
    assert RulesFactory.build(network=network, valid_from=BEGUN, valid_until=ENDED).renewal_due is None


def test_who_has_not_signed_are_the_members_of_that_day_without_guests():
    rules = RulesFactory(adopted_on=days(-9))
    own = {"network": rules.network}
    SignatureFactory(rules=rules, signed_on=days(-1))
    waiting = MembershipFactory(**own)
    coordinating = MembershipFactory(**own, role="coordination")
    MembershipFactory(**own, role="guest")
    MembershipFactory(**own, valid_until=days(0))
    later = MembershipFactory(**own, valid_from=days(1))
    MembershipFactory()
    assert set(rules.unsigned()) == {waiting, coordinating}
    assert set(rules.unsigned(days(1))) == {waiting, coordinating, later}


def test_a_signature_under_an_earlier_version_does_not_count_for_the_next():
    first = SignatureFactory()
    second = RulesFactory(network=first.rules.network, adopted_on=days(-3))
    assert [one.partner for one in second.unsigned()] == [first.partner]


def test_versions_are_numbered_on_within_their_network():
    network, other = NetworkFactory(), NetworkFactory()
    drafted = [draft_rules(network=one, title="Ordnung", text="§ 1") for one in (network, network, other)]
    assert [(one.number, one.is_draft, one.drafted_on) for one in drafted] == [
        (1, True, days(0)),
        (2, True, days(0)),
        (1, True, days(0)),
    ]


def test_a_version_that_was_adopted_before_it_was_written_down_was_drafted_by_then():
    rules = draft_rules(network=NetworkFactory(), title="Ordnung", text="§ 1")
    adopt(rules=rules, day=ADOPTED)
    rules.refresh_from_db()
    assert (rules.adopted_on, rules.drafted_on) == (ADOPTED, ADOPTED)


def test_a_version_is_adopted_once():
    rules = RulesFactory(adopted_on=ADOPTED)
    assert refusal(lambda: adopt(rules=rules, day=BEGUN)) == "Diese Fassung ist schon verabschiedet."
    assert dates(rules) == (ADOPTED, None, None)


def test_a_version_comes_into_force_on_the_day_of_its_adoption_at_the_earliest():
    draft, rules = RulesFactory(), RulesFactory(adopted_on=ADOPTED)
    never = "In Kraft tritt, was verabschiedet und noch nicht in Kraft ist."
    early = "In Kraft tritt eine Fassung frühestens am Tag, an dem sie verabschiedet wurde."
    assert refusal(lambda: put_in_force(rules=draft, day=BEGUN)) == never
    assert refusal(lambda: put_in_force(rules=rules, day=ADOPTED - ONE)) == early
    put_in_force(rules=rules, day=ADOPTED)
    assert dates(rules) == (ADOPTED, ADOPTED, None)
    assert refusal(lambda: put_in_force(rules=rules, day=BEGUN)) == never


def test_the_version_before_ends_on_the_day_on_which_the_next_begins():
    first = RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN)
    elsewhere = RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN)
    second = RulesFactory(network=first.network, adopted_on=ADOPTED)
    put_in_force(rules=second, day=ENDED)
    assert [dates(one)[1:] for one in (first, second, elsewhere)] == [(BEGUN, ENDED), (ENDED, None), (BEGUN, None)]


def test_two_versions_do_not_come_into_force_on_one_day():
    first = RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN)
    second = RulesFactory(network=first.network, adopted_on=ADOPTED)
    sentence = "An diesem Tag ist eine andere Fassung in Kraft, oder jemand hat sie später noch unterzeichnet."
    assert refusal(lambda: put_in_force(rules=second, day=BEGUN)) == sentence
    assert [dates(one)[1:] for one in (first, second)] == [(BEGUN, None), (None, None)]


def test_a_successor_does_not_begin_before_somebody_signed_the_version_before():
    signed = SignatureFactory(rules=RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN), signed_on=ENDED)
    second = RulesFactory(network=signed.rules.network, adopted_on=ADOPTED)
    sentence = "An diesem Tag ist eine andere Fassung in Kraft, oder jemand hat sie später noch unterzeichnet."
    assert refusal(lambda: put_in_force(rules=second, day=ENDED)) == sentence
    put_in_force(rules=second, day=ENDED + ONE)
    assert dates(signed.rules)[2] == ENDED + ONE


def test_a_version_without_a_successor_expires_a_day_after_it_began_at_the_earliest():
    only = "Außer Kraft tritt nur, was in Kraft ist, und frühestens einen Tag danach."
    rules = RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN)
    adopted = RulesFactory(adopted_on=ADOPTED)
    assert [refusal(partial(expire, rules=one, day=BEGUN)) for one in (rules, adopted)] == [only, only]
    expire(rules=rules, day=BEGUN + ONE)
    assert dates(rules)[2] == BEGUN + ONE
    assert refusal(lambda: expire(rules=rules, day=ENDED)) == only


def test_a_version_does_not_expire_before_its_last_signature():
    signed = SignatureFactory(rules=RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN), signed_on=ENDED)
    assert (
        refusal(lambda: expire(rules=signed.rules, day=ENDED)) == "Diese Fassung hat später noch jemand unterzeichnet."
    )
    assert dates(signed.rules)[2] is None


def test_a_signature_says_who_noted_it_when_and_in_which_way():
    rules, user = RulesFactory(adopted_on=days(-5)), UserFactory()
    one, other = (MembershipFactory(network=rules.network).partner for _each in range(2))
    made = [
        sign(rules=rules, partner=one, capacity="Leitung", by=user),
        sign(rules=rules, partner=other, capacity="Vorstand", by=user, on_paper=days(-4)),
    ]
    assert [(sig.way, sig.signed_on, sig.capacity, sig.recorded_by) for sig in made] == [
        ("portal", days(0), "Leitung", user),
        ("paper", days(-4), "Vorstand", user),
    ]


def test_a_signature_that_cannot_be_is_refused_with_the_sentence_of_the_rule_that_it_breaks():
    rules = RulesFactory(adopted_on=days(-5))
    member = MembershipFactory(network=rules.network).partner
    guest = MembershipFactory(network=rules.network, role="guest").partner
    own = {"rules": rules, "capacity": "Leitung", "by": UserFactory()}
    draft = RulesFactory(network=rules.network)
    said = [
        refusal(lambda: sign(**own, partner=PartnerFactory())),
        refusal(lambda: sign(**own, partner=guest)),
        refusal(lambda: sign(**own, partner=member, on_paper=days(-6))),
        refusal(lambda: sign(**own | {"rules": draft}, partner=member)),
    ]
    stranger, not_open = SENTENCES["signature_is_by_a_member"], SENTENCES["signature_is_under_adopted_rules"]
    assert said == [stranger, stranger, not_open, not_open]
    sign(**own, partner=member)
    assert refusal(lambda: sign(**own, partner=member)) == SENTENCES["partner_signs_a_version_once"]
    assert Signature.objects.count() == 1


def test_only_a_signature_on_paper_is_taken_back_and_only_once():
    paper, portal = SignatureFactory(way="paper"), SignatureFactory(way="portal")
    assert [remove_signature(signature=one) for one in (paper, paper, portal)] == [True, False, False]
    assert list(Signature.objects.all()) == [portal]


def asked_partners() -> tuple[RulesOfProcedure, list[str]]:
    """Return rules under which four members have not signed, and the addresses that can be asked."""
    rules = RulesFactory(adopted_on=days(-5), network__name="Frühe Hilfen")
    own = {"network": rules.network}
    signed = MembershipFactory(**own, partner__email="a@example.org").partner
    SignatureFactory(rules=rules, partner=signed, signed_on=days(-1))
    MembershipFactory(**own, partner__email="b@example.org")
    led = MembershipFactory(**own, partner__email="c@example.org").partner
    leads = [person("partner_lead", partner=led).email for _each in range(2)]
    person("partner_editor", partner=led)
    MembershipFactory(**own)
    MembershipFactory(
        **own, partner__email="d@example.org", partner__is_public=False, partner__archived_reason="aufgelöst"
    )
    return rules, sorted(["b@example.org", *leads])


def test_members_who_have_not_signed_are_asked_at_the_leads_or_the_own_address(django_capture_on_commit_callbacks):
    rules, addresses = asked_partners()
    with django_capture_on_commit_callbacks(execute=True):
        number = ask_to_sign(rules=rules)
    assert (number, sorted(one.to[0] for one in mail.outbox)) == (3, addresses)
    assert {one.subject for one in mail.outbox} == {"Bitte unterzeichnen: Geschäftsordnung Frühe Hilfen"}
    page = f"http://127.0.0.1:8000/verwaltung/netzwerke/{rules.network_id}/geschaeftsordnung/{rules.pk}/"
    assert [page in one.body for one in mail.outbox] == [True] * 3


@pytest.mark.parametrize(("asked", "may"), [(-6, False), (-7, True), (-8, True), (0, False)])
def test_members_are_asked_again_after_a_week_and_not_before(asked, may):
    rules = RulesFactory(adopted_on=days(-50), asked_on=days(asked))
    if may:
        assert ask_to_sign(rules=rules) == 0
    else:
        said = refusal(lambda: ask_to_sign(rules=rules))
        assert said == "Zuletzt wurde vor weniger als einer Woche gebeten. Bitte warten Sie noch etwas."
    rules.refresh_from_db()
    assert rules.asked_on == (days(0) if may else days(asked))


def test_nobody_is_asked_to_sign_a_draft_or_what_has_expired():
    draft = RulesFactory()
    expired = RulesFactory(adopted_on=days(-9), valid_from=days(-5), valid_until=days(0))
    said = "Unterzeichnen lässt sich nur, was verabschiedet und nicht außer Kraft ist."
    assert [refusal(partial(ask_to_sign, rules=one)) for one in (draft, expired)] == [said, said]


def renewed(**fields) -> RulesOfProcedure:
    """Return rules in force that are to be renewed on 1 February 2029."""
    return RulesFactory(network__renewal_years=3, adopted_on=ADOPTED, valid_from=BEGUN, **fields)


DUE = datetime.date(2029, 2, 1)


def test_the_coordination_is_told_90_and_30_days_before_and_on_the_day():
    coordination = person("coordinator", network=renewed().network)
    person("steering")
    told = [remind_of_renewals(DUE - datetime.timedelta(days=number)) for number in (91, 90, 89, 30, 29, 1, 0, -1)]
    assert told == [0, 1, 0, 1, 0, 0, 1, 0]
    assert [one.to for one in mail.outbox] == [[coordination.email]] * 3


def test_who_missed_reminders_gets_one_for_all():
    renewed()
    person("steering")
    assert [remind_of_renewals(DUE + ONE), remind_of_renewals(DUE + ONE)] == [1, 0]


def test_without_a_coordination_the_steering_is_told():
    renewed()
    steering = person("steering")
    person("planner")
    remind_of_renewals(DUE)
    assert [one.to for one in mail.outbox] == [[steering.email]]


def test_nobody_is_told_of_rules_that_end_or_never_need_renewal():
    person("steering")
    renewed(valid_until=ENDED)
    RulesFactory(adopted_on=ADOPTED, valid_from=BEGUN)
    RulesFactory(network__renewal_years=3, adopted_on=ADOPTED)
    assert remind_of_renewals(DUE) == 0


def test_of_a_renewal_that_nobody_could_be_told_somebody_is_told_the_next_day():
    renewed()
    assert remind_of_renewals(DUE) == 0
    person("steering")
    assert remind_of_renewals(DUE + ONE) == 1
