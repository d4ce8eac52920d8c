"""Values written into many records at once: columns, many-to-many fields, times."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Model
from django.utils import timezone

from kit.links import set_links
from offers.imports.times import TIMES, Slot, read_saved, slot_of
from offers.imports.values import Values, is_link, restored
from offers.models import Offer, Schedule

BATCH = 500


def write(model: type[Model], records: Mapping[int, Model], news: Mapping[int, Values]) -> None:
    """Write new values into saved records (both by their ids); what `news` does not name stays."""
    fields: set[str] = set()
    links: dict[str, dict[int, set[int]]] = defaultdict(dict)
    for pk, values in news.items():
        for name, value in values.items():
            if name in TIMES:
                continue
            if is_link(model, name):
                links[name][pk] = set(value)
            else:
                setattr(records[pk], name, restored(model, name, value))
                fields.add(name)
    _save(model, [records[pk] for pk, values in news.items() if values], fields)
    for name, wanted in links.items():
        set_links(model, name, wanted)
    if model is Offer:
        _schedule({pk: _slots(values) for pk, values in news.items() if values.keys() & TIMES.keys()}, records)


def _save(model: type[Model], records: list[Model], fields: set[str]) -> None:
    if model is Offer:
        now = timezone.now()
        for record in records:
            record.updated_at = now
        fields = fields | {"updated_at"}
    if records and fields:
        model._default_manager.bulk_update(records, sorted(fields), batch_size=BATCH)


def _slots(values: Values) -> dict[str, set[Slot]]:
    return {name: set(map(slot_of, values[name])) for name in TIMES if name in values}


def _schedule(wanted: Mapping[int, dict[str, set[Slot]]], offers: Mapping[int, Offer]) -> None:
    """Make the times of offers those wanted, by the columns that rule them.

    A time that is there already keeps what a file cannot say: since when, and in which holidays it pauses.
    """
    there: dict[int, dict[Slot, int]] = defaultdict(dict)
    if wanted:
        for time in Schedule.objects.filter(offer__in=list(wanted), kind__in=TIMES.values()):
            there[time.offer_id][read_saved(time)] = time.pk
    missing, spare = [], []
    for pk, columns in wanted.items():
        slots = set().union(*columns.values())
        ruled = {slot: time for slot, time in there[pk].items() if slot.column in columns}
        missing += [_time(offers[pk], slot) for slot in sorted(slots - ruled.keys(), key=_order)]
        spare += [time for slot, time in ruled.items() if slot not in slots]
    if spare:
        Schedule.objects.filter(pk__in=spare).delete()
    Schedule.objects.bulk_create(missing, batch_size=BATCH)


def _order(slot: Slot) -> tuple:
    return str(slot.day or ""), slot.weekday, slot.starts


def _time(offer: Offer, slot: Slot) -> Schedule:
    first_day = slot.day or offer.valid_from or timezone.localdate()
    return Schedule(
        offer=offer, kind=slot.kind, weekday=slot.weekday, first_day=first_day, starts=slot.starts, ends=slot.ends
    )
