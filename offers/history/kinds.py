"""Of which records people can read the history, who may, and what a restore brings back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Model, QuerySet

from network.choices import Permission
from network.models import (
    AccessibilityFeature,
    Accession,
    Activity,
    AgreedLink,
    Conference,
    ConferenceDecision,
    ConferenceFeedback,
    ConferenceGroup,
    ConferenceInvitation,
    ConferenceTask,
    ContactPoint,
    CoordinationMandate,
    CouncilDecision,
    DecisionBody,
    Document,
    DocumentVersion,
    FacilityKind,
    Goal,
    GroupMember,
    GroupPeriod,
    HelpLine,
    LeadAssignment,
    Measure,
    Membership,
    MissionStatement,
    Network,
    PartnerKind,
    RoleAssignment,
    RolloutStep,
    RulesOfProcedure,
    Signature,
    UnitKind,
    User,
)
from network.permissions import facilities_with, partners_with, standing_of
from offers.content import FACILITY, OFFER, PARTNER, Part, Schema
from offers.content.funding import GRANT
from offers.history.parts import teller_of
from offers.models import (
    AccessMode,
    AgeStep,
    Availability,
    BookletChapter,
    Closure,
    CostKind,
    FieldOfAction,
    FundingLine,
    Guide,
    Language,
    LifePhase,
    LifeSituation,
    OfferType,
    OfferTypeGroup,
    ParentGuide,
    Programme,
    ProgrammeStage,
    Project,
    RegistrationKind,
    TargetGroup,
    Topic,
    WordGroup,
)
from offers.models.terms import AgeSpanModel
from offers.permissions import offers_with
from offers.wording import describe_ages
from sozialraum.models import AreaLevel, LegalText, Municipality, SchoolHoliday, SocialSpace, SocialSpaceMembership

Records = Callable[[Permission, User], QuerySet]


@dataclass(frozen=True)
class Kind:
    """A kind of record with a history."""

    code: str  # in addresses
    schema: Schema
    records: Records
    owner: str = ""  # the field that names the partner to whom a record belongs
    page: str = ""  # the name of a record's own page in the workspace
    derived: frozenset[str] = frozenset()  # columns that say again what another one says
    settled: frozenset[str] = (
        frozenset()
    )  # fields that no restore touches, since not everybody who may restore decides them

    @property
    def model(self) -> type[Model]:
        return self.schema.model

    @property
    def links(self) -> tuple[str, ...]:
        return self.schema.links

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.schema.parts

    @property
    def content(self) -> tuple[str, ...]:
        """Return what a restore brings back; of a kind without it history is only read."""
        return tuple(name for name in self.schema.fields if name not in self.settled)


def for_holders(needed: Permission, model: type[Model]) -> Records:
    """Return all records of a model to whoever holds a permission everywhere."""

    def records(_permission: Permission, user: User) -> QuerySet:
        return (
            model._default_manager.filter() if needed in standing_of(user).everywhere else model._default_manager.none()
        )

    return records


def steered(code: str, model: type[Model], *links: str) -> Kind:
    """Return a kind of record that the overall steering looks after."""
    return Kind(code, Schema(model, links=links), for_holders(Permission.PUBLISH, model))


PERIOD: Final = ("valid_from", "valid_until")
INVITED: Final = ("partner_id", "name", "role", "answer", "attended")
TASKS: Final = ("text", "owner_id", "due_on", "done_on", "outcome")
FEEDBACK: Final = ("social_space_id", "text", "status", "on", "answer")
# Of a conference what its organisers wrote and who came; not what somebody wrote to the inviting unit with an answer.
CONFERENCES: Final = {
    "konferenzgruppen": (
        ConferenceGroup,
        Part("periods", GroupPeriod, "group", PERIOD, ("valid_from",)),
        Part("memberships", GroupMember, "group", ("partner_id", *PERIOD), ("valid_from",)),
    ),
    "sozialraumkonferenzen": (
        Conference,
        Part("invitations", ConferenceInvitation, "conference", INVITED, ("role",)),
        Part("decisions", ConferenceDecision, "conference", ("text",), ("text",)),
        Part("tasks", ConferenceTask, "conference", TASKS, ("due_on",)),
        Part("feedback", ConferenceFeedback, "conference", FEEDBACK, ("text",)),
    ),
}


BOOKLET_CHAPTERS: Final = Part(
    "chapters", BookletChapter, "booklet", ("kind", "position", "is_shown", "text"), ("position",)
)

# What networks agreed on, by its name in addresses.
AGREEMENTS: Final = {
    "beitritte": Accession,
    "koordinationsauftraege": CoordinationMandate,
    "geschaeftsordnungen": RulesOfProcedure,
    "unterschriften": Signature,
    "absprachen": AgreedLink,
    "dokumente": Document,
    "fassungen-von-dokumenten": DocumentVersion,
    "beschluesse": CouncilDecision,
    "leitbilder": MissionStatement,
    "ziele": Goal,
    "massnahmen": Measure,
}


def with_parts(code: str, model: type[Model], *parts: Part) -> Kind:
    """Return a kind of record with parts that the overall steering looks after."""
    links = tuple(field.name for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created)
    peculiar = {part.name: teller_of(part) for part in parts}
    schema = Schema(model, links=links, parts=parts, peculiar=peculiar)
    return Kind(code, schema, for_holders(Permission.PUBLISH, model))


def operated(code: str, model: type[Model]) -> Kind:
    """Return a kind of record that only the operators of the portal look at."""
    peculiar = {"ages": describe_ages} if issubclass(model, AgeSpanModel) else {}
    return Kind(code, Schema(model, peculiar=peculiar), for_holders(Permission.OPERATE, model))


# The lists of words with which the records are described, by their name in addresses.
WORD_LISTS: Final = {
    "angebotstypen": OfferType,
    "gruppen-von-angebotstypen": OfferTypeGroup,
    "handlungsfelder": FieldOfAction,
    "themen": Topic,
    "zielgruppen": TargetGroup,
    "lebenslagen": LifeSituation,
    "lebensphasen": LifePhase,
    "altersschritte": AgeStep,
    "zugaenge": AccessMode,
    "arten-der-anmeldung": RegistrationKind,
    "kostenarten": CostKind,
    "sprachen": Language,
    "programme": Programme,
    "foerderlinien": FundingLine,
    "arten-von-partnern": PartnerKind,
    "arten-von-einrichtungen": FacilityKind,
    "arten-von-einheiten": UnitKind,
    "barrierefreiheit": AccessibilityFeature,
    "beschlussgremien": DecisionBody,
    "gebietsebenen": AreaLevel,
}
SHOWN: Final = frozenset({"is_public"})
KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind(
            "angebote",
            OFFER,
            offers_with,
            owner="provider",
            page="staff_offer",
            derived=frozenset({"all_ages"}),
        ),
        Kind("partner", PARTNER, partners_with, page="staff_partner", settled=SHOWN),
        Kind("einrichtungen", FACILITY, facilities_with, owner="partner", page="staff_facility", settled=SHOWN),
        steered("netzwerke", Network),
        steered("mitgliedschaften", Membership),
        steered("ansprechstellen", ContactPoint, "districts", "social_spaces"),
        steered("hilfetelefone", HelpLine),
        steered("federfuehrungen", LeadAssignment),
        steered("schritte-der-umsetzung", RolloutStep, "partners"),
        steered("staende-von-programmen", ProgrammeStage, "partners"),
        steered("kommune", Municipality),
        steered("rechtstexte", LegalText),
        steered("schulferien", SchoolHoliday),
        steered("sozialraeume", SocialSpace),
        steered("sozialraum-zugehoerigkeiten", SocialSpaceMembership),
        *(steered(code, model) for code, model in AGREEMENTS.items()),
        *(with_parts(code, *told) for code, told in CONFERENCES.items()),
        with_parts("elternbegleitbuecher", ParentGuide, BOOKLET_CHAPTERS),
        steered("aktivitaeten", Activity, "responsible", "participants", "districts", "social_spaces"),
        steered("seiten-zu-lebenslagen", Guide, "topics", "life_situations", "help_lines"),
        steered("ausfaelle", Closure),
        steered("freie-plaetze", Availability),
        steered("projekte", Project, "partners", "districts"),
        steered("wortgruppen", WordGroup),
        Kind("foerderungen", GRANT, for_holders(Permission.BUDGET, GRANT.model), page="staff_grant"),
        operated("rollen", RoleAssignment),
        operated("konten", User),
        *(operated(code, model) for code, model in WORD_LISTS.items()),
    )
}


def add_kinds(kinds: Iterable[Kind]) -> None:
    """Add the kinds of an app above this one, before the addresses are read."""
    KINDS.update({kind.code: kind for kind in kinds})


def kind_of(model: type[Model]) -> Kind | None:
    """Return the kind of a model's records; None for a model without history."""
    return next((kind for kind in KINDS.values() if kind.model is model), None)
