"""What somebody typed and has not saved yet: kept, found again, let go."""

import uuid
from collections.abc import Mapping

from django.db.models import Model, QuerySet
from django.utils import timezone

from network.models import User
from offers.models import KeptForm

# What a browser sends that is no part of what somebody wrote.
NOT_WRITTEN = frozenset({"csrfmiddlewaretoken", "wunsch"})
LONGEST = 100_000  # characters of all values together; a form of an offer has some 5,000


def keep_form(*, user: User, record: Model, key: uuid.UUID, data: Mapping[str, list[str]]) -> KeptForm | None:
    """Keep what stands in the form of a record, or of a new one (`key`), in place of what was kept before.

    More than any record needs is not kept: None.
    """
    written = {
        name: [value.replace("\0", "") for value in values] for name, values in data.items() if name not in NOT_WRITTEN
    }
    if sum(len(value) for values in written.values() for value in values) > LONGEST:
        return None
    kind = record._meta.model_name
    which = {kind: record} if record.pk else {**dict.fromkeys(KeptForm.Kind.values), "key": key}
    kept, _is_new = KeptForm.objects.update_or_create(
        user=user, **which, defaults={"kind": kind, "data": written, "saved_at": timezone.now()}
    )
    return kept


def kept_forms(*, user: User, record: Model, key: uuid.UUID) -> QuerySet[KeptForm]:
    """Return what was kept of the form of a record, or of a new one (`key`)."""
    mine = KeptForm.objects.about(record).filter(user=user)
    return mine if record.pk else mine.filter(key=key)


def let_go(*, user: User, record: Model, key: uuid.UUID) -> None:
    """Forget what was kept of a form, since it was saved or its writer wants to begin anew."""
    kept_forms(user=user, record=record, key=key).delete()


def delete_old_forms() -> int:
    """Delete what nobody went on with for two months, and return how many that were."""
    return KeptForm.objects.outdated().delete()[0]
