"""What the last import wanted, read and written for many records at once."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from network.models import Facility, Partner
from offers.imports.values import Values
from offers.models import Imprint, Offer, Sort

BATCH = 1000
MODELS: dict[str, type[Model]] = {Sort.OFFER: Offer, Sort.PARTNER: Partner, Sort.FACILITY: Facility}
SORTS = {model: sort for sort, model in MODELS.items()}


def imprints_of(model: type[Model], pks: Iterable[int]) -> dict[int, Imprint]:
    """Return the imprints of some records by the records' ids."""
    sort = SORTS[model].value
    found = Imprint.objects.filter(**{f"{sort}__in": list(pks)})
    return {getattr(imprint, f"{sort}_id"): imprint for imprint in found}


def press(model: type[Model], wanted: Mapping[int, Values], known: Mapping[int, Imprint], source: str) -> None:
    """Note what an import wanted of records (by their ids), beside what earlier ones wanted of their other fields."""
    sort = SORTS[model].value
    new, old = [], []
    for pk, values in wanted.items():
        imprint = known.get(pk)
        if imprint is None:
            new.append(Imprint(**{f"{sort}_id": pk}, source=source, wanted=values))
        elif (
            imprint.is_withdrawn
            or not values.items() <= imprint.wanted.items()
            or (source and imprint.source != source)
        ):
            imprint.wanted = values if imprint.is_withdrawn else imprint.wanted | values
            # A command names no source; the one that is known stays.
            imprint.source, imprint.is_withdrawn = source or imprint.source, False
            old.append(imprint)
    Imprint.objects.bulk_create(new, batch_size=BATCH)
    Imprint.objects.bulk_update(old, ["wanted", "source", "is_withdrawn"], batch_size=BATCH)
