"""The booklet as plain values: what page and PDF show, and what tells whether anything has changed."""

import datetime
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, NamedTuple

from django.conf import settings

from offers.booklets.picture import Picture
from sozialraum.release import RELEASE

UMLAUTS: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class Leaf(NamedTuple):
    """One offer."""

    slug: str
    title: str
    summary: str
    place: str
    times: str
    ages: str
    cost: str
    registration: str
    languages: str
    provider: str
    phone: str
    email: str
    url: str


class Again(NamedTuple):
    """An offer that was told in an earlier phase."""

    slug: str
    title: str


class Phase(NamedTuple):
    """A phase of life: the offers that are told here, those told before, and how many are left out."""

    code: str
    name: str
    description: str
    leaves: tuple[Leaf, ...]
    again: tuple[Again, ...]
    of_city: tuple[Leaf, ...]
    of_city_again: tuple[Again, ...]
    more: int
    url: str


class House(NamedTuple):
    """A house for families; `number` is that on the map, 0 where it is not on it."""

    slug: str
    name: str
    kind: str
    lines: tuple[str, ...]
    district: str
    phone: str
    email: str
    hours: str
    is_here: bool
    number: int
    spot: tuple[int, int] | None
    url: str


class Contact(NamedTuple):
    """Whom one calls: a function, never a person."""

    function: str
    task: str
    network: str
    phone: str
    email: str
    hours: str


class Line(NamedTuple):
    name: str
    number: str
    hours: str
    explanation: str
    is_emergency: bool


class IndexEntry(NamedTuple):
    """A line of the index: what it says, and the place it leads to."""

    text: str
    anchor: str

    @property
    def key(self) -> str:
        """Return the text as German dictionaries order it."""
        return "".join(sign for sign in self.text.casefold().translate(UMLAUTS) if sign.isalnum() or sign == " ")

    @property
    def letter(self) -> str:
        """Return under which letter it stands; all digits stand together."""
        first = self.key[:1].upper()
        return first if first.isalpha() else "0–9"


@dataclass(frozen=True)
class Chapter:
    """A chapter as it is shown: its text, and one of the lists below, whichever its kind has."""

    kind: str
    title: str
    text: str
    phases: tuple[Phase, ...] = ()
    houses: tuple[House, ...] = ()
    contacts: tuple[Contact, ...] = ()
    leads: tuple[tuple[str, str, str], ...] = ()
    lines: tuple[Line, ...] = ()
    picture: Picture | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to tell but perhaps a standard text."""
        return not (self.phases or self.houses or self.contacts or self.leads or self.lines or self.picture)

    @property
    def here(self) -> list[House]:
        return [house for house in self.houses if house.is_here]

    @property
    def elsewhere(self) -> list[House]:
        return [house for house in self.houses if not house.is_here]


@dataclass(frozen=True)
class Booklet:
    """The whole booklet in one language."""

    slug: str
    name: str
    team: str
    language: str
    districts: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    index: tuple[IndexEntry, ...]
    url: str
    sender: tuple[str, ...]  # all that cover, welcome and imprint say of the city, and its colours

    def digest(self, month: datetime.date) -> str:
        """Return what changes with all that the booklet says, with the program, and with the month: none looks old."""
        told = f"{self!r}|{RELEASE}|{settings.PORTAL_ADDRESS}|{month:%Y-%m}"
        return blake2b(told.encode(), digest_size=24).hexdigest()
