"""What is shown of an offer that helps."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from network.places import Place
from offers.models import Offer
from offers.places import shown_place
from offers.resources.finding import Found
from offers.resources.need import Need
from offers.sessions import Series
from offers.wording import describe_ages, describe_times


@dataclass(frozen=True)
class Resource:
    """An offer that helps: what stands on its card, and to what of the need it fits."""

    offer: Offer
    place: Place
    times: list[str]
    ages: str
    fits: list[str]
    metres: float | None = None

    @property
    def is_internal(self) -> bool:
        """Return whether only professionals see it."""
        return self.offer.visibility == Offer.Visibility.PROFESSIONALS

    @property
    def kilometres(self) -> str:
        return "" if self.metres is None else f"{self.metres / 1000:.1f}".replace(".", ",")


def fetch(need: Need, found: list[Found]) -> dict[int, Resource]:
    """Return what is found with all that is shown of it; confidential places keep their secret here too."""
    today = timezone.localdate()
    metres = {one.pk: one.metres for one in found}
    offers = (
        Offer.objects.filter(pk__in=metres)
        .select_related("provider", "type", "cost", "registration", "facility__district", "district")
        .defer("district__boundary", "facility__district__boundary")
        .prefetch_related("schedules", "topics", "life_situations")
    )
    return {offer.pk: resource(offer, need, today, metres[offer.pk]) for offer in offers}


def resource(offer: Offer, need: Need, today: datetime.date, metres: float | None) -> Resource:
    """Return an offer as it is shown."""
    topics = [one.name for one in offer.topics.all() if one in need.topics]
    situations = [one.name for one in offer.life_situations.all() if one in need.situations]
    rules = describe_times(map(Series.of_row, offer.schedules.all()), today, by_arrangement=offer.by_arrangement)
    times = rules or [note for note in [offer.time_note] if note]
    place = shown_place(offer)
    # How far it is to a secret place would tell where it is.
    return Resource(
        offer,
        place,
        times,
        describe_ages(offer.month_span),
        topics + situations,
        None if place.is_confidential else metres,
    )
