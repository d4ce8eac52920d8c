"""The planners' commentary on an area, kept safe from two people who write at once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from monitoring.areas import AreaKey
from monitoring.models import DistrictComment
from network.models import User

ONE_EACH = "area_has_one_comment_for_each_audience"
NEW = 0  # the version of a commentary that nobody has written yet


class ConflictError(Exception):
    """Somebody else wrote meanwhile; `current` is what stands there now (None: it was deleted), nothing was saved."""

    def __init__(self, current: DistrictComment | None) -> None:
        super().__init__()
        self.current = current


def of_area(area: AreaKey) -> dict[str, int | None]:
    """Return the columns that say which area a row is about."""
    kind, pk = area
    return {"district_id": pk if kind == "district" else None, "social_space_id": pk if kind == "space" else None}


def write_comment(*, area: AreaKey, is_public: bool, text: str, version: int, by: User) -> DistrictComment:
    """Write the commentary on an area over the `version` that was read, or a first one.

    Raises ConflictError when it is not that version any more, and ValidationError for a text that is none.
    """
    try:
        with transaction.atomic():
            comment = held(area, is_public=is_public, version=version)
            if comment is None:
                comment = DistrictComment(**of_area(area), is_public=is_public)
            else:
                comment.version += 1
            comment.text, comment.written_by, comment.written_at = text, by, timezone.now()
            comment.full_clean(validate_unique=False, validate_constraints=False)
            comment.save()
    except IntegrityError as error:
        if ONE_EACH not in str(error):
            raise
        raise ConflictError(found(area, is_public=is_public)) from error
    return comment


@transaction.atomic
def delete_comment(*, area: AreaKey, is_public: bool, version: int, by: User) -> None:
    """Delete the `version` of a commentary that was read; its history stays. Raises ConflictError like writing."""
    comment = held(area, is_public=is_public, version=version)
    if comment is not None:
        comment.delete()


def held(area: AreaKey, *, is_public: bool, version: int) -> DistrictComment | None:
    """Return a commentary, locked, if it is still the version that was read; None where there was none and is none."""
    current = DistrictComment.objects.select_for_update(of=["self"]).filter(**of_area(area), is_public=is_public)
    comment = current.select_related("written_by").first()
    if (comment.version if comment else NEW) != version:
        raise ConflictError(comment)
    return comment


def found(area: AreaKey, *, is_public: bool) -> DistrictComment | None:
    """Return the commentary as it stands."""
    return DistrictComment.objects.select_related("written_by").filter(**of_area(area), is_public=is_public).first()
