"""Two offers side by side: where they differ, what may stay of both, and what the chosen answers make of them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.content import FIELDS, NOTHING, Content, Teller, contents_of, label_of
from offers.content.fields import LINKS, TIMES
from offers.content.reading import in_order
from offers.models import Offer

FIRST, SECOND, BOTH = "a", "b", "beide"
# What is only right together is chosen together.
TOGETHER: Final[dict[tuple[str, ...], Promise]] = {
    (
        *("facility", "street", "postcode", "city", "point", "district"),
        *("place_note", "address_is_confidential"),
    ): _("Ort"),
    ("registration", "registration_note", "registration_url"): _("Anmeldung"),
    ("cost", "cost_note"): _("Kosten"),
    ("by_arrangement", "time_note"): _("Hinweise zur Zeit"),
    ("image", "image_alt"): _("Bild"),
    ("valid_from", "valid_until"): _("Gültigkeit"),
}
CAN_BE_UNITED: Final = {*LINKS, TIMES}


@dataclass(frozen=True)
class Question:
    """Something of which two offers say different things."""

    names: tuple[str, ...]
    label: str | Promise
    texts: tuple[str, str]
    default: str

    @property
    def code(self) -> str:
        return self.names[0]

    @property
    def can_be_united(self) -> bool:
        return self.code in CAN_BE_UNITED


class SideBySide:
    """Two offers, the older one first, with their contents."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self.first, self.second = sorted(offers, key=lambda offer: offer.pk)
        contents = contents_of([self.first, self.second])
        self.contents = (contents[self.first.pk], contents[self.second.pk])
        self._teller = Teller(self.contents)
        self.questions = [question for question in map(self._question, groups()) if question]

    @property
    def offers(self) -> dict[str, Offer]:
        return {FIRST: self.first, SECOND: self.second}

    @property
    def alike(self) -> list[str | Promise]:
        """Return what both offers say the same of."""
        asked = {question.code for question in self.questions}
        return [label for names, label in groups() if names[0] not in asked]

    @property
    def fresher(self) -> str:
        """Return which of the offers somebody confirmed, or else changed, last."""
        return max(self.offers, key=lambda side: freshness(self.offers[side]))

    @property
    def stays(self) -> str:
        """Return which of the offers should stay: the one that families see, or else the older one, whose address is known better."""
        return next((side for side, offer in self.offers.items() if offer.status == Offer.Status.PUBLISHED), FIRST)

    def _question(self, group: tuple[tuple[str, ...], str | Promise]) -> Question | None:
        names, label = group
        one, other = ([content[name] for name in names] for content in self.contents)
        if one == other:
            return None
        texts = (self._text(names, self.contents[0]), self._text(names, self.contents[1]))
        return Question(names, label, texts, self._default(names[0], one, other))

    def _text(self, names: tuple[str, ...], content: Content) -> str:
        if len(names) == 1:
            return self._teller.tell(names[0], content[names[0]])
        told = [(label_of(name), self._teller.tell(name, content[name])) for name in names if is_said(content[name])]
        return "\n".join(f"{label}: {text}" for label, text in told) or str(NOTHING)

    def _default(self, name: str, one: list[Any], other: list[Any]) -> str:
        """Return what should stay: the fuller answer; of two full ones both where they are lists of words, else the fresher."""
        fullness = [sum(map(is_said, one)), sum(map(is_said, other))]
        if name == "ages" or fullness[0] == fullness[1]:
            return BOTH if name in LINKS else self.fresher
        return FIRST if fullness[0] > fullness[1] else SECOND

    def content(self, choices: Mapping[str, str]) -> Content:
        """Return what the remaining offer will say, given by its code what was chosen for each question."""
        content = dict(self.contents[0])
        for question in self.questions:
            for name in question.names:
                one, other = (each[name] for each in self.contents)
                chosen = choices[question.code]
                content[name] = united(name, one, other) if chosen == BOTH else {FIRST: one, SECOND: other}[chosen]
        return content


def freshness(offer: Offer) -> tuple[datetime.date, datetime.datetime]:
    return offer.confirmed_at or datetime.date.min, offer.updated_at


def is_said(value: Any) -> bool:
    """Return whether a field says anything."""
    return value not in (None, "", [], False)


def united(name: str, one: list[Any], other: list[Any]) -> list[Any]:
    """Return the values of two lists, each once."""
    if name == TIMES:
        return in_order([*one, *(time for time in other if time not in one)])
    return sorted({*one, *other})


def groups() -> list[tuple[tuple[str, ...], str | Promise]]:
    """Return all fields, those together that are chosen together, with what they are called, as people read them."""
    grouped = {name: names for names in TOGETHER for name in names}
    ordered = dict.fromkeys(grouped.get(name, (name,)) for name in FIELDS)
    return [(names, TOGETHER.get(names) or label_of(names[0])) for names in ordered]
