"""Documents and their versions."""

import datetime
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction

from kit.german import free_slug, slug
from network.files import Checked
from network.models import Document, DocumentVersion, User

SLUG_LENGTH = 200


@transaction.atomic
def save_document(document: Document) -> Document:
    """Save what is said of a document; a new one gets its address from its title."""
    if not document.slug:
        wanted = slug(document.title, "dokument", SLUG_LENGTH - 10)
        document.slug = free_slug(wanted, set(Document.objects.values_list("slug", flat=True)), SLUG_LENGTH)
    document.save()
    return document


@dataclass(frozen=True)
class Incoming:
    """A file that may come in, what was found out about it, and what is said of it."""

    file: File
    about: Checked  # network.files.checked
    day: datetime.date
    note: str = ""


@transaction.atomic
def add_version(*, document: Document, incoming: Incoming, by: User | None = None) -> DocumentVersion:
    """Add a file as the newest version of a document."""
    about = incoming.about
    Document.objects.select_for_update().get(pk=document.pk)  # of two at once, the second gets the next number
    newest = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = DocumentVersion(
        document=document,
        number=newest + 1,
        day=incoming.day,
        note=incoming.note,
        file=File(incoming.file, name=about.name),
        name=about.name,
        kind=about.kind,
        size=about.size,
        uploaded_by=by,
    )
    version.save()
    return version
