"""Who: people with accounts, partners, their facilities, the networks they form, and whom to call."""

from network.models import history
from network.models.accessions import Accession
from network.models.activities import Activity
from network.models.agreements import AgreedLink, RulesOfProcedure, Signature
from network.models.conference_groups import ConferenceGroup, GroupMember, GroupPeriod
from network.models.conference_parts import (
    ConferenceDecision,
    ConferenceFeedback,
    ConferenceInvitation,
    ConferenceTask,
)
from network.models.conferences import Conference
from network.models.contacts import ContactPoint, HelpLine
from network.models.decisions import CouncilDecision, DecisionBody
from network.models.documents import Document, DocumentVersion
from network.models.erasures import ErasureRecord
from network.models.facilities import AccessibilityFeature, Facility, FacilityKind, OpeningHours
from network.models.goals import Goal, Measure, MissionStatement
from network.models.invitations import Invitation
from network.models.leads import LeadAssignment
from network.models.mandates import CoordinationMandate
from network.models.networks import Membership, Network
from network.models.partners import Partner, PartnerKind
from network.models.requests import JoinRequest
from network.models.roles import RoleAssignment, Standing
from network.models.rollouts import RolloutStep
from network.models.units import UnitKind
from network.models.users import User
from network.models.visits import VisitRequest

__all__ = [
    "AccessibilityFeature",
    "Accession",
    "Activity",
    "AgreedLink",
    "Conference",
    "ConferenceDecision",
    "ConferenceFeedback",
    "ConferenceGroup",
    "ConferenceInvitation",
    "ConferenceTask",
    "ContactPoint",
    "CoordinationMandate",
    "CouncilDecision",
    "DecisionBody",
    "Document",
    "DocumentVersion",
    "ErasureRecord",
    "Facility",
    "FacilityKind",
    "Goal",
    "GroupMember",
    "GroupPeriod",
    "HelpLine",
    "Invitation",
    "JoinRequest",
    "LeadAssignment",
    "Measure",
    "Membership",
    "MissionStatement",
    "Network",
    "OpeningHours",
    "Partner",
    "PartnerKind",
    "RoleAssignment",
    "RolloutStep",
    "RulesOfProcedure",
    "Signature",
    "Standing",
    "UnitKind",
    "User",
    "VisitRequest",
    "history",
]
