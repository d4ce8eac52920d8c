"""An offer in front of its writer."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from network.choices import Permission
from network.models import Partner
from network.permissions import partners_with
from offers.actions import Saved, Wish, create_offer, save_offer
from offers.content import Content
from offers.editing import OfferForm, initial_of_offer
from offers.editing.assist import Assist, assist_content, assist_form, twins_of_form
from offers.models import Offer
from offers.permissions import offers_with, wants_four_eyes
from offers.views.workspace.desk import Desk
from sozialraum.calendar import HolidayCalendar
from sozialraum.context import holidays_of, municipality_of


@dataclass
class OfferDesk(Desk):
    """An offer, and what its form says while somebody writes."""

    template: ClassVar = "offers/workspace/offer_form.html"
    page: ClassVar = "staff_offer"
    pages: ClassVar = {
        "edit": "offer_edit",
        "new": "offer_new",
        "keep": "offer_keep",
        "keep_new": "offer_keep_new",
    }

    @property
    def holidays(self) -> HolidayCalendar:
        return holidays_of(self.request)

    @property
    def is_public(self) -> bool:
        return not self.is_new and self.record.status == Offer.Status.PUBLISHED

    @property
    def wish(self) -> Wish:
        """Return what the writer wants to happen, said by the button that was pressed."""
        said = self.request.POST.get("wunsch", "")
        return next((wish for wish in Wish if wish.value == said), Wish.KEEP)

    def form(self, **kwargs: Any) -> OfferForm:
        for_families = self.reviews or self.is_public or self.wish is not Wish.KEEP
        return OfferForm(user=self.request.user, content=self.base, for_families=for_families, **kwargs)

    def initial(self, content: Content) -> dict[str, Any]:
        return initial_of_offer(content) if content else usual(self.request)

    def said_of(self, content: Content) -> Assist:
        return assist_content(content, self.holidays)

    def said_to(self, form: OfferForm) -> Assist:
        return assist_form(form, self.holidays)

    def facts(self) -> dict[str, Any]:
        may_publish = self.is_direct and self.may_publish() and not wants_four_eyes()
        return {"may_publish": may_publish, "dead_links": () if self.is_new else self.record.labelled_dead_links()}

    def asks(self, form: OfferForm) -> bool:
        """Ask the writer of a new offer to say that it is none of those that are much like it."""
        if not self.is_new or form.cleaned_data["is_another"] or not twins_of_form(form):
            return False
        form.add_error("is_another", _("Gibt es dieses Angebot schon? Bitte sehen Sie sich die ähnlichen an."))
        return True

    def save(self, content: Content, form: OfferForm) -> Saved:
        confirms = form.cleaned_data["confirms"]
        how = {"by": self.request.user, "wish": self.wish, "confirms": confirms}
        if self.is_new:
            return create_offer(content, **how)
        return save_offer(self.record.pk, base=self.base, content=content, **how)

    def may_publish(self) -> bool:
        """Return whether the writer may publish the offer, or a new one of at least one partner."""
        if self.is_new:
            return partners_with(Permission.PUBLISH, self.request.user).exists()
        return offers_with(Permission.PUBLISH, self.request.user).filter(pk=self.record.pk).exists()


def usual(request: HttpRequest) -> dict[str, Any]:
    """Return what a new offer begins with: of somebody who writes for one partner, the partner and how to reach it."""
    partners = list(partners_with(Permission.EDIT, request.user)[:2])
    town = {"city": municipality_of(request).city}
    return town | contact_of(partners[0]) if len(partners) == 1 else town


def contact_of(partner: Partner) -> dict[str, Any]:
    return {"provider": partner.pk, "phone": partner.phone, "email": partner.email, "url": partner.website}
