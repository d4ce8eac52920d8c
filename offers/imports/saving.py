"""Drafts brought together with the offers that are saved: created, changed, or found unchanged; many at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, Q, Value
from django.utils import timezone

from kit.german import free_slug, slug
from kit.importing import Report
from kit.links import set_links
from offers.imports.drafts import Draft
from offers.imports.times import Slot
from offers.models import Offer, Schedule

BATCH = 500
# What stands at this place of an address already.
RESERVED_SLUGS = {"karte"}
LONGEST_SLUG = 180
RULING_COLUMN = {Schedule.Kind.WEEKLY: "weekly", Schedule.Kind.ONCE: "dates"}
Known = list[tuple[Offer, Draft]]
Twin = tuple[int, str]  # provider and title


class Saver:
    """Saves drafts, chunk after chunk of one file."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._slugs = set(RESERVED_SLUGS)
        self._twins: Counter[Twin] = Counter()

    def save(self, drafts: list[Draft]) -> None:
        """Save a chunk and count what became of each row."""
        saved = self._find(drafts)
        known = [(saved[draft.row.line], draft) for draft in drafts if draft.row.line in saved]
        # What somebody has merged with another offer stays as it was: its source does not know better.
        merged = {draft.row.line for offer, draft in known if offer.merged_into_id}
        known = [(offer, draft) for offer, draft in known if draft.row.line not in merged]
        changed = _update(known)
        changed |= _link([(offer, draft.ruled_links) for offer, draft in known])
        changed |= _schedule(known)
        new = [draft for draft in drafts if draft.row.line not in saved]
        created = list(zip(self._create(new), new, strict=True))
        _link([(offer, draft.links) for offer, draft in created])
        _schedule(created)
        self.report.created += len(created)
        self.report.changed += len(changed)
        self.report.unchanged += len(known) - len(changed) + len(merged)

    def _find(self, drafts: list[Draft]) -> dict[int, Offer]:
        """Return the saved offer of each row (by its line) that has one: by its id, else by provider and title.

        Of several offers of one provider and title the n-th row means the n-th offer.
        """
        by_id = {draft.values["external_id"]: draft.row.line for draft in drafts if draft.values["external_id"]}
        found = {by_id[offer.external_id]: offer for offer in Offer.objects.filter(external_id__in=by_id)}
        nameless = [(_twin(draft.values), draft.row.line) for draft in drafts if not draft.values["external_id"]]
        there = _twins({twin for twin, _line in nameless})
        for twin, line in nameless:
            number = self._twins[twin]
            self._twins[twin] += 1
            if number < len(there[twin]):
                found[line] = there[twin][number]
        return found

    def _create(self, drafts: list[Draft]) -> list[Offer]:
        wanted = [slug(draft.values["title"], "angebot", LONGEST_SLUG) for draft in drafts]
        self._slugs |= _slugs_like(set(wanted))
        offers = [
            Offer(**draft.values, slug=free_slug(base, self._slugs, LONGEST_SLUG))
            for draft, base in zip(drafts, wanted, strict=True)
        ]
        return Offer.objects.bulk_create(offers, batch_size=BATCH)


def _twin(values: dict[str, Any]) -> Twin:
    return values["provider_id"], values["title"]


def _twins(keys: set[Twin]) -> dict[Twin, list[Offer]]:
    """Return the offers without an id of their own by provider and title, in the order in which they came."""
    providers, titles = {provider for provider, _title in keys}, {title for _provider, title in keys}
    found: dict[Twin, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.filter(external_id=None, provider__in=providers, title__in=titles).order_by("pk"):
        found[offer.provider_id, offer.title].append(offer)
    return found


def _slugs_like(bases: set[str]) -> set[str]:
    """Return the slugs in use that are one of `bases`, or one with a number behind it."""
    numberless = Func(F("slug"), Value(r"-\d+$"), Value(""), function="regexp_replace")
    like = Offer.objects.alias(base=numberless).filter(Q(slug__in=bases) | Q(base__in=bases))
    return set(like.values_list("slug", flat=True))


def _update(known: Known) -> set[int]:
    """Write the columns that differ; return the offers of which one did."""
    fields: set[str] = set()
    changed = []
    for offer, draft in known:
        differing = {name: value for name, value in _news(offer, draft).items() if getattr(offer, name) != value}
        if differing:
            for name, value in differing.items():
                setattr(offer, name, value)
            offer.updated_at = timezone.now()
            fields |= differing.keys()
            changed.append(offer)
    if changed:
        Offer.objects.bulk_update(changed, [*sorted(fields), "updated_at"], batch_size=BATCH)
    return {offer.pk for offer in changed}


def _news(offer: Offer, draft: Draft) -> dict[str, Any]:
    """Return what the row has to say about a saved offer: a confirmation only where it is newer than the saved one."""
    values = draft.ruled_values
    confirmed_at = values.pop("confirmed_at", None)
    if confirmed_at and (offer.confirmed_at is None or confirmed_at > offer.confirmed_at):
        values |= {"confirmed_at": confirmed_at, "confirmed_by_id": None}
    return values


def _link(links: Iterable[tuple[Offer, dict[str, set[int]]]]) -> set[int]:
    """Write the many-to-many fields; return the offers of which one changed."""
    by_field: dict[str, dict[int, set[int]]] = defaultdict(dict)
    for offer, ids_by_field in links:
        for name, ids in ids_by_field.items():
            by_field[name][offer.pk] = ids
    changed: set[int] = set()
    for name, wanted in by_field.items():
        changed |= set_links(Offer, name, wanted)
    return changed


def _schedule(offers: Known) -> set[int]:
    """Write the times of the columns that the file has; return the offers of which one changed.

    A time that is there already keeps what the file cannot say: since when, and in which holidays it pauses.
    """
    there: dict[int, dict[Slot, int]] = defaultdict(dict)
    for time in Schedule.objects.filter(offer__in=[offer.pk for offer, _draft in offers], kind__in=RULING_COLUMN):
        day = time.first_day if time.kind == Schedule.Kind.ONCE else None
        there[time.offer_id][Slot(time.weekday, time.starts, time.ends, day)] = time.pk
    missing, spare, changed = [], [], set()
    for offer, draft in offers:
        ruled = {slot: pk for slot, pk in there[offer.pk].items() if RULING_COLUMN[slot.kind] in draft.row}
        new = sorted(draft.slots - ruled.keys())
        gone = [pk for slot, pk in ruled.items() if slot not in draft.slots]
        missing += [_time(offer, slot) for slot in new]
        spare += gone
        if new or gone:
            changed.add(offer.pk)
    Schedule.objects.filter(pk__in=spare).delete()
    Schedule.objects.bulk_create(missing, batch_size=BATCH)
    return changed


def _time(offer: Offer, slot: Slot) -> Schedule:
    first_day = slot.day or offer.valid_from or timezone.localdate()
    return Schedule(
        offer=offer, kind=slot.kind, weekday=slot.weekday, first_day=first_day, starts=slot.starts, ends=slot.ends
    )
