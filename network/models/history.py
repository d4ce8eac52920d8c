"""Whose changes are kept."""

from kit.history import track, track_links
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
from network.models.facilities import AccessibilityFeature, Facility, FacilityKind, OpeningHours
from network.models.goals import Goal, Measure, MissionStatement
from network.models.leads import LeadAssignment
from network.models.mandates import CoordinationMandate
from network.models.networks import Membership, Network
from network.models.partners import Partner, PartnerKind
from network.models.roles import RoleAssignment
from network.models.rollouts import RolloutStep
from network.models.units import UnitKind
from network.models.users import User

track(Partner)
track(Facility)
track_links(Facility, "accessibility")
track(OpeningHours, owner="facility")
track(Network)
track(Membership)
track(Accession)
track(CoordinationMandate)
track(RulesOfProcedure, exclude=["asked_on", "renewal_reminders"])
track(Signature)
track(AgreedLink)
track(Document, exclude=["search"])
track(DocumentVersion)
track(CouncilDecision)
track(MissionStatement)
track(Goal)
track(Measure)
track(ContactPoint)
track_links(ContactPoint, "districts", "social_spaces")
track(HelpLine)
track(LeadAssignment)
track(RolloutStep)
track_links(RolloutStep, "partners")
track(RoleAssignment)
# Of an account what it may do; earlier names and addresses of a person are nobody's business.
track(User, exclude=["password", "last_login", "email", "name", "warned_at"])
# The words with which all these are described: one that is renamed changes what every record says.
track(PartnerKind)
track(FacilityKind)
track(AccessibilityFeature)
track(UnitKind)
# Who met, when, and what came of it. What a conference saw of its area is a copy of the register's own history.
track(ConferenceGroup)
track_links(ConferenceGroup, "districts")
track(GroupPeriod, owner="group")
track(GroupMember, owner="group")
track(Conference, exclude=["situation"])
track(ConferenceInvitation, owner="conference", exclude=["email", "answer_note", "told_sequence"])
track(ConferenceDecision, owner="conference")
track(ConferenceTask, owner="conference", exclude=["reminders"])
track(ConferenceFeedback, owner="conference")
track(Activity)
track_links(Activity, "responsible", "participants", "districts", "social_spaces")
track(DecisionBody)
