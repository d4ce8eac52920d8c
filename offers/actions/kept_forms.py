"""What somebody typed and has not saved yet: kept, found again, let go."""

import uuid
from collections.abc import Mapping

from django.utils import timezone

from network.models import User
from offers.models import KeptForm, Offer

# What a browser sends that is no part of what somebody wrote.
NOT_WRITTEN = frozenset({"csrfmiddlewaretoken", "wunsch"})
LONGEST = 100_000  # characters of all values together; a form of an offer has some 5,000


def keep_form(*, user: User, offer: Offer | None, key: uuid.UUID, data: Mapping[str, list[str]]) -> KeptForm | None:
    """Keep what stands in the form of an offer, or of a new one (`key`), in place of what was kept before.

    More than any offer needs is not kept: None.
    """
    written = {
        name: [value.replace("\0", "") for value in values] for name, values in data.items() if name not in NOT_WRITTEN
    }
    if sum(len(value) for values in written.values() for value in values) > LONGEST:
        return None
    which = {"offer": offer} if offer else {"offer": None, "key": key}
    kept, _is_new = KeptForm.objects.update_or_create(
        user=user, **which, defaults={"data": written, "saved_at": timezone.now()}
    )
    return kept


def let_go(*, user: User, offer: Offer | None, key: uuid.UUID) -> None:
    """Forget what was kept of a form, since it was saved or its writer wants to begin anew."""
    which = {"offer": offer} if offer else {"offer": None, "key": key}
    KeptForm.objects.filter(user=user, **which).delete()


def delete_old_forms() -> int:
    """Delete what nobody went on with for two months, and return how many that were."""
    return KeptForm.objects.outdated().delete()[0]
