"""Contents compared, and what two people wrote at the same time put together."""

from dataclasses import dataclass

from offers.content.fields import OFFER
from offers.content.reading import Content
from offers.content.schema import Schema


def changed_fields(old: Content, new: Content, schema: Schema = OFFER) -> list[str]:
    """Return the fields of which `new` says something else than `old`, in the order in which people read them.

    A list that `old` knows nothing of, since it was kept before there was such a field, is empty there.
    """
    unsaid = {name: [] for name in schema.links}
    return [name for name in schema.fields if name in new and new[name] != old.get(name, unsaid.get(name))]


@dataclass(frozen=True)
class Merged:
    """What came of two people's changes: `content` has those of both, and theirs where both changed the same."""

    content: Content
    theirs: list[str]  # changed by the others alone
    conflicts: list[str]  # changed by both, and differently


def merge(base: Content, theirs: Content, mine: Content, schema: Schema = OFFER) -> Merged:
    """Put together what I wrote with what others saved meanwhile; both began with `base`.

    `theirs` is a whole content. Where both changed a field differently, somebody has to choose.
    """
    by_me, by_them = set(changed_fields(base, mine, schema)), set(changed_fields(base, theirs, schema))
    conflicts = [name for name in changed_fields(theirs, mine, schema) if name in by_me & by_them]
    content = theirs | {name: mine[name] for name in by_me - set(conflicts)}
    return Merged(content, [name for name in schema.fields if name in by_them - by_me], conflicts)
