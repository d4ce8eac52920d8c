"""A family's own list: which offers are on it, and what of them has changed since they were put there.

The list is nowhere but with the family: in the browser, or in a link. Each entry carries signs of what the offer said when it
was kept, so that the page can tell what is different now without anybody having stored it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.models import Entry, Offer
from offers.search import Hit
from offers.search.matching import current

MOST: Final = 50
LONGEST: Final = 10_000
ENTRY: Final = re.compile(r"(?a:([\w-]{1,180}))(?:~([0-9a-z]{8}))?")
DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
# What a sign is about, in this order: what the page calls it, and of which facts of the card it is made.
PARTS: Final[tuple[tuple[Promise, tuple[str, ...]], ...]] = (
    (_("die Zeiten"), ("schedules", "by_arrangement", "time_note", "valid_until")),
    (_("der Ort"), ("facility", "place_note", "district", "access")),
    (_("Kosten oder Anmeldung"), ("cost", "cost_note", "registration")),
    (_("die Beschreibung"), ("title", "summary", "ages", "provider", "phone")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry of a list as it came: the offer's number or address, and the signs of what it said then, if known."""

    key: str
    signs: str = ""

    @property
    def pk(self) -> int | None:
        return int(self.key) if self.key.isdecimal() and len(self.key) <= 18 else None  # noqa: PLR2004 — longer ones are none


@dataclass(frozen=True)
class Kept:
    """An offer on the list as it is today; `changes` say what is different, `is_old` that nobody confirmed it for long."""

    pk: int
    signs: str
    before: str
    hit: Hit
    changes: list[Promise] = field(default_factory=list)
    is_old: bool = False

    @property
    def entry(self) -> str:
        return f"{self.pk}~{self.signs}"

    @property
    def seen(self) -> str:
        """Return the entry as it came, so that what changed is told until somebody has seen it."""
        return f"{self.pk}~{self.before or self.signs}"


@dataclass(frozen=True)
class Gone:
    """An offer that is no more: what kind it was and where, as its own address says too."""

    pk: int
    type: str
    type_code: str
    district: str
    district_slug: str


@dataclass(frozen=True)
class KeptList:
    """A list as it is today, in its order."""

    kept: list[Kept]
    gone: list[Gone]

    @property
    def text(self) -> str:
        """Return the list as it stands in a link, with what the offers say now."""
        return ".".join(one.entry for one in self.kept)

    def without(self, away: Kept) -> str:
        """Return the list as it came without one entry."""
        return ".".join(one.seen for one in self.kept if one is not away)


def read_list(text: str) -> list[Wanted]:
    """Return the entries of a list, each once; what is none is left out, and what is too much."""
    found: dict[str, Wanted] = {}
    for part in text[:LONGEST].split("."):
        if match := ENTRY.fullmatch(part.strip()):
            found.setdefault(match[1], Wanted(match[1], match[2] or ""))
    return list(found.values())[:MOST]


def signs_of(card: dict[str, Any]) -> str:
    """Return eight characters, two for each part of what a card says."""
    return "".join(sign({name: card[name] for name in names}) for _label, names in PARTS)


def sign(facts: dict[str, Any]) -> str:
    """Return two characters that are different for almost all other facts (one in 1,296 is not noticed)."""
    number = int.from_bytes(blake2b(json.dumps(facts, sort_keys=True).encode(), digest_size=4).digest())
    high, low = divmod(number % len(DIGITS) ** 2, len(DIGITS))
    return DIGITS[high] + DIGITS[low]


def changes_between(before: str, now: str) -> list[Promise]:
    """Return which parts are different; none where it is not known what they were."""
    if not before:
        return []
    return [
        label
        for place, (label, _names) in enumerate(PARTS)
        if before[2 * place : 2 * place + 2] != now[2 * place : 2 * place + 2]
    ]


def kept_list(wanted: Iterable[Wanted]) -> KeptList:
    """Return a list as it is today; three queries at most. Of what was never public nobody learns that it exists."""
    wanted = list(wanted)
    numbers, leads = numbers_of(wanted)
    rows = Entry.objects.filter(pk__in=set(leads.values())).annotate(is_found=Q(current()))
    entries = {pk: (card, found) for pk, card, found in rows.values_list("pk", "card", "is_found")}
    readable = readable_of(pk for pk, (_card, found) in entries.items() if not found)
    kept: dict[int, Kept] = {}
    missing: list[int] = []
    for one in wanted:
        asked = numbers.get(one.key)
        pk = leads.get(asked) if asked else None
        if pk is None or pk in kept:
            continue
        card, found = entries.get(pk, (None, False))
        if card is None or not (found or pk in readable):
            missing.append(pk)
            continue
        now = signs_of(card)
        kept[pk] = Kept(pk, now, one.signs, Hit(card, 0), changes_between(one.signs, now), is_old=not found)
    return KeptList(list(kept.values()), gone_of(missing))


def numbers_of(wanted: list[Wanted]) -> tuple[dict[str, int], dict[int, int]]:
    """Return the numbers of the offers by the entries' keys, and to which offer each leads now: a merged one to the other."""
    pks = [one.pk for one in wanted if one.pk is not None]
    slugs = [one.key for one in wanted if one.pk is None]
    rows = Offer.objects.filter(Q(pk__in=pks) | Q(slug__in=slugs)).values_list("pk", "slug", "merged_into")
    numbers: dict[str, int] = {}
    leads: dict[int, int] = {}
    for pk, slug, merged in rows:
        numbers |= {str(pk): pk, slug: pk}
        leads[pk] = merged or pk
    return numbers, leads


def readable_of(pks: Iterable[int]) -> set[int]:
    """Return which of some offers everybody may still read by their address, though the search has dropped them."""
    asked = list(pks)
    offers = Offer.objects.readable_on(timezone.localdate()).filter(pk__in=asked)
    return set(offers.values_list("pk", flat=True)) if asked else set()


def gone_of(pks: list[int]) -> list[Gone]:
    """Return which of some offers were public once and are no more, in their order."""
    if not pks:
        return []
    once = [Offer.Status.PUBLISHED, Offer.Status.EXPIRED, Offer.Status.ARCHIVED]
    offers = Offer.objects.filter(pk__in=pks, status__in=once, visibility=Offer.Visibility.PUBLIC)
    offers = offers.exclude(valid_from__gt=timezone.localdate()).annotate(
        kind=F("type__name"),
        kind_code=F("type__code"),
        where=F("district__name"),
        where_slug=F("district__slug"),
    )
    rows = offers.values_list("pk", "kind", "kind_code", "where", "where_slug")
    found = {pk: Gone(pk, kind, code, where or "", slug or "") for pk, kind, code, where, slug in rows}
    return [found[pk] for pk in pks if pk in found]
