"""A booklet put together: what the register tells today, in the chapters that its coordination wants."""

import datetime
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from network.context import lines_of
from network.models import ContactPoint, Facility, FacilityKind
from offers.at_work import Lead
from offers.booklets import reading
from offers.booklets.chapters import Kind, Wish, in_order, said, standard_wishes, wishes_of
from offers.booklets.picture import Picture, picture_of
from offers.booklets.values import Again, Booklet, Chapter, Contact, House, IndexEntry, Leaf, Line, Phase
from offers.models import LifePhase, Offer, ParentGuide
from offers.places import one_line, shown_place
from offers.sessions import Series
from offers.wording import describe_ages, describe_times
from sozialraum.context import as_of

KEPT = 32  # booklets as values, of some hundred kilobytes each


# What a booklet tells of the municipality.
SENDER = (
    *("name", "authority", "represented_by", "street", "postcode", "city", "phone", "email"),
    *("brand_colour", "second_colour", "logo"),
)
# Chapters that every booklet has, whatever the register knows.
ALWAYS = {Kind.WELCOME, Kind.EMERGENCY}
# The kinds of houses in each chapter that is about houses.
PART_OF = {
    Kind.FACILITIES: "",
    Kind.CENTRES: FacilityKind.BookletPart.CENTRES.value,
    Kind.MIDWIVES: FacilityKind.BookletPart.MIDWIVES.value,
    Kind.PRACTICES: FacilityKind.BookletPart.PRACTICES.value,
    Kind.OFFICES: FacilityKind.BookletPart.OFFICES.value,
}


@lru_cache(maxsize=KEPT)
def booklet_of(version: str, today: datetime.date, slug: str, language: str) -> Booklet:
    """Return the booklet of a social space on a day, in a version of the content. Raises SocialSpace.DoesNotExist."""
    written = ParentGuide.objects.filter(social_space__slug=slug, language=language).prefetch_related("chapters")
    return put_together(version, today, slug, language, wishes_of(written.first()))


def draft_of(version: str, slug: str, language: str, wishes: Iterable[Wish]) -> Booklet:
    """Return the booklet as it would be with other wishes than those that are kept."""
    return put_together(version, timezone.localdate(), slug, language, list(wishes))


def put_together(version: str, today: datetime.date, slug: str, language: str, wishes: list[Wish]) -> Booklet:
    with translation.override(language):
        return Making(version, today, slug, wishes or standard_wishes()).booklet(language)


class Making:
    """What is read once for all chapters of a booklet."""

    def __init__(self, version: str, today: datetime.date, slug: str, wishes: list[Wish]) -> None:
        self.version, self.today, self.wishes = version, today, in_order(wishes)
        self.city = as_of(version)
        self.space, self.leads = reading.space_of(slug, today)
        self.districts = reading.districts_of(self.space, today)
        self.picture = picture_of(version, frozenset(one.pk for one in self.districts))
        self.houses = numbered(reading.houses(self.districts), self.picture)

    def booklet(self, language: str) -> Booklet:
        chapters = tuple(chapter for chapter in map(self.chapter, self.wishes) if chapter)
        return Booklet(
            slug=self.space.slug,
            name=self.space.name,
            team=self.space.team_name,
            language=language,
            districts=tuple(one.name for one in self.districts),
            chapters=chapters,
            index=tuple(index_of(chapters)),
            url=address("booklet", self.space.slug),
            sender=tuple(str(getattr(self.city, name)) for name in SENDER),
        )

    def chapter(self, wish: Wish) -> Chapter | None:
        """Return a chapter; None where there is nothing to tell and nobody wrote anything."""
        told = self.content_of(wish.kind)
        text = said(wish, city=self.city.name, space=self.space.name)
        chapter = Chapter(kind=wish.kind.value, title=str(wish.kind.label), text=text, **told)
        is_spoken = wish.text or wish.kind in ALWAYS
        return chapter if is_spoken or not chapter.is_empty else None

    def content_of(self, kind: Kind) -> dict[str, Any]:
        """Return what the register tells for a chapter, by the name of the chapter's list."""
        if kind in PART_OF:
            return {"houses": self.houses.get(PART_OF[kind], ())}
        tellers: dict[Kind, tuple[str, Callable[[], Any]]] = {
            Kind.CHAIN: ("phases", self.phases),
            Kind.TEAM: ("contacts", lambda: tuple(map(contact, reading.contacts(self.space, self.districts)))),
            Kind.LEADS: ("leads", lambda: tuple(map(lead, self.leads))),
            Kind.EMERGENCY: ("lines", self.lines),
            Kind.MAP: ("picture", self.with_houses),
        }
        if kind not in tellers:
            return {}
        name, tell = tellers[kind]
        return {name: tell()}

    def lines(self) -> tuple[Line, ...]:
        """Return the numbers that help at once, those for emergencies first."""
        known = sorted(lines_of(self.version), key=lambda one: not one.is_emergency)
        return tuple(Line(one.name, one.number, one.hours, one.explanation, one.is_emergency) for one in known)

    def with_houses(self) -> Picture | None:
        """Return the map with the houses of all chapters that are in the booklet."""
        parts = {PART_OF[wish.kind] for wish in self.wishes if wish.kind in PART_OF}
        placed = [house for part, found in self.houses.items() if part in parts for house in found if house.number]
        return self.picture and self.picture.with_marks((one.number, one.name, one.spot) for one in placed)

    def phases(self) -> tuple[Phase, ...]:
        """Return the chain: each offer is told in the first phase that it belongs to, and named in the later ones."""
        known = reading.phases()
        spans = [(phase.ages.lower, phase.ages.upper) for phase in known]
        found = reading.found_in(self.space, spans)
        offers = reading.offers_by_id(found, self.today)
        told: set[int] = set()
        rows = zip([*known, None], found, strict=True)
        phases = [self.phase(one, places, offers, told) for one, places in rows]
        return tuple(phase for phase in phases if phase.leaves or phase.again or phase.of_city or phase.of_city_again)

    def phase(self, phase: LifePhase | None, found: reading.Found, offers: dict[int, Offer], told: set[int]) -> Phase:
        here, again = self.leaves(found.here, offers, told)
        of_city, of_city_again = self.leaves(found.of_city, offers, told)
        return Phase(
            code=phase.code if phase else "jedes-alter",
            name=phase.name if phase else translation.gettext("In jedem Alter"),
            description=phase.description if phase else "",
            leaves=here,
            again=again,
            of_city=of_city,
            of_city_again=of_city_again,
            more=found.all_here - len(found.here) + found.all_of_city - len(found.of_city),
            url=address("offer_list") + f"?sozialraum={self.space.slug}",
        )

    def leaves(
        self, wanted: list[int], offers: dict[int, Offer], told: set[int]
    ) -> tuple[tuple[Leaf, ...], tuple[Again, ...]]:
        """Return the offers that come for the first time, and those that were told before."""
        known = [offers[pk] for pk in wanted if pk in offers]
        new = tuple(leaf(offer, self.today) for offer in known if offer.pk not in told)
        again = tuple(Again(offer.slug, offer.title) for offer in known if offer.pk in told)
        told.update(offer.pk for offer in known)
        return new, again


def address(name: str, *arguments: str) -> str:
    """Return an address as it is printed."""
    return settings.PORTAL_ADDRESS + reverse(name, args=arguments)


def leaf(offer: Offer, today: datetime.date) -> Leaf:
    """Return what the booklet tells of an offer: of a confidential place no more than its district."""
    rules = describe_times(map(Series.of_row, offer.schedules.all()), today, by_arrangement=offer.by_arrangement)
    return Leaf(
        slug=offer.slug,
        title=offer.title,
        summary=offer.summary,
        place=one_line(shown_place(offer)),
        times="; ".join(rules) or offer.time_note,
        ages=describe_ages(offer.month_span),
        cost=offer.cost.name,
        registration=offer.registration.name,
        languages=", ".join(language.name for language in offer.languages.all()),
        provider=offer.provider.name,
        phone=offer.phone,
        email=offer.email,
        url=address("offer_detail", offer.slug),
    )


def contact(point: ContactPoint) -> Contact:
    network = point.network.name if point.network else ""
    return Contact(point.function, point.task, network, point.phone, point.email, point.hours)


def lead(one: Lead) -> tuple[str, str, str]:
    """Return a network, its lead, and since when."""
    return one.network, one.partner, f"{one.since:%d.%m.%Y}"


def numbered(facilities: Iterable[Facility], picture: Picture | None) -> dict[str, tuple[House, ...]]:
    """Return the houses by the chapter that they stand in, those on the map with the number that they have there."""
    found: dict[str, list[House]] = {}
    number = 0
    for facility in facilities:
        point = facility.public_place().point if facility.is_here else None
        spot = picture.spot(point) if picture and point else None
        number += bool(spot)
        found.setdefault(facility.kind.booklet_part, []).append(house(facility, number if spot else 0, spot))
    return {part: tuple(houses) for part, houses in found.items()}


def house(facility: Facility, number: int, spot: tuple[int, int] | None) -> House:
    place = facility.public_place()
    return House(
        slug=facility.slug,
        name=facility.name,
        kind=facility.kind.name,
        lines=tuple(place.lines),
        district=place.district.name if place.district else "",
        phone=facility.phone,
        email=facility.email,
        hours=facility.opening_note,
        is_here=facility.is_here,
        number=number,
        spot=spot,
        url=address("facility_detail", facility.slug),
    )


def index_of(chapters: Iterable[Chapter]) -> list[IndexEntry]:
    """Return all offers, houses and contacts by name, each with the place where it is told."""
    entries = []
    for chapter in chapters:
        leaves = [leaf for phase in chapter.phases for leaf in (*phase.leaves, *phase.of_city)]
        entries += [IndexEntry(one.title, f"angebot-{one.slug}") for one in leaves]
        entries += [IndexEntry(one.name, f"haus-{one.slug}") for one in chapter.houses]
        entries += [IndexEntry(one.function, f"kapitel-{chapter.kind}") for one in chapter.contacts]
    return sorted(set(entries), key=lambda entry: (entry.key, entry.anchor))
