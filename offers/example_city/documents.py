"""The documents of the example city's networks: small files made of readable texts."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.core.files import File

from network.actions import Incoming, add_version
from network.files import checked
from network.models import Document, DocumentVersion
from network.papers import paper
from offers.example_city.agreements import read_text
from offers.example_city.converting import Book
from offers.example_city.people import Entries
from offers.example_city.reading import Entry
from offers.example_city.records import load_table
from offers.example_city.syncing import Counts, Tally
from offers.example_city.tables import AGREEMENTS
from sozialraum.models import Municipality


def load_documents(folder: Path, entries: Entries, book: Book) -> Tally:
    """Load the documents, and those of their versions that are not there yet: what came in once is not exchanged."""
    found = entries.get("document", [])
    counts: Tally = {Document: load_table(AGREEMENTS["document"], found, book), DocumentVersion: Counts()}
    there = {document.slug: document for document in Document.objects.with_versions()}
    for entry in found:
        document = there[entry.values["slug"]]
        numbers = {version.number for version in document.all_versions}
        for number, part in enumerate(entry.values.get("versions", []), 1):
            if number in numbers:
                counts[DocumentVersion].unchanged += 1
            else:
                add_file(folder, entry, document, part)
                counts[DocumentVersion].created += 1
    return counts


def add_file(folder: Path, entry: Entry, document: Document, part: dict) -> None:
    text = read_text(folder, part["file"], entry)
    stem, _dot, ending = part["file"].rpartition(".")
    content = made_pdf(document.title, text) if ending == "md" else text.encode()
    file = File(BytesIO(content), name=f"{stem}.{'pdf' if ending == 'md' else ending}")
    file.size = len(content)
    add_version(document=document, incoming=Incoming(file, checked(file), part["day"], part.get("note", "")))


@cache
def made_pdf(title: str, text: str) -> bytes:
    """Return a text as a PDF; the same one is made once."""
    return paper(title, text, Municipality.objects.get())
