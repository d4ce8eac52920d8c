"""One partner with one of everything, in one network and one social space; and one of everybody beside and elsewhere."""

import datetime
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client

from network.models import Invitation, JoinRequest, Partner
from offers.actions import look_for_all_twins
from offers.content import content_of
from offers.history import KINDS
from offers.models import (
    AskedOffer,
    AskedPartner,
    BookletChapter,
    Campaign,
    EmbeddingSite,
    Offer,
    OfferTwins,
    OutdatedReport,
    ParentGuide,
    SavedView,
    Submission,
)
from tests.network.conferences import (
    ActivityFactory,
    ConferenceFactory,
    ConferenceFeedbackFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    ConferenceTaskFactory,
    GroupMemberFactory,
)
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    HelpLineFactory,
    LeadFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RolloutStepFactory,
    UnitKindFactory,
    VisitRequestFactory,
    person,
)
from tests.offers.factories import (
    AvailabilityFactory,
    CampaignFactory,
    ClosureFactory,
    GrantDeadlineFactory,
    GuideFactory,
    LinkCheckFactory,
    ProgrammeStageFactory,
    ProjectFactory,
    ScheduleFactory,
    WordGroupFactory,
)
from tests.offers.history import edit, new_word, versions
from tests.offers.imports import applied, checked, uploaded
from tests.offers.walk.networks import records_of
from tests.offers.walk.table import OPERATED, STEERED, WORD_LISTS
from tests.offers.writing import complete_offer
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    LegalTextFactory,
    MunicipalityFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
)

LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"

# What can be written otherwise, by the first column that a record has.
TEXTS = ("title", "name", "function", "decided_by", "message", "capacity")


class World:
    """What there is, by name: `records` holds numbers for addresses, `people` a browser for everybody."""

    def __init__(self, title: str = LONG) -> None:
        self.title = title
        self.municipality = MunicipalityFactory()
        self.partner = PartnerFactory(name=f"{title} e. V.")
        self.network, self.space, self.district = NetworkFactory(), SocialSpaceFactory(), DistrictFactory()
        self.membership = MembershipFactory(network=self.network, partner=self.partner)
        self.held = SocialSpaceMembershipFactory(social_space=self.space, district=self.district)
        self.facility = FacilityFactory(partner=self.partner, district=self.district, name=title)
        self.users = self.everybody()
        self.conferred = self.met()
        self.records = (
            records_of(self) | self.written() | self.asked() | self.imported() | self.of_spaces() | self.with_history()
        )
        self.people = {name: self.browser(user) for name, user in self.users.items()}
        self.users["shut"].is_active = False
        self.users["shut"].save()

    def everybody(self) -> dict[str, Any]:
        lead = person("partner_lead", partner=self.partner)
        return {
            "visitor": None,
            "nobody": person(),
            "editor": person("partner_editor", partner=self.partner),
            "trusted": person("partner_editor", partner=self.partner),
            "stranger": person("partner_editor", partner=PartnerFactory()),
            "lead": lead,
            "network": person("coordinator", network=self.network),
            "space": person("coordinator", social_space=self.space),
            "other_space": person("coordinator", social_space=SocialSpaceFactory()),
            "team": person("visit_team", social_space=self.space),
            "planner": person("planner"),
            "steering": person("steering"),
            "operator": person("operator"),
            "shut": person("steering"),
        }

    def browser(self, user: Any) -> Client:
        client = Client()
        if user:
            client.force_login(user)
        return client

    def written(self) -> dict[str, int]:
        """Return what editors write, and two offers that resemble each other."""
        self.offer, self.twin = (
            complete_offer(title=self.title, provider=self.partner, facility=self.facility) for _ in range(2)
        )
        ScheduleFactory(offer=self.offer)
        dead = LinkCheckFactory(dead=True, url=f"https://example.org/{self.title}/{self.title}/{self.title}")
        Offer.objects.filter(pk=self.offer.pk).update(url=dead.url, confirmed_at=None)
        look_for_all_twins()
        content = content_of(self.offer)
        self.submission = Submission.objects.create(
            offer=self.offer,
            author=self.users["editor"],
            base=content,
            content=content | {"title": f"{self.title} neu", "description": f"{self.title} {self.title}"},
        )
        return {
            "offer": self.offer.pk,
            "twin": self.twin.pk,
            "twins": OfferTwins.objects.get().pk,
            "partner": self.partner.pk,
            "facility": self.facility.pk,
            "site": EmbeddingSite.objects.create(partner=self.partner, host="www.beispiel.de").pk,
            "submission": self.submission.pk,
            "view": SavedView.objects.create(
                user=self.users["editor"], page="staff_offers", name=self.title, query="status=published"
            ).pk,
        }

    def asked(self) -> dict[str, int]:
        """Return what others ask of the partner, and who asks to join it."""
        report = OutdatedReport.objects.create(offer=self.offer, message=f"Die {self.title} gibt es nicht mehr.")
        campaign = CampaignFactory(network=self.network, title=self.title)
        asked = AskedPartner.objects.create(campaign=campaign, partner=self.partner)
        AskedOffer.objects.create(offer=self.offer, asked=asked)
        invitation = Invitation.objects.create(email="neu@example.org", partner=self.partner)
        request = JoinRequest.objects.create(
            partner=self.partner,
            name="Ina Interessiert",
            email="ina@example.org",
            message=f"{self.title}: das sind wir.",
        )
        return {"report": report.pk, "campaign": campaign.pk, "invitation": invitation.pk, "request": request.pk}

    def imported(self) -> dict[str, int]:
        """Return an import that was applied, and one of the same file, with corrections, that waits."""
        by, source = self.users["network"], "Kursliste"
        old = applied({"id": "a"}, {"id": "b", "title": f"{self.title} b"}, {"id": "c"}, by=by, source=source)
        Offer.objects.filter(external_id="a").update(title="Hier geändert")
        news = [{"id": "a", "title": "Neu"}, {"id": "b", "title": f"{self.title} {self.title}"}, {"title": ""}]
        waiting = checked(uploaded(*news, {"id": "c"}, by=by, source=source))
        return {"applied": old.pk, "checked": waiting.pk}

    def of_spaces(self) -> dict[str, Any]:
        """Return what is kept of the social space: its team, its lead, the first step of its roll-out, a programme."""
        here = {"social_space": self.space, "network": self.network}
        self.lead = LeadFactory(**here, partner=self.partner)
        self.step = RolloutStepFactory(**here, decided_by=self.title, note=f"{self.title} {self.title}")
        self.contact = ContactPointFactory(
            function=f"{self.title} im Team", task=self.title, unit=UnitKindFactory(), partner=self.partner
        )
        self.contact.social_spaces.add(self.space)
        self.stage = ProgrammeStageFactory(district=self.district)
        self.stage.partners.add(self.partner)
        self.booklet = ParentGuide.objects.create(social_space=self.space)
        BookletChapter.objects.create(
            booklet=self.booklet, kind="welcome", position=1, text=f"{self.title} {self.title}"
        )
        return {
            "social_space": self.space.pk,
            "network_slug": self.network.slug,
            "lead": self.lead.pk,
            "contact": self.contact.pk,
            "stage": self.stage.pk,
            "visit": VisitRequestFactory(social_space=self.space, name=self.title).pk,
        }

    def met(self) -> list[Any]:
        """Return a conference group of the district with its partner as a member, its conference, an activity and a project."""
        name = f"{self.title} und {self.title}"
        self.group = ConferenceGroupFactory(
            name=name, districts=[self.district], inviting_unit=self.partner, borough=BoroughFactory()
        )
        self.group_member = GroupMemberFactory(group=self.group, partner=self.partner)
        self.conference = ConferenceFactory(
            group=self.group, title=name, agenda=name, notes=name, place=name, held=True
        )
        self.invited = ConferenceInvitationFactory(conference=self.conference, partner=self.partner)
        self.task = ConferenceTaskFactory(conference=self.conference, owner=self.partner, text=name)
        self.feedback = ConferenceFeedbackFactory(conference=self.conference, social_space=self.space, text=name)
        activity = ActivityFactory(title=name, responsible=[self.partner], participants=[self.partner])
        project = ProjectFactory(title=name, owner=self.partner, conference=self.conference)
        return [self.group, self.conference, activity, project, WordGroupFactory(name=name[:60], said=[self.title])]

    def with_history(self) -> dict[str, int]:
        """Return a record of every kind with a history, each with its first and its newest version."""
        steered = [
            *(self.network, self.membership, ContactPointFactory(), HelpLineFactory(), self.municipality),
            *(LegalTextFactory(municipality=self.municipality), Campaign.objects.get().holiday),
            *(self.space, self.held, self.lead, self.step, self.stage),
            *self.conferred,
            *(ClosureFactory(offer=self.offer), AvailabilityFactory(offer=self.offer), GuideFactory()),
            *self.agreed,
            self.booklet,
        ]
        lead = self.users["lead"]
        kept = {"offer": self.offer, "partner": self.partner, "facility": self.facility}
        kept |= dict(zip(STEERED, steered, strict=True))
        deadline = GrantDeadlineFactory(grant__title=self.title, grant__applicant=self.partner)
        kept["foerderungen"] = deadline.grant
        kept |= dict(zip(OPERATED, (lead.role_assignments.get(), lead, self.offer.topics.first()), strict=True))
        found = {"deadline": deadline.pk}
        for name, record in kept.items():
            change(record)
            newest, *_, first = versions(record)
            found |= {name: record.pk, f"{name}_old": first.key, f"{name}_new": newest.key}
        return found | {code: new_word(KINDS[code].model).pk for code in WORD_LISTS}

    @contextmanager
    def as_before(self, who: str):
        """Let somebody do something, and undo it; the partner is trusted while the trusted editor is at work."""
        with transaction.atomic():
            if who == "trusted":
                Partner.objects.filter(pk=self.partner.pk).update(is_trusted=True)
            yield self.people[who]
            transaction.set_rollback(True)


def change(record: Any) -> None:
    """Give a record a second version."""
    columns = {field.name for field in record._meta.fields}
    if "free" in columns:
        edit(record, free=5)
    elif "is_staff" in columns:
        edit(record, is_staff=True)
        edit(record, is_staff=False)
    elif "adopted_on" in columns:
        # Of rules that are adopted only their end may change.
        edit(record, valid_until=datetime.date(2099, 1, 1))
    elif name := next((name for name in TEXTS if name in columns), ""):
        edit(record, **{name: f"{getattr(record, name)} (geändert)"})
    elif "language" in columns:
        edit(record, version=record.version + 1)
    elif "user" in columns:
        edit(record, role="partner_editor")
        edit(record, role=record.role)
    else:
        edit(record, valid_from=datetime.date(2019, 1, 1))
