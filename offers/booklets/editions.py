"""The editions that are made ahead, and what is handed out when somebody asks for one.

What lies ready is handed out only while it says what the register says: a house whose address became confidential an hour ago
stands in no booklet that is fetched now, whenever the nightly work ran last.
"""

import datetime
import logging
from functools import lru_cache

from django.utils import timezone

from kit.pdf import Printed
from offers.booklets.booklet import booklet_of
from offers.booklets.chapters import languages
from offers.booklets.document import Form, document, pages_for_notes
from offers.booklets.values import Booklet
from offers.models import BookletEdition
from sozialraum.context import as_of
from sozialraum.models import Municipality, SocialSpace
from sozialraum.pages import content_version

logger = logging.getLogger(__name__)
MADE_KEPT = 16  # of some hundred kilobytes each


def edition(version: str, slug: str, language: str, form: Form) -> bytes:
    """Return the booklet of a social space as PDF, as the content is now. Raises SocialSpace.DoesNotExist.

    Reads alone: what is not ready is made, kept by the process until the content changes, and left to the nightly work.
    """
    today = timezone.localdate()
    booklet = booklet_of(version, today, slug, language)
    ready = BookletEdition.objects.filter(
        social_space__slug=slug, language=language, form=form, digest=booklet.digest(today)
    ).values_list("content", flat=True)
    found = ready.first()
    return bytes(found) if found is not None else made(version, today, slug, language, form)


@lru_cache(maxsize=MADE_KEPT)
def made(version: str, today: datetime.date, slug: str, language: str, form: Form) -> bytes:
    """Return an edition that nobody made ahead."""
    booklet, city = booklet_of(version, today, slug, language), as_of(version)
    reading = document(booklet, Form.SCREEN, today, city)
    return (reading if form == Form.SCREEN else for_printer(booklet, reading, today, city)).content


def for_printer(booklet: Booklet, reading: Printed, today: datetime.date, city: Municipality) -> Printed:
    """Return the edition for the printer, filled up to whole sheets with pages for notes."""
    return document(booklet, Form.PRINTER, today, city, notes=pages_for_notes(reading.pages))


def make_editions() -> str:
    """Make the editions whose content has changed; return how many were made and how many were as they are.

    One that cannot be made keeps no other from being made; then the whole work counts as failed.
    """
    version, today = content_version(), timezone.localdate()
    wanted = [(space, language) for space in SocialSpace.objects.all() for language in languages()]
    numbers = [safely_renewed(version, today, space, language) for space, language in wanted]
    BookletEdition.objects.exclude(language__in=languages()).delete()
    if None in numbers:
        raise EditionError(f"{numbers.count(None)} of {len(numbers)} booklets could not be made")
    renewed = sum(number for number in numbers if number)
    return f"{renewed}/{len(numbers) * len(Form)}"


class EditionError(RuntimeError):
    """Some booklets could not be made; the log tells which and why."""


def safely_renewed(version: str, today: datetime.date, space: SocialSpace, language: str) -> int | None:
    """Return how many editions of a booklet were made; None where that failed."""
    try:
        return renewed(version, today, space, language)
    except Exception:
        logger.exception("the booklet of %s (%s) could not be made", space.slug, language)
        return None


def renewed(version: str, today: datetime.date, space: SocialSpace, language: str) -> int:
    """Make the editions of a booklet where they say something else than the register; return how many were made."""
    booklet = booklet_of(version, today, space.slug, language)
    digest = booklet.digest(today)
    kept = BookletEdition.objects.filter(social_space=space, language=language, digest=digest)
    if kept.count() == len(Form):
        return 0
    keep(space, booklet, digest, today, version)
    return len(Form)


def keep(space: SocialSpace, booklet: Booklet, digest: str, today: datetime.date, version: str) -> None:
    """Make both editions, and put them in the place of the former ones."""
    city = as_of(version)
    reading = document(booklet, Form.SCREEN, today, city)
    printing = for_printer(booklet, reading, today, city)
    for form, one in ((Form.SCREEN, reading), (Form.PRINTER, printing)):
        BookletEdition.objects.update_or_create(
            social_space=space,
            language=booklet.language,
            form=form,
            defaults={
                "digest": digest,
                "as_of": today,
                "pages": one.pages,
                "content": one.content,
                "made_at": timezone.now(),
            },
        )
