"""What lies before somebody who writes an offer, and the page that shows it."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from network.choices import Permission
from network.models import Partner
from network.permissions import partners_with
from offers.actions import ConflictError, Wish
from offers.content import Change, Content, Teller, label_of, tell_changes
from offers.editing import OfferForm, initial_from_data, initial_of_offer
from offers.editing.assist import assist_content, assist_form
from offers.models import KeptForm, Offer, Submission
from offers.permissions import offers_with, wants_four_eyes
from sozialraum.calendar import HolidayCalendar
from sozialraum.context import holidays_of, municipality_of

TEMPLATE: Final = "offers/workspace/offer_form.html"
SALT: Final = "offers.form"
# Who chooses between two versions of a field says whose stays.
THEIRS: Final = "andere"


@dataclass
class Desk:
    """An offer (None for a new one) in front of its writer: what they begin with, and whether it is theirs to publish."""

    request: HttpRequest
    offer: Offer | None
    key: uuid.UUID
    base: Content
    is_direct: bool
    submission: Submission | None = None
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def holidays(self) -> HolidayCalendar:
        return holidays_of(self.request)

    @property
    def is_public(self) -> bool:
        return self.offer is not None and self.offer.status == Offer.Status.PUBLISHED

    @property
    def wish(self) -> Wish:
        """Return what the writer wants to happen, said by the button that was pressed."""
        said = self.request.POST.get("wunsch", "")
        return next((wish for wish in Wish if wish.value == said), Wish.KEEP)

    def form(self, **kwargs: Any) -> OfferForm:
        for_families = self.is_public or self.wish is not Wish.KEEP
        return OfferForm(user=self.request.user, content=self.base, for_families=for_families, **kwargs)

    def written_form(self) -> OfferForm:
        """Return the form with what was sent; it began with what its signed field says."""
        self.base = self.signed_base(self.request.POST)
        return self.form(data=self.request.POST, files=self.request.FILES)

    def signed_base(self, data: QueryDict) -> Content:
        """Return what a sent form began with; what lies here now, where nobody of ours signed that."""
        try:
            return signing.loads(data.get("grundlage", ""), salt=SALT)
        except signing.BadSignature:
            return self.base

    def show_begun(self) -> HttpResponse:
        """Show the form with the offer as it stands, or with what is usual for a new one."""
        if self.base:
            return self.show(self.form(initial=initial_of_offer(self.base)), assist_content(self.base, self.holidays))
        return self.show(self.form(initial=usual(self.request)), assist_content({}, self.holidays))

    def show_kept(self, kept: KeptForm) -> HttpResponse:
        """Show the form as its writer left it; it began with what lay there then."""
        data = as_sent(kept.data)
        self.base = self.signed_base(data)
        form = self.form(initial=initial_from_data(self.form(), data))
        return self.show(form, assist_form(self.form(data=data), self.holidays), kept=kept)

    def show_wrong(self, form: OfferForm) -> HttpResponse:
        """Show the form with what was sent and what is wrong with it."""
        return self.show(form, assist_form(form, self.holidays), conflicts=self.repeated_conflicts())

    def show_conflict(self, conflict: ConflictError, mine: Content) -> HttpResponse:
        """Show what somebody else changed meanwhile, field by field beside what this person wrote."""
        told = tell_changes(conflict.current, {name: mine[name] for name in conflict.conflicts})
        self.base = conflict.current
        both = conflict.merged | {name: mine[name] for name in conflict.conflicts}
        form = self.form(initial=initial_of_offer(both))
        return self.show(form, assist_content(both, self.holidays), conflicts=told)

    def repeated_conflicts(self) -> list[Change]:
        """Return the choices that the page asked for already; what this person wrote stands in the form."""
        names = [name for name in self.request.POST.getlist("streit") if name in self.base]
        teller = Teller([self.base])
        return [Change(name, label_of(name), teller.tell(name, self.base[name]), "") for name in names]

    def unchosen(self) -> list[str]:
        """Return the fields for which nobody said yet whose version stays."""
        return [name for name in self.request.POST.getlist("streit") if f"wahl_{name}" not in self.request.POST]

    def chosen(self, content: Content) -> Content:
        """Return what was written, with the other version where this person chose that."""
        theirs = [
            name for name in self.request.POST.getlist("streit") if self.request.POST.get(f"wahl_{name}") == THEIRS
        ]
        return content | {name: self.base[name] for name in theirs if name in self.base}

    def show(self, form: OfferForm, said: Any, **context: Any) -> HttpResponse:
        """Return the page with a form."""
        may_publish = self.is_direct and self.may_publish() and not wants_four_eyes()
        facts = {
            "form": form,
            "assist": said,
            "offer": self.offer,
            "submission": self.submission,
            "key": self.key,
            "base": signing.dumps(self.base, salt=SALT, compress=True),
            "is_public": self.is_public,
            "is_direct": self.is_direct,
            "may_publish": may_publish,
            "keep_address": self.keep_address(),
            "conflicts": (),
            "kept": None,
            "mode": "",
            "seen": "",
        }
        return render(self.request, TEMPLATE, facts | self.context | context)

    def keep_address(self) -> str:
        return reverse("offer_keep", args=[self.offer.pk]) if self.offer else reverse("offer_keep_new")

    def may_publish(self) -> bool:
        """Return whether the writer may publish the offer, or a new one of at least one partner."""
        if self.offer is None:
            return partners_with(Permission.PUBLISH, self.request.user).exists()
        return offers_with(Permission.PUBLISH, self.request.user).filter(pk=self.offer.pk).exists()


def usual(request: HttpRequest) -> dict[str, Any]:
    """Return what a new offer begins with: of somebody who writes for one partner, the partner and how to reach it."""
    partners = list(partners_with(Permission.EDIT, request.user)[:2])
    town = {"city": municipality_of(request).city}
    return town | contact_of(partners[0]) if len(partners) == 1 else town


def contact_of(partner: Partner) -> dict[str, Any]:
    return {"provider": partner.pk, "phone": partner.phone, "email": partner.email, "url": partner.website}


def as_sent(data: dict[str, Iterable[str]]) -> QueryDict:
    """Return kept values as a browser sent them."""
    sent = QueryDict(mutable=True)
    for name, values in data.items():
        sent.setlist(name, list(values))
    return sent


def clock(moment: datetime.datetime) -> str:
    """Return the time of day at which something was kept."""
    return f"{moment:%H:%M}"
