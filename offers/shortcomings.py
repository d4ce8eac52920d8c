"""What an offer lacks for families to find it and to make use of it, in sentences: looked at before it is published.

One thing stands in the way of publishing: that no search would find it. Everything else is a hint, since a person may know better.
"""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.models import Offer, Schedule

NOWHERE = _(
    "So findet niemand das Angebot: Bitte einen Ort, „stadtweit“ oder die Gebiete angeben, aus denen Familien kommen."
)


@dataclass(frozen=True)
class Shortcoming:
    """A sentence about what is missing, and whether it keeps an offer from being published."""

    text: str | Promise
    blocks: bool = False
    url: str = ""  # where to see to it


def is_findable(*, is_citywide: bool, is_placed: bool, has_catchment: bool, comes_home: bool) -> bool:
    """Return whether families find an offer at all; of offers in the database `Offer.objects.findable()` says the same."""
    return is_citywide or is_placed or has_catchment or comes_home


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What there is to know of an offer before it is published, written down already or still in a form."""

    is_citywide: bool
    is_placed: bool
    has_catchment: bool
    comes_home: bool
    can_be_reached: bool  # by a way of its own or by its provider's
    has_registration_way: bool  # or needs none
    has_topic: bool
    says_when: bool
    last_day: datetime.date | None  # of the offer, or of all its times; None where it goes on
    was_confirmed: bool

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """Read the facts of an offer that is in the database; of many at once see `for_facts`."""
        modes, schedules = offer.access_modes.all(), list(offer.schedules.all())
        reached = (offer.phone, offer.email, offer.url)
        way = (*reached, offer.registration_url, offer.registration_note)
        provider, house = offer.provider, offer.facility
        return cls(
            is_citywide=offer.is_citywide,
            is_placed=bool(offer.district_id or offer.point or (house and house.district_id)),
            has_catchment=bool(offer.catchment_districts.all() or offer.catchment_social_spaces.all()),
            comes_home=any(mode.comes_home for mode in modes),
            can_be_reached=any((*reached, provider.phone, provider.email, provider.website)),
            has_registration_way=any(way) or not offer.registration.is_needed,
            has_topic=bool(offer.topics.all()),
            says_when=bool(schedules or offer.by_arrangement or offer.time_note),
            last_day=last_day(offer, schedules),
            was_confirmed=offer.confirmed_at is not None,
        )

    @property
    def is_findable(self) -> bool:
        return is_findable(
            is_citywide=self.is_citywide,
            is_placed=self.is_placed,
            has_catchment=self.has_catchment,
            comes_home=self.comes_home,
        )


def last_day(offer: Offer, schedules: list[Schedule]) -> datetime.date | None:
    """Return the last day on which an offer can take place; None where its end is open."""
    ends = [one.first_day if one.kind == Schedule.Kind.ONCE else one.last_day for one in schedules]
    over = max(ends) if ends and None not in ends and not offer.by_arrangement else None
    return min(filter(None, (over, offer.valid_until)), default=None)


def for_facts(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Fetch with offers what `Facts.of` reads."""
    with_rows = offers.select_related("provider", "facility", "registration")
    return with_rows.prefetch_related(
        "access_modes", "schedules", "topics", "catchment_districts", "catchment_social_spaces"
    )


def shortcomings(facts: Facts, today: datetime.date) -> list[Shortcoming]:
    """Return what an offer lacks on a day, what keeps it from being published first."""
    found = [] if facts.is_findable else [Shortcoming(NOWHERE, blocks=True)]
    if facts.last_day and facts.last_day < today:
        over = _("Das Angebot war am %(day)s zu Ende: Familien sehen es nicht, bis es neue Termine hat.")
        found.append(Shortcoming(over % {"day": date_format(facts.last_day, "SHORT_DATE_FORMAT")}))
    hints = [
        (facts.can_be_reached, _("Weder das Angebot noch der Anbieter nennt Telefon, E-Mail oder Internetseite.")),
        (facts.has_registration_way, _("Eine Anmeldung ist nötig, aber es steht nicht da, wie.")),
        (facts.says_when, _("Es steht nicht da, wann das Angebot stattfindet.")),
        (facts.has_topic, _("Ohne Thema findet es niemand, der nach Themen sucht.")),
        (facts.was_confirmed, _("Noch niemand hat die Angaben bestätigt: Es erscheint weit hinten.")),
    ]
    return found + [Shortcoming(text) for is_there, text in hints if not is_there]
