"""What: offers, for whom, when, and what the search knows of them."""

from offers.models import history
from offers.models.booklets import BookletChapter, BookletEdition, ParentGuide
from offers.models.campaigns import AskedOffer, AskedPartner, Campaign, CampaignMail
from offers.models.demand import MissedSearch
from offers.models.embeds import EmbeddingSite
from offers.models.entries import Entry, Reach, Refresh, Tally, Vocabulary
from offers.models.funding import Forwarding, Grant, GrantDeadline
from offers.models.guides import Guide
from offers.models.imports import Import, ImportFile, ImportRow, Imprint, Sort
from offers.models.kept_forms import KeptForm
from offers.models.links import LinkCheck
from offers.models.news import Availability, Closure
from offers.models.offer import Offer
from offers.models.programmes import ProgrammeStage
from offers.models.projects import Project
from offers.models.reminders import DeadAddress, ReviewReminder
from offers.models.reports import OutdatedReport
from offers.models.runs import ScheduledRun
from offers.models.saved_views import SavedView
from offers.models.schedule import Schedule
from offers.models.submissions import Submission
from offers.models.terms import (
    AccessMode,
    AgeStep,
    CostKind,
    FieldOfAction,
    FundingLine,
    Language,
    LifePhase,
    LifeSituation,
    OfferType,
    OfferTypeGroup,
    Programme,
    RegistrationKind,
    TargetGroup,
    Topic,
)
from offers.models.twins import OfferTwins
from offers.models.word_groups import WordGroup
from offers.models.words import Words

__all__ = [
    "AccessMode",
    "AgeStep",
    "AskedOffer",
    "AskedPartner",
    "Availability",
    "BookletChapter",
    "BookletEdition",
    "Campaign",
    "CampaignMail",
    "Closure",
    "CostKind",
    "DeadAddress",
    "EmbeddingSite",
    "Entry",
    "FieldOfAction",
    "Forwarding",
    "FundingLine",
    "Grant",
    "GrantDeadline",
    "Guide",
    "Import",
    "ImportFile",
    "ImportRow",
    "Imprint",
    "KeptForm",
    "Language",
    "LifePhase",
    "LifeSituation",
    "LinkCheck",
    "MissedSearch",
    "Offer",
    "OfferTwins",
    "OfferType",
    "OfferTypeGroup",
    "OutdatedReport",
    "ParentGuide",
    "Programme",
    "ProgrammeStage",
    "Project",
    "Reach",
    "Refresh",
    "RegistrationKind",
    "ReviewReminder",
    "SavedView",
    "Schedule",
    "ScheduledRun",
    "Sort",
    "Submission",
    "Tally",
    "TargetGroup",
    "Topic",
    "Vocabulary",
    "WordGroup",
    "Words",
    "history",
]
