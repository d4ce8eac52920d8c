"""What changes shortly about an offer: closures and free places, said by whoever looks after it, and true at once."""

from django.db import transaction
from django.utils import timezone

from kit.history import through
from network.models import User
from offers.models import Availability, Closure, Offer


@transaction.atomic
def close_offer(*, closure: Closure, by: User) -> Closure:
    """Let an offer be closed on some days; what was entered already, such as by a second click, is entered once."""
    # Of two at once the second waits, and finds then what the first has entered.
    Offer.objects.select_for_update(of=("self",)).get(pk=closure.offer_id)
    same = {name: getattr(closure, name) for name in ("offer", "first_day", "last_day", "message")}
    with through("news", by.pk):
        return Closure.objects.get_or_create(**same)[0]


@transaction.atomic
def reopen_offer(*, offer: Offer, closure: int, by: User) -> bool:
    """Take back a closure (by id) of an offer; return whether it was there."""
    with through("news", by.pk):
        return bool(Closure.objects.filter(offer=offer, pk=closure).delete()[0])


@transaction.atomic
def say_places(*, offer: Offer, free: int | None, has_waiting_list: bool, by: User) -> None:
    """Say today how many places of an offer are free, and whether one can wait; without a number nothing is said any more."""
    with through("news", by.pk):
        if free is None:
            Availability.objects.filter(offer=offer).delete()
            return
        said = {"free": free, "has_waiting_list": has_waiting_list, "said_on": timezone.localdate()}
        Availability.objects.update_or_create(offer=offer, defaults=said)
