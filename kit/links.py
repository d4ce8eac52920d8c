"""Many-to-many fields of many records at once."""

from collections.abc import Mapping

from django.db.models import Model

BATCH = 1000


def set_links(model: type[Model], name: str, wanted: Mapping[int, set[int]]) -> set[int]:
    """Make the many-to-many field `name` of the records (the keys) hold just these ids; return whose links changed.

    Three queries, however many records there are, and none that writes where all is right already.
    """
    relation = model._meta.get_field(name)
    owner, target = (f"{column}_id" for column in (relation.m2m_field_name(), relation.m2m_reverse_field_name()))
    through = relation.remote_field.through._default_manager
    pairs = {(pk, other) for pk, ids in wanted.items() for other in ids}
    rows = through.filter(**{f"{owner}__in": list(wanted)}).values_list(owner, target, "pk")
    there = {(pk, other): link for pk, other, link in rows}
    missing, spare = sorted(pairs - set(there)), set(there) - pairs
    through.bulk_create([through.model(**{owner: pk, target: other}) for pk, other in missing], batch_size=BATCH)
    if spare:
        through.filter(pk__in=[there[pair] for pair in spare]).delete()
    return {pk for pk, _other in [*missing, *spare]}
