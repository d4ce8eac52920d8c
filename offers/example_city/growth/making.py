"""Generated offers: patterns in other words, at other places and times."""

import datetime
from typing import Any

from offers.example_city.growth.chance import Chance, Weighted
from offers.example_city.growth.copying import CopyTable
from offers.example_city.growth.hosts import OFFERS_PER_FACILITY, Host, Hosts
from offers.example_city.growth.patterns import LINKS, Pattern, Reach, range_text
from offers.example_city.growth.phrases import Phrases
from offers.example_city.growth.places import Area
from offers.example_city.times import SINCE
from offers.models import Offer, Schedule

GENERATED = "beispiel-"  # begins the external id of each generated offer
SHARES = {Reach.HELD: 83, Reach.CITYWIDE: 9, Reach.HOME: 5, Reach.REMOTE: 3}
SHIFTS = [-90, -60, -30, 0, 0, 30, 60, 90]  # minutes by which a time differs from its pattern's
EARLIEST, LATEST = 7 * 60, 22 * 60
REVIEW_AFTER = datetime.timedelta(days=365)
# Some are overdue, none so long that the search has dropped it: a city of N offers has N to be found.
OLDEST_CONFIRMATION = 390
GIVEN = (
    *("id", "external_id", "title", "slug", "summary", "description", "type_id", "ages", "all_ages", "gender_focus"),
    *(
        "prevention_level",
        "is_low_threshold",
        "provider_id",
        "facility_id",
        "district_id",
        "street",
        "postcode",
        "city",
    ),
    *("point", "place_note", "is_citywide", "by_arrangement", "registration_id", "registration_note", "cost_id"),
    *("cost_note", "places", "sibling_care", "phone", "email", "programme_id", "status", "confirmed_at", "next_review"),
    "is_example",
)
PLACE = ("facility_id", "district_id", "street", "postcode", "city", "point", "place_note")
NOWHERE: dict[str, Any] = dict.fromkeys(("facility_id", "district_id", "point")) | dict.fromkeys(
    ("street", "postcode", "city", "place_note"), ""
)
TIMES = (
    *("offer_id", "kind", "weekday", "nth", "first_day", "last_day", "starts", "ends"),
    *("pauses_in_school_holidays", "pauses_on_public_holidays"),
)


class OfferMaker:
    """Makes offers by their number and hands their rows to the tables."""

    def __init__(
        self, seed: int, today: datetime.date, phrases: Phrases, patterns: dict[Reach, list[Pattern]], hosts: Hosts
    ) -> None:
        self.seed, self.today, self.phrases, self.patterns, self.hosts = seed, today, phrases, patterns, hosts
        self.reaches = Weighted(list(SHARES), list(SHARES.values()))
        self.areas: dict[int, Area] = {area.id: area for area in hosts.areas.items}
        self.offers = CopyTable(Offer, *GIVEN)
        self.times = CopyTable(Schedule, *TIMES)
        names = (*LINKS, "catchment_districts", "catchment_social_spaces")
        self.links = {name: self._link_table(name) for name in names}

    @staticmethod
    def _link_table(name: str) -> CopyTable:
        relation = Offer._meta.get_field(name)
        return CopyTable(relation.remote_field.through, "offer_id", f"{relation.m2m_reverse_field_name()}_id")

    @property
    def tables(self) -> list[CopyTable]:
        """The rows of offers, in the order in which they refer to one another."""
        return [self.offers, self.times, *self.links.values()]

    def make(self, number: int, pk: int) -> None:
        """Make the offer of that number under the id `pk`."""
        chance = Chance(self.seed, "offer", number)
        reach = self.reaches.pick(chance)
        pattern = chance.pick(self.patterns[reach])
        host = self._host(chance, number)
        area = self.areas[host.district_id]
        values = self._wording(chance, pattern, area, number) | self._details(chance, pattern, host)
        values |= self._place(chance, reach, host, area)
        values |= {"id": pk, "external_id": f"{GENERATED}{self.seed}-{number}", "is_example": True}
        self.offers.add(*(values[name] for name in GIVEN))
        self._add_links(chance, pattern, pk)
        self._add_catchment(chance, reach, area, pk)
        for schedule in pattern.schedules:
            self._add_time(chance, schedule, pk)

    def _host(self, chance: Chance, number: int) -> Host:
        """Return a facility that is there when the offer comes: so a larger city begins like a smaller one."""
        index = chance.number(0, len(self.hosts.readable) + number // OFFERS_PER_FACILITY - 1)
        if index < len(self.hosts.readable):
            return self.hosts.readable[index]
        return self.hosts.generated[index - len(self.hosts.readable)]

    def _wording(self, chance: Chance, pattern: Pattern, area: Area, number: int) -> dict[str, Any]:
        phrases = self.phrases
        topics = [phrases.topics[code] for code in pattern.topic_codes]
        title = chance.pick(phrases.title_forms).format(
            type=pattern.type_name,
            ending=chance.pick(phrases.endings),
            motto=f"{chance.pick(phrases.motto_firsts)} {chance.pick(phrases.motto_seconds)}",
            district=area.name,
        )
        sentences = [chance.pick(chance.pick(topics).long) for _turn in range(chance.number(2, 4))]
        sentences = [chance.pick(phrases.openings), *dict.fromkeys(sentences), chance.pick(phrases.closings)]
        return {
            "title": title[:160],
            "slug": f"{pattern.type_slug}-b{number}",
            "summary": " ".join(dict.fromkeys([chance.pick(topics[0].short), chance.pick(topics[-1].short)])),
            "description": " ".join(sentences),
        }

    def _details(self, chance: Chance, pattern: Pattern, host: Host) -> dict[str, Any]:
        offer = pattern.offer
        confirmed = self.today - datetime.timedelta(days=int(chance.draw() ** 1.5 * OLDEST_CONFIRMATION))
        is_local = chance.happens(0.7)
        return {
            "type_id": offer.type_id,
            "ages": range_text(offer.ages),
            "all_ages": offer.all_ages,
            "gender_focus": offer.gender_focus,
            "prevention_level": offer.prevention_level,
            "is_low_threshold": offer.is_low_threshold,
            "provider_id": host.partner_id if is_local else self._host(chance, 0).partner_id,
            "by_arrangement": offer.by_arrangement,
            "registration_id": offer.registration_id,
            "registration_note": chance.pick(self.phrases.registration_notes) if offer.registration_note else "",
            "cost_id": offer.cost_id,
            "cost_note": offer.cost_note,
            "places": chance.number(6, 20) if offer.places else None,
            "sibling_care": chance.happens(0.15),
            "phone": f"0221 4710-{chance.number(0, 999):03}",
            "email": f"angebot{chance.number(0, 9999)}@example.org",
            "programme_id": offer.programme_id,
            "status": Offer.Status.PUBLISHED.value,
            "confirmed_at": confirmed,
            "next_review": confirmed + REVIEW_AFTER,
        }

    def _place(self, chance: Chance, reach: Reach, host: Host, area: Area) -> dict[str, Any]:
        place = NOWHERE | {"is_citywide": reach in {Reach.CITYWIDE, Reach.REMOTE}}
        if reach is Reach.REMOTE or (reach is Reach.HOME and chance.happens(0.8)):
            return place
        if chance.happens(0.95):
            return place | {"facility_id": host.id}
        if chance.happens(0.4):
            return place | {"district_id": area.id, "place_note": chance.pick(self.phrases.place_notes)}
        return place | {
            "district_id": area.id,
            "street": f"{chance.pick(self.phrases.street_names)} {chance.number(1, 199)}",
            "postcode": chance.pick(area.postcodes),
            "city": "Mönchengladbach",
            "point": area.point(chance),
        }

    def _add_links(self, chance: Chance, pattern: Pattern, pk: int) -> None:
        for name in LINKS:
            for other in pattern.links[name]:
                self.links[name].add(pk, other)

    def _add_catchment(self, chance: Chance, reach: Reach, area: Area, pk: int) -> None:
        if reach in {Reach.CITYWIDE, Reach.REMOTE} or chance.happens(0.5):
            return
        if area.space_id and chance.happens(0.4):
            self.links["catchment_social_spaces"].add(pk, area.space_id)
        elif area.borough_id and chance.happens(0.1):
            self.links["catchment_districts"].add(pk, area.borough_id)
        else:
            for district in {area.id, *chance.picks(area.neighbours, 4)}:
                self.links["catchment_districts"].add(pk, district)

    def _add_time(self, chance: Chance, schedule: Schedule, pk: int) -> None:
        minutes = schedule.starts.hour * 60 + schedule.starts.minute + chance.pick(SHIFTS)
        length = schedule.ends.hour * 60 + schedule.ends.minute - schedule.starts.hour * 60 - schedule.starts.minute
        starts = max(EARLIEST, min(minutes, LATEST - length))
        weekday = schedule.weekday if chance.happens(0.3) else min(chance.number(0, 6), chance.number(0, 6))
        first = SINCE + datetime.timedelta(days=7 * chance.number(0, 1))
        last = None
        if schedule.kind == Schedule.Kind.ONCE:
            first = self.today + datetime.timedelta(days=chance.number(3, 240))
            weekday = first.weekday()
        elif schedule.last_day:
            first = self.today - datetime.timedelta(days=chance.number(0, 60))
            last = first + datetime.timedelta(days=chance.number(70, 200))
        pauses = (schedule.pauses_in_school_holidays, schedule.pauses_on_public_holidays)
        self.times.add(
            pk, schedule.kind, weekday, schedule.nth, first, last, clock(starts), clock(starts + length), *pauses
        )


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
