"""Documents: their addresses and versions, how they are found by words, and how their files leave the portal."""

import datetime
import io
from contextlib import closing

import pytest
from django.http import Http404

from network.actions import Incoming, add_version, save_document
from network.downloads import download
from network.files import CONTENT_TYPES, Checked
from network.models import Document, DocumentVersion
from network.models.documents import stored_name
from network.templatetags.texts import about_file, as_markdown
from tests.network.factories import UserFactory
from tests.network.factories_of_networks import DocumentFactory, DocumentVersionFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 5, 4)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Keep the files of these tests apart."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def saved(title: str) -> str:
    made = save_document(Document(title=title, summary="Worum es geht.", kind="report"))
    return made.slug


def test_a_document_gets_its_address_from_its_title_and_a_second_one_a_number():
    titles = ["Bericht für Süd & Straße", "Bericht für Süd & Straße", "!!!", "!!!"]
    assert [saved(title) for title in titles] == [
        "bericht-fuer-sued-strasse",
        "bericht-fuer-sued-strasse-2",
        "dokument",
        "dokument-2",
    ]


def test_a_very_long_title_still_has_an_address():
    first, second = saved("ä" * 200), saved("ä" * 200)
    assert (first, second) == ("ae" * 95, "ae" * 95 + "-2")


def test_a_new_title_leaves_the_address_where_links_lead():
    document = DocumentFactory(slug="bericht-2025", title="Bericht 2025")
    document.title = "Bericht 2026"
    assert save_document(document).slug == "bericht-2025"


def added(document, content=b"Ein Text.", **about) -> DocumentVersion:
    checked = Checked(name="Bericht.txt", kind="txt", size=len(content))
    return add_version(document=document, incoming=Incoming(io.BytesIO(content), checked, DAY, **about))


def test_versions_are_numbered_and_know_who_brought_them():
    document, user = DocumentFactory(), UserFactory()
    added(document, note="erste")
    checked = Checked(name="Neu.txt", kind="txt", size=4)
    add_version(document=document, incoming=Incoming(io.BytesIO(b"neu."), checked, DAY, "Zahlen ergänzt"), by=user)
    found = document.versions.values_list("number", "name", "size", "note", "day", "uploaded_by")
    assert list(found) == [(2, "Neu.txt", 4, "Zahlen ergänzt", DAY, user.pk), (1, "Bericht.txt", 9, "erste", DAY, None)]


def test_after_a_version_was_taken_out_no_number_is_given_twice_above_it():
    document = DocumentFactory()
    numbers = [added(document).number for _each in range(3)]
    document.versions.filter(number=2).delete()
    assert (numbers, added(document).number) == ([1, 2, 3], 4)


def test_the_name_of_a_stored_file_says_nothing_of_the_document(folder):
    version = added(DocumentFactory(), content="Grüße".encode())
    place = version.file.name
    assert (place.partition("/")[0], len(place.partition("/")[2]), "Bericht" in place) == ("dokumente", 32, False)
    assert (folder / place).read_text() == "Grüße"
    assert stored_name(version, "a.txt") != stored_name(version, "a.txt")


def handed_out(version: DocumentVersion) -> tuple[dict[str, str], bytes]:
    """Return the headers with which a file leaves the portal, and its content."""
    with closing(download(version)) as answer:
        return dict(answer.headers), b"".join(answer)


def test_a_file_leaves_the_portal_to_be_kept_and_never_to_be_shown():
    headers, content = handed_out(added(DocumentFactory()))
    told = {name: headers[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")}
    assert told == {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": 'attachment; filename="Bericht.txt"',
        "X-Content-Type-Options": "nosniff",
    }
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (content, headers["X-Robots-Tag"]) == (b"Ein Text.", "noindex")


def test_a_file_that_is_lost_is_not_found(folder):
    version = added(DocumentFactory())
    (folder / version.file.name).unlink()
    with pytest.raises(Http404):
        download(version)


@pytest.mark.parametrize("kind", sorted(CONTENT_TYPES))
def test_each_kind_of_file_is_told_by_its_own_type(kind):
    version = added(DocumentFactory())
    version.kind = kind
    headers, content = handed_out(version)
    assert (headers["Content-Type"], content) == (CONTENT_TYPES[kind], b"Ein Text.")


def test_a_link_to_a_file_says_kind_and_size():
    small, large = (DocumentVersionFactory.build(kind="pdf", size=size) for size in (900, 1_500_000))
    assert [about_file(one).replace("\xa0", " ") for one in (small, large)] == ["PDF, 900 Bytes", "PDF, 1,4 MB"]


@pytest.mark.parametrize(
    ("typed", "forbidden"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("![Bild](https://example.org/a.png)", "<img"),
        ("[hier](javascript:alert(1))", 'href="javascript'),
        ('<a href="x" onclick="y">z</a>', "<a href="),
    ],
)
def test_neither_html_nor_pictures_get_through_a_text(typed, forbidden):
    assert forbidden not in as_markdown(typed)


def test_a_text_keeps_its_emphasis_and_its_umlauts():
    assert as_markdown("Für **jedes** Kind").strip() == "<p>Für <strong>jedes</strong> Kind</p>"


# Found by words


@pytest.fixture
def shelf():
    """Return three documents that speak of the same things in different places."""
    DocumentFactory(title="Rahmenkonzept Prävention", summary="Wie die Stadt Familien stärkt.")
    DocumentFactory(title="Jahresbericht", summary="Was aus der Prävention wurde.")
    DocumentFactory(title="Geschäftsordnung", summary="Wer wann einlädt.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("prävention", ["Rahmenkonzept Prävention", "Jahresbericht"]),
        ("PRÄV", ["Rahmenkonzept Prävention", "Jahresbericht"]),
        ("prävention stadt", ["Rahmenkonzept Prävention"]),
        ("familie", ["Rahmenkonzept Prävention"]),
        ("einladung kuchen", []),
        ("&!|():*'", ["Geschäftsordnung", "Jahresbericht", "Rahmenkonzept Prävention"]),
        ("", ["Geschäftsordnung", "Jahresbericht", "Rahmenkonzept Prävention"]),
        ("prävention & !stadt", ["Rahmenkonzept Prävention"]),
        ("prä'vention:*", []),
    ],
)
def test_what_contains_every_word_or_begins_so_is_found_titles_first(shelf, asked, found):
    assert [one.title for one in Document.objects.about(asked)] == found


def test_what_is_not_for_all_is_not_public():
    shown = DocumentFactory(audience="public")
    DocumentFactory(audience="members")
    DocumentFactory(audience="internal")
    assert list(Document.objects.public()) == [shown]


def test_the_newest_version_is_the_one_with_the_highest_number(django_assert_num_queries):
    document = DocumentFactory(title="A")
    first = DocumentVersionFactory(document=document, number=1, day=datetime.date(2027, 1, 1))
    second = DocumentVersionFactory(document=document, number=2, day=datetime.date(2026, 1, 1))
    DocumentFactory(title="B")
    with django_assert_num_queries(2):
        found = [(one.newest, list(one.all_versions)) for one in Document.objects.with_versions()]
    assert found == [(second, [second, first]), (None, [])]
