"""From an address to the district in which it lies, by the municipality's list of streets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Max

from sozialraum.addresses import Address, fold_street, parse_address, readings
from sozialraum.models import District, StreetSection

__all__ = ["Address", "Lookup", "Outcome", "find_sections", "fold_street", "look_up", "sections_by_key"]

SUGGESTIONS = 5
Sections = dict[str, list[StreetSection]]


class Outcome(Enum):
    FOUND = "found"  # exactly one district
    AMBIGUOUS = "ambiguous"  # the street exists more than once: choose among the sections
    NUMBER_MISSING = "number missing"  # the street lies in several districts and no number was said
    NUMBER_UNKNOWN = "number unknown"  # no section of the street has this number
    STREET_UNKNOWN = "street unknown"  # there may be suggestions


@dataclass(frozen=True)
class Lookup:
    """What the list of streets says to an address."""

    outcome: Outcome
    address: Address
    # The sections in question: those of the answer, or those to choose from. They know postcode and district.
    sections: list[StreetSection] = field(default_factory=list)
    # Names of streets that are spelled alike, the likest first.
    suggestions: list[str] = field(default_factory=list)

    @property
    def district(self) -> District | None:
        """Return the one district of the address, None while that is not certain."""
        return self.sections[0].district if self.outcome is Outcome.FOUND else None


def find_sections(text: str) -> Lookup:
    """Look up an address as somebody typed it, such as "Hauptstr. 5a" or "41061 HAUPTSTRASSE 5"; two queries at most."""
    found = look_up(text, sections_by_key([text]))
    if found.outcome is not Outcome.STREET_UNKNOWN:
        return found
    return Lookup(found.outcome, found.address, suggestions=similar_streets(found.address.key))


def sections_by_key(texts: Iterable[str]) -> Sections:
    """Return the sections of every street that one of `texts` may mean; one query, for `look_up`."""
    keys = {address.key for text in texts for address in readings(text)}
    sections: Sections = defaultdict(list)
    for section in StreetSection.objects.filter(key__in=keys).select_related("postcode", "district"):
        sections[section.key].append(section)
    return sections


def look_up(text: str, sections: Sections) -> Lookup:
    """Look `text` up in `sections` (of sections_by_key): its likeliest reading whose street is known decides."""
    for address in readings(text):
        if address.key in sections:
            return _decide(address, sections[address.key])
    return Lookup(Outcome.STREET_UNKNOWN, parse_address(text))


def _decide(address: Address, sections: list[StreetSection]) -> Lookup:
    # A wrong postcode shall not hide a street that is there.
    chosen = [section for section in sections if section.postcode.code == address.postcode] or sections
    if address.number is not None:
        with_number = [section for section in chosen if section.holds(address.number)]
        if not with_number:
            return Lookup(Outcome.NUMBER_UNKNOWN, address, chosen)
        chosen = with_number
    return Lookup(_certainty(address, chosen), address, chosen)


def _certainty(address: Address, sections: list[StreetSection]) -> Outcome:
    if len({section.district_id for section in sections}) == 1:
        return Outcome.FOUND
    # A number helps where one street crosses districts; it does not where several streets have one name.
    is_one_street = len({section.postcode_id for section in sections}) == 1
    return Outcome.NUMBER_MISSING if is_one_street and address.number is None else Outcome.AMBIGUOUS


def similar_streets(key: str) -> list[str]:
    """Return up to five names of streets whose spelling is near to `key`, the nearest first."""
    near = (
        StreetSection.objects.filter(key__trigram_similar=key)
        .values("key")
        .annotate(name=Max("street"), similarity=Max(TrigramSimilarity("key", key)))
        .order_by("-similarity", "name")
    )
    return list(near.values_list("name", flat=True)[:SUGGESTIONS])
