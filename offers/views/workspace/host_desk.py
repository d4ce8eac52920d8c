"""A partner or a facility in front of its writer."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.forms import ModelForm
from django.urls import reverse

from network.choices import Permission
from network.models import Facility, Partner
from network.permissions import partners_with, standing_of
from offers.actions import Saved
from offers.actions.hosts import awaits_showing, create_host, may_show, save_host
from offers.content import Content
from offers.editing import initial_of
from offers.editing.hosts import FORMS
from offers.permissions import records_with, wants_four_eyes
from offers.views.workspace.desk import Desk
from sozialraum.context import municipality_of


@dataclass
class HostDesk(Desk):
    """What a partner and a facility have in common."""

    template: ClassVar = "offers/workspace/host_form.html"
    register: ClassVar[str]  # the name of the list

    @property
    def is_public(self) -> bool:
        return not self.is_new and self.record.is_public

    def form(self, **kwargs: Any) -> ModelForm:
        kind = FORMS[type(self.record)]
        how = {"content": self.base, "pk": self.record.pk, "may_admit": self.may_admit()}
        return kind(user=self.request.user, **how, **kwargs)

    def may_admit(self) -> bool:
        """Return whether the writer may show and hide the record."""
        user = self.request.user
        if self.is_new:
            return standing_of(user).allows(Permission.ADMIT)
        if self.reviews and self.submission.is_new:
            return False  # the approval itself shows it
        return records_with(Permission.ADMIT, user, type(self.record)).filter(pk=self.record.pk).exists()

    def facts(self) -> dict[str, Any]:
        return {"submits": not self.is_direct or self.asks_to_show()}

    def asks_to_show(self) -> bool:
        """Return whether saving lays something new before somebody who may show it to families."""
        user = self.request.user
        if self.is_new:
            return wants_four_eyes() or not partners_with(Permission.PUBLISH, user).exists()
        return awaits_showing(self.record) and not may_show(user, self.record)

    def initial(self, content: Content) -> dict[str, Any]:
        return initial_of(content, self.schema) if content else self.usual()

    def usual(self) -> dict[str, Any]:
        """Return what a new record begins with."""
        return {}

    def save(self, content: Content, form: ModelForm) -> Saved:
        by = self.request.user
        if self.is_new:
            return create_host(type(self.record), content, network=form.cleaned_data.get("network"), by=by)
        return save_host(self.record, base=self.base, content=content, by=by)

    def after(self, record: Model) -> str:
        """Return the record's page, or the list: who coordinates a social space may begin a house outside of it."""
        is_theirs = records_with(Permission.READ, self.request.user, type(record)).filter(pk=record.pk).exists()
        return super().after(record) if is_theirs else reverse(self.register)


@dataclass
class PartnerDesk(HostDesk):
    """A partner."""

    page: ClassVar = "staff_partner"
    register: ClassVar = "staff_partners"
    pages: ClassVar = {
        "edit": "partner_edit",
        "new": "partner_new",
        "keep": "partner_keep",
        "keep_new": "partner_keep_new",
    }


@dataclass
class FacilityDesk(HostDesk):
    """A facility."""

    page: ClassVar = "staff_facility"
    register: ClassVar = "staff_facilities"
    pages: ClassVar = {
        "edit": "facility_edit",
        "new": "facility_new",
        "keep": "facility_keep",
        "keep_new": "facility_keep_new",
    }

    def usual(self) -> dict[str, Any]:
        """Return the town, and the partner: the one from whose page somebody comes, or the only one that they write for."""
        partners = partners_with(Permission.EDIT, self.request.user)
        asked = self.request.GET.get("partner", "")
        wanted = partners.filter(slug=asked) if asked else partners
        found = list(wanted[:2])
        town = {"city": municipality_of(self.request).city}
        return town | ({"partner": found[0].pk} if len(found) == 1 else {})


HOST_DESKS: dict[type[Partner | Facility], type[HostDesk]] = {Partner: PartnerDesk, Facility: FacilityDesk}
