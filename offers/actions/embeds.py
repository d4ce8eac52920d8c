"""Which sites may show a partner's lists."""

from django.db import transaction

from network.models import Partner, User
from offers.models import EmbeddingSite
from offers.models.embeds import MOST_SITES


class TooManySitesError(Exception):
    """A partner has as many sites as fit into a header."""


@transaction.atomic
def allow_site(*, partner: Partner, host: str, by: User) -> EmbeddingSite:
    """Let a site show a partner's lists; one that may already is left as it is. Raises TooManySitesError."""
    # Of two who add the last site at once the second waits, and sees then that there is no room.
    Partner.objects.select_for_update(of=["self"]).get(pk=partner.pk)
    if found := EmbeddingSite.objects.filter(partner=partner, host=host).first():
        return found
    if EmbeddingSite.objects.filter(partner=partner).count() >= MOST_SITES:
        raise TooManySitesError
    return EmbeddingSite.objects.create(partner=partner, host=host, added_by=by)


def forbid_site(*, site: EmbeddingSite, by: User) -> None:
    """Let a site show nothing any more."""
    site.delete()
