"""Which tables the files may hold, and of which model each entry becomes a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from network import models as network
from offers import models as offers
from sozialraum import models as sozialraum


@dataclass(frozen=True)
class Table:
    """A table of the files: its model, the columns that tell its records apart, and how keys differ from fields."""

    model: type[Model]
    key: tuple[str, ...] = ("code",)
    aliases: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    # Keys that are read elsewhere, since no column holds them as they are written.
    parts: frozenset[str] = field(default_factory=frozenset)

    def fields_of(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of an entry under the names of the model's fields, without the parts."""
        own = {self.aliases.get(key, key): value for key, value in values.items() if key not in self.parts}
        return dict(self.defaults) | own


EXAMPLE = {"is_example": True}

# Read first and made by hand (ground.py): what everything else refers to.
GROUND = {
    "municipality": Table(sozialraum.Municipality, ("ags",), defaults=EXAMPLE),
    "area_level": Table(sozialraum.AreaLevel),
    "social_space": Table(sozialraum.SocialSpace, parts=frozenset({"districts", "since"})),
    "postcode": Table(sozialraum.Postcode),
    "school_holiday": Table(sozialraum.SchoolHoliday, ("federal_state", "first_day")),
}
# In the order in which they refer to one another.
WORDS = {
    "partner_kind": Table(network.PartnerKind),
    "facility_kind": Table(network.FacilityKind),
    "accessibility_feature": Table(network.AccessibilityFeature),
    "network": Table(network.Network, ("slug",), parts=frozenset({"ages"})),
    "help_line": Table(network.HelpLine, ("name",)),
    "unit_kind": Table(network.UnitKind),
    "offer_type_group": Table(offers.OfferTypeGroup),
    "offer_type": Table(offers.OfferType),
    "field_of_action": Table(offers.FieldOfAction),
    "topic": Table(offers.Topic),
    "target_group": Table(offers.TargetGroup),
    "life_situation": Table(offers.LifeSituation),
    "language": Table(offers.Language),
    "access_mode": Table(offers.AccessMode),
    "cost_kind": Table(offers.CostKind),
    "registration_kind": Table(offers.RegistrationKind),
    "programme": Table(offers.Programme),
    "funding_line": Table(offers.FundingLine),
    "life_phase": Table(offers.LifePhase),
    "guide": Table(offers.Guide),
    "age_step": Table(offers.AgeStep),
}
PERIOD = {"since": "valid_from", "until": "valid_until"}
PEOPLE = {
    "partner": Table(network.Partner, ("slug",), defaults=EXAMPLE),
    "facility": Table(
        network.Facility,
        ("slug",),
        aliases={"confidential": "address_is_confidential", "open_for_all": "is_open_for_all"},
        defaults={"is_example": True, "city": "Mönchengladbach"},
        parts=frozenset({"opening_hours"}),
    ),
    "membership": Table(network.Membership, ("network_id", "partner_id", "valid_from"), aliases=PERIOD),
    "contact_point": Table(network.ContactPoint, ("function",)),
    "lead": Table(
        network.LeadAssignment,
        ("social_space_id", "network_id", "valid_from"),
        aliases={**PERIOD, "space": "social_space"},
    ),
    "rollout_step": Table(
        network.RolloutStep,
        ("social_space_id", "network_id", "kind"),
        aliases={"space": "social_space", "planned": "planned_for", "done": "done_on", "by": "decided_by"},
    ),
}
PROGRAMME_STAGE = Table(
    offers.ProgrammeStage, ("programme_id", "district_id", "valid_from"), aliases=PERIOD, parts=frozenset({"districts"})
)
OFFER = Table(
    offers.Offer,
    ("slug",),
    aliases={
        "citywide": "is_citywide",
        "catchment": "catchment_districts",
        "social_spaces": "catchment_social_spaces",
        "confidential": "address_is_confidential",
        "access": "access_modes",
        "interpreter": "interpreter_possible",
        "low_threshold": "is_low_threshold",
        "education_package": "accepts_education_package",
        "family_card": "accepts_family_card",
        "confirmed": "confirmed_at",
    },
    defaults={"status": offers.Offer.Status.PUBLISHED.value, "is_example": True},
    parts=frozenset({"schedules", "pauses", "confirmed_days_ago"}),
)
# What is short-lived about offers.
NEWS = {
    "closure": Table(offers.Closure, ("offer_id", "first_day", "message")),
    "availability": Table(offers.Availability, ("offer_id",)),
}
# Read after the offers, since projects become some (conferences.py).
CONFERENCES = {
    "conference_group": Table(network.ConferenceGroup, ("slug",), parts=frozenset({"runs", "core", "since"})),
    "conference": Table(
        network.Conference,
        ("group_id", "quarter"),
        parts=frozenset(
            {"day", "from", "until", "came", "missed", "yes", "no", "open", "guests", "decisions", "tasks", "feedback"}
        ),
    ),
    "activity": Table(network.Activity, ("title",), parts=frozenset({"day", "from", "until"})),
    "project": Table(offers.Project, ("title",), parts=frozenset({"arose"})),
}
ON_DAYS = PERIOD | {"adopted": "adopted_on", "drafted": "drafted_on", "due": "due_on", "done": "done_on"}
# The life of the networks, in a folder of its own; in the order in which they refer to one another.
AGREEMENTS = {
    "document": Table(network.Document, ("slug",), defaults=EXAMPLE, parts=frozenset({"versions"})),
    "mandate": Table(
        network.CoordinationMandate, ("network_id", "partner_id", "valid_from"), PERIOD, parts=frozenset({"ages"})
    ),
    "agreed_link": Table(network.AgreedLink, ("first_id", "second_id", "valid_from"), PERIOD),
    "accession": Table(network.Accession, ("network_id", "partner_id", "begun_at"), parts=frozenset({"begun"})),
    "rules": Table(network.RulesOfProcedure, ("network_id", "number"), ON_DAYS, parts=frozenset({"text", "signed"})),
    "decision_body": Table(network.DecisionBody),
    "council_decision": Table(
        network.CouncilDecision, ("body_id", "day", "title"), defaults=EXAMPLE, parts=frozenset({"amount"})
    ),
    "mission_statement": Table(
        network.MissionStatement, ("valid_from",), PERIOD, defaults=EXAMPLE, parts=frozenset({"text"})
    ),
    "goal": Table(network.Goal, ("slug",), defaults=EXAMPLE),
    "measure": Table(network.Measure, ("goal_id", "title"), ON_DAYS, defaults=EXAMPLE, parts=frozenset({"budget"})),
}
GRANT = Table(
    offers.Grant,
    ("title",),
    defaults=EXAMPLE,
    parts=frozenset({"forwardings", "deadlines", "amount", "own_share", "spent"}),
)
TABLES = {
    **GROUND,
    **WORDS,
    **PEOPLE,
    "programme_stage": PROGRAMME_STAGE,
    "offer": OFFER,
    **NEWS,
    **CONFERENCES,
    "grant": GRANT,
}
