"""A partner or a facility written anew or changed: at once where the writer may publish, else laid before somebody who may.

What is hidden is to them what a draft is to an offer.
"""

from typing import Final

from django.db import transaction
from django.utils import timezone

from network.choices import Permission
from network.models import Facility, Membership, Network, Partner, User
from offers.actions.conflicts import ConflictError
from offers.actions.editing import Outcome, Saved, propose
from offers.actions.slugs import free_address
from offers.actions.submissions import going_on_with, submit
from offers.content import SCHEMAS, Content, apply, changed_fields, merge
from offers.models import Offer, Submission
from offers.permissions import records_with, wants_four_eyes

Host = Partner | Facility
SHOWN: Final = "is_public"


def is_seen(host: Host) -> bool:
    """Return whether families see what is said of a partner or facility, on its page or with an offer."""
    offers = {"provider": host} if isinstance(host, Partner) else {"facility": host}
    return host.is_public or Offer.objects.filter(status=Offer.Status.PUBLISHED, **offers).exists()


def may_show(user: User, host: Host) -> bool:
    """Return whether what `user` writes about a host may stand before families at once."""
    return records_with(Permission.PUBLISH, user, type(host)).filter(pk=host.pk).exists() and not wants_four_eyes()


def host_is_written_directly(user: User, host: Host) -> bool:
    """Return whether what `user` writes about a host stands there at once; of what no family sees it always does."""
    return may_show(user, host) or not is_seen(host)


def host_version_for(user: User, host: Host) -> Content:
    """Return what `user` goes on writing: the host as it stands, or what waits to be looked at or came back."""
    return going_on_with(host, is_direct=host_is_written_directly(user, host))


def awaits_showing(host: Host) -> bool:
    """Return whether a host is new and nobody has said yet that families may see it."""
    asked = Submission.objects.about(host)
    return not host.is_public and asked.exists() and not asked.filter(state=Submission.State.APPROVED).exists()


@transaction.atomic
def create_host(model: type[Host], content: Content, *, by: User, network: Network | None = None) -> Saved:
    """Make a new partner (a member of `network`) or facility of a whole content; it is hidden until somebody may show it."""
    host = model(slug=free_address(model, content["name"]))
    wanted = content.get(SHOWN, True)
    apply(host, content | {SHOWN: False})
    if network:
        Membership.objects.create(network=network, partner=host, valid_from=timezone.localdate())
    if not wanted:
        return Saved(host, Outcome.DRAFT)
    if may_show(by, host):
        host.is_public = True
        host.save(update_fields=[SHOWN])
        return Saved(host, Outcome.PUBLIC)
    submit(host, by=by, confirms=False)
    return Saved(host, Outcome.WAITING)


@transaction.atomic
def save_host(host: Host, *, base: Content, content: Content, by: User) -> Saved:
    """Save what `by` made of `base`; what others changed meanwhile stays.

    Raises ConflictError where both changed the same, and DoesNotExist.
    """
    schema = SCHEMAS[type(host)]
    host = type(host)._default_manager.select_for_update(of=["self"]).get(pk=host.pk)
    is_direct = host_is_written_directly(by, host)
    current = going_on_with(host, is_direct=is_direct)
    merged = merge(base, current, content, schema)
    if merged.conflicts:
        raise ConflictError(current, merged.content, merged.conflicts)
    changed = changed_fields(current, merged.content, schema)
    if SHOWN in changed and not may_show(by, host):
        is_direct = False
    if not is_direct:
        proposal = merged.content | ({SHOWN: True} if awaits_showing(host) else {})
        return Saved(host, propose(host, proposal, by=by), merged.theirs)
    if changed:
        apply(host, {name: merged.content[name] for name in changed})
    return Saved(host, settle(host, by=by, is_changed=bool(changed)), merged.theirs)


def settle(host: Host, *, by: User, is_changed: bool) -> Outcome:
    """Go on with what was written directly: ask that families may see what is new, or note that they do."""
    if host.is_public:
        new = Submission.objects.open().about(host).filter(content__isnull=True)
        new.settle(by)
        return Outcome.PUBLIC if is_changed else Outcome.UNCHANGED
    if awaits_showing(host) and not may_show(by, host):
        submit(host, by=by, confirms=False)
        return Outcome.WAITING
    return Outcome.DRAFT if is_changed else Outcome.UNCHANGED
