"""The booklets of all social spaces, as their coordinations look after them."""

import datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet

from offers.models import BookletEdition, ParentGuide
from sozialraum.models import SocialSpace, SocialSpaceMembership


class Row(NamedTuple):
    """A social space: what somebody wrote for its booklets, the editions that lie ready, and whether one may write."""

    space: SocialSpace
    written: list[ParentGuide]
    editions: list[BookletEdition]
    is_kept: bool


def overview(kept: frozenset[int]) -> list[Row]:
    """Return all social spaces; `kept` are those (by id) whose booklet the reader writes. Three queries."""
    written = ParentGuide.objects.select_related("written_by").order_by("language")
    ready = BookletEdition.objects.defer("content").order_by("language", "-form")
    spaces = SocialSpace.objects.prefetch_related(
        Prefetch("booklets", written, to_attr="written"), Prefetch("booklet_editions", ready, to_attr="ready")
    )
    return [Row(space, space.written, space.ready, space.pk in kept) for space in spaces]


def with_districts(today: datetime.date) -> QuerySet[SocialSpace]:
    """Return the social spaces, each with the names of its districts as `district_names`."""
    held = SocialSpaceMembership.objects.on(today).filter(social_space=OuterRef("pk"), district__valid_until=None)
    names = held.order_by("district__name").values("district__name")
    return SocialSpace.objects.annotate(district_names=ArraySubquery(names)).order_by("name")
