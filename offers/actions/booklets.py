"""What a coordination writes for the Elternbegleitbuch, kept safe from two people who write at once."""

from collections.abc import Sequence
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from network.models import User
from offers.models import BookletChapter, ParentGuide
from sozialraum.models import SocialSpace

NEW = 0  # the version of a booklet that nobody has written for yet


class Wished(Protocol):
    """What is wanted of a chapter."""

    kind: str
    is_shown: bool
    text: str


class BookletConflictError(Exception):
    """Somebody else wrote meanwhile; `current` is what stands there now (None: nothing), nothing was saved."""

    def __init__(self, current: ParentGuide | None) -> None:
        super().__init__()
        self.current = current


@transaction.atomic
def write_booklet(
    *, space: SocialSpace, language: str, wishes: Sequence[Wished], version: int, by: User
) -> ParentGuide:
    """Write texts and order of a booklet over the `version` that was read, or for the first time.

    `wishes` are all chapters in their order. Raises BookletConflictError when it is not that version any more, and
    ValidationError for a text that is none.
    """
    # The lock on the social space also keeps two people from being the first at the same time.
    SocialSpace.objects.select_for_update().get(pk=space.pk)
    booklet = ParentGuide.objects.filter(social_space=space, language=language).first()
    if (booklet.version if booklet else NEW) != version:
        raise BookletConflictError(booklet)
    booklet = booklet or ParentGuide(social_space=space, language=language, version=NEW)
    booklet.version += 1
    booklet.written_by, booklet.written_at = by, timezone.now()
    booklet.full_clean(validate_constraints=False)
    booklet.save()
    write_chapters(booklet, wishes)
    return booklet


def write_chapters(booklet: ParentGuide, wishes: Sequence[Wished]) -> None:
    """Write each chapter that is new or has changed."""
    known = {chapter.kind: chapter for chapter in booklet.chapters.all()}
    for position, wish in enumerate(wishes, 1):
        chapter = known.get(wish.kind) or BookletChapter(booklet=booklet, kind=wish.kind)
        was = (chapter.pk, chapter.position, chapter.is_shown, chapter.text)
        chapter.position, chapter.is_shown, chapter.text = position, wish.is_shown, wish.text
        if was != (chapter.pk, chapter.position, chapter.is_shown, chapter.text) or chapter.pk is None:
            chapter.full_clean(validate_unique=False, validate_constraints=False)
            chapter.save()
