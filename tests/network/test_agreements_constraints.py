"""Each rule of the networks' life: the database refuses what breaks it."""

import datetime
from functools import partial

import pytest
from django.db.models import CheckConstraint

from network import models
from network.models import Membership, RulesOfProcedure
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory
from tests.network.factories_of_networks import (
    AccessionFactory,
    AgreedLinkFactory,
    CoordinationMandateFactory,
    CouncilDecisionFactory,
    DocumentFactory,
    DocumentVersionFactory,
    GoalFactory,
    MeasureFactory,
    MissionStatementFactory,
    RulesFactory,
    SignatureFactory,
)
from tests.network.test_constraints import refused_by

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)
LATER = datetime.date(2026, 7, 1)
NEXT_YEAR = datetime.date(2027, 1, 1)

REFUSED = [
    ("rules_are_renewed_after_one_to_ten_years", NetworkFactory, {"renewal_years": 0}),
    ("rules_are_renewed_after_one_to_ten_years", NetworkFactory, {"renewal_years": 11}),
    ("network_leaves_the_addresses_of_pages", NetworkFactory, {"slug": "dokumente"}),
    ("answered_accession_says_when", AccessionFactory, {"state": "accepted"}),
    ("mandate_ages_lie_between_pregnancy_and_27_years", CoordinationMandateFactory, {"youngest_months": -10}),
    ("mandate_ages_lie_between_pregnancy_and_27_years", CoordinationMandateFactory, {"oldest_months": 326}),
    ("mandate_age_span_runs_upward", CoordinationMandateFactory, {"youngest_months": 36}),
    ("mandate_ends_after_it_begins", CoordinationMandateFactory, {"valid_until": datetime.date(2020, 1, 1)}),
    ("rules_say_something", RulesFactory, {"text": " \n "}),
    ("rules_are_drafted_before_they_are_adopted", RulesFactory, {"adopted_on": datetime.date(2019, 1, 1)}),
    ("rules_are_adopted_before_they_are_in_force", RulesFactory, {"valid_from": DAY}),
    ("rules_are_adopted_before_they_are_in_force", RulesFactory, {"adopted_on": LATER, "valid_from": DAY}),
    ("rules_end_after_they_began", RulesFactory, {"adopted_on": DAY, "valid_until": DAY}),
    ("rules_end_after_they_began", RulesFactory, {"adopted_on": DAY, "valid_from": DAY, "valid_until": DAY}),
    ("who_signs_says_in_which_capacity", SignatureFactory, {"capacity": ""}),
    ("agreement_is_about_something", AgreedLinkFactory, {"subject": ""}),
    ("agreement_ends_after_it_begins", AgreedLinkFactory, {"valid_until": datetime.date(2020, 1, 1)}),
    ("document_has_a_title", DocumentFactory, {"title": ""}),
    ("document_says_what_it_is_about", DocumentFactory, {"summary": ""}),
    ("file_of_a_document_is_not_empty", DocumentVersionFactory, {"size": 0}),
    ("decision_says_what_it_is_about", CouncilDecisionFactory, {"title": ""}),
    ("budget_year_lies_in_this_century", CouncilDecisionFactory, {"budget_year": 26}),
    ("decision_spends_no_less_than_nothing", CouncilDecisionFactory, {"amount": -1, "budget_year": 2026}),
    ("decided_money_belongs_to_a_budget_year", CouncilDecisionFactory, {"amount": 1}),
    ("mission_statement_says_something", MissionStatementFactory, {"text": "\t"}),
    ("mission_statement_ends_after_it_begins", MissionStatementFactory, {"valid_until": datetime.date(2020, 1, 1)}),
    ("goal_says_what_is_wanted", GoalFactory, {"text": ""}),
    ("goal_says_what_is_wanted", GoalFactory, {"title": ""}),
    ("progress_of_a_goal_has_a_day", GoalFactory, {"progress": "gut"}),
    ("progress_of_a_goal_has_a_day", GoalFactory, {"progress_on": DAY}),
    ("measure_has_a_title", MeasureFactory, {"title": ""}),
    ("measure_that_is_done_and_no_other_says_when", MeasureFactory, {"status": "done"}),
    ("measure_that_is_done_and_no_other_says_when", MeasureFactory, {"done_on": DAY}),
    ("measure_costs_no_less_than_nothing", MeasureFactory, {"budget": -1}),
]


@pytest.mark.parametrize(("name", "factory", "changes"), REFUSED)
def test_what_a_row_must_not_be(name, factory, changes):
    refused_by(name, lambda: factory(**changes))


def test_every_rule_of_one_row_is_tried_here():
    """Those that compare rows have a test of their own below."""
    ours = [models.Accession, models.AgreedLink, models.CoordinationMandate, models.CouncilDecision, models.Document]
    ours += [models.DocumentVersion, models.Goal, models.Measure, models.MissionStatement, models.RulesOfProcedure]
    ours += [models.Signature]
    rules = [rule for model in ours for rule in model._meta.constraints]
    single = {rule.name for rule in rules if isinstance(rule, CheckConstraint)}
    assert {name for name, _factory, _changes in REFUSED} | {"agreement_is_between_two_partners"} == single | {
        "rules_are_renewed_after_one_to_ten_years",
        "network_leaves_the_addresses_of_pages",
    }
    assert {rule.name for rule in rules} - single == {
        "partner_enters_a_network_by_one_way_at_a_time",
        "one_answers_for_an_age_of_a_network_at_a_time",
        "rules_of_a_network_are_numbered",
        "one_version_of_rules_is_in_force_at_a_time",
        "partner_signs_a_version_once",
        "versions_of_a_document_are_numbered",
        "body_decides_on_a_paper_once_a_day",
        "one_mission_statement_holds_at_a_time",
    }


def test_an_agreement_is_between_two():
    partner = PartnerFactory()
    refused_by("agreement_is_between_two_partners", lambda: AgreedLinkFactory(first=partner, second=partner))


def test_a_partner_is_asked_in_once_at_a_time():
    first = AccessionFactory()
    same = {"network": first.network, "partner": first.partner}
    refused_by("partner_enters_a_network_by_one_way_at_a_time", lambda: AccessionFactory(**same, way="request"))


def test_for_an_age_one_coordinates_a_network_at_a_time():
    first = CoordinationMandateFactory(valid_until=NEXT_YEAR)
    rule, network = "one_answers_for_an_age_of_a_network_at_a_time", first.network
    refused_by(rule, lambda: CoordinationMandateFactory(network=network, youngest_months=35, oldest_months=72))
    CoordinationMandateFactory(network=network, youngest_months=36, oldest_months=72)
    CoordinationMandateFactory(network=network, valid_from=NEXT_YEAR)
    CoordinationMandateFactory()
    assert models.CoordinationMandate.objects.on(DAY).covering(0, 12).filter(network=network).get() == first


def test_rules_are_numbered_and_one_version_is_in_force():
    first = RulesFactory(adopted_on=DAY, valid_from=DAY)
    own = {"network": first.network, "adopted_on": DAY}
    refused_by("rules_of_a_network_are_numbered", lambda: RulesFactory(network=first.network, number=first.number))
    refused_by("one_version_of_rules_is_in_force_at_a_time", lambda: RulesFactory(**own, valid_from=LATER))
    RulesFactory(**own)
    first.valid_until = LATER
    first.save()
    RulesFactory(**own, valid_from=LATER)
    assert first.network.rules.on(LATER).count() == 1


def test_only_a_member_signs_and_no_guest():
    rules = RulesFactory(adopted_on=DAY)
    guest = MembershipFactory(network=rules.network, role="guest").partner
    former = MembershipFactory(network=rules.network, valid_until=DAY).partner
    later = MembershipFactory(network=rules.network, valid_from=NEXT_YEAR).partner
    elsewhere = MembershipFactory().partner
    for partner in (guest, former, later, elsewhere, PartnerFactory()):
        to_sign = {"rules": rules, "partner": partner, "signed_on": LATER}
        refused_by("signature_is_by_a_member", partial(SignatureFactory, **to_sign))
    member = MembershipFactory(network=rules.network).partner
    signature = SignatureFactory(rules=rules, partner=member, signed_on=LATER)
    refused_by("partner_signs_a_version_once", lambda: SignatureFactory(rules=rules, partner=member, signed_on=LATER))
    signature.partner = elsewhere
    refused_by("signature_is_by_a_member", signature.save)


def test_what_is_signed_is_adopted_and_not_expired():
    draft = RulesFactory()
    partner = MembershipFactory(network=draft.network).partner
    old = RulesFactory(network=draft.network, adopted_on=DAY, valid_from=DAY, valid_until=LATER)
    rule = "signature_is_under_adopted_rules"
    refused_by(rule, lambda: SignatureFactory(rules=draft, partner=partner, signed_on=DAY))
    refused_by(rule, lambda: SignatureFactory(rules=old, partner=partner, signed_on=datetime.date(2025, 12, 31)))
    refused_by(rule, lambda: SignatureFactory(rules=old, partner=partner, signed_on=LATER))
    SignatureFactory(rules=old, partner=partner, signed_on=datetime.date(2026, 6, 30))
    old.valid_until = datetime.date(2026, 6, 30)
    refused_by(rule, old.save)


def test_a_membership_in_which_was_signed_stays():
    signature = SignatureFactory()
    membership = Membership.objects.get(partner=signature.partner)
    rule = "membership_covers_its_signatures"
    mine = Membership.objects.filter(pk=membership.pk)
    refused_by(rule, mine.delete)
    refused_by(rule, lambda: mine.update(role="guest"))
    refused_by(rule, lambda: mine.update(valid_until=signature.signed_on))
    refused_by(rule, lambda: mine.update(network=NetworkFactory()))
    assert mine.update(valid_until=DAY) == 1


def test_the_words_of_adopted_rules_stay():
    rules = RulesFactory(adopted_on=DAY)
    mine = RulesOfProcedure.objects.filter(pk=rules.pk)
    for changes in ({"text": "anders"}, {"title": "anders"}, {"adopted_on": LATER}, {"adopted_on": None}):
        refused_by("adopted_rules_stay_as_they_are", partial(mine.update, **changes))
    refused_by("adopted_rules_stay_as_they_are", lambda: mine._raw_delete("default"))
    assert mine.update(valid_from=DAY) == 1
    draft = RulesFactory()
    assert RulesOfProcedure.objects.filter(pk=draft.pk).update(text="anders") == 1


def test_a_version_of_a_document_keeps_its_file():
    version = DocumentVersionFactory()
    same = {"document": version.document, "number": version.number}
    refused_by("versions_of_a_document_are_numbered", lambda: DocumentVersionFactory(**same))
    version.file = "dokumente/anderes"
    refused_by("file_of_a_version_stays", version.save)


def test_a_body_decides_on_a_paper_once_a_day():
    first = CouncilDecisionFactory(number="V/2026/12")
    same = {"body": first.body, "number": first.number}
    refused_by("body_decides_on_a_paper_once_a_day", lambda: CouncilDecisionFactory(**same))
    CouncilDecisionFactory(**same, day=LATER)
    CouncilDecisionFactory()
    CouncilDecisionFactory()


def test_one_mission_statement_holds_at_a_time():
    first = MissionStatementFactory(valid_until=LATER)
    refused_by("one_mission_statement_holds_at_a_time", lambda: MissionStatementFactory(valid_from=DAY))
    MissionStatementFactory(valid_from=LATER)
    assert models.MissionStatement.objects.on(DAY).get() == first
