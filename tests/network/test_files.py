"""Files that come into the register of documents: their bytes decide, not their names."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from network.files import CONTENT_TYPES, MOST_BYTES, Checked, checked
from network.papers import paper
from tests.sozialraum.factories import MunicipalityFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def packed(**members: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return sink.getvalue()


def picture(kind: str) -> bytes:
    from PIL import Image

    sink = io.BytesIO()
    Image.new("RGB", (2, 2)).save(sink, kind)
    return sink.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", f"{folder}__document.xml": b"<x/>"}, **more)


GOOD = {
    "pdf": PDF,
    "odt": packed(mimetype=CONTENT_TYPES["odt"].encode()),
    "ods": packed(mimetype=CONTENT_TYPES["ods"].encode()),
    "odp": packed(mimetype=CONTENT_TYPES["odp"].encode()),
    "docx": office("word"),
    "xlsx": office("xl"),
    "pptx": office("ppt"),
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "txt": "Grüße\r\naus dem Netzwerk\t.".encode(),
}


def look_at(name: str, content: bytes) -> Checked:
    return checked(SimpleUploadedFile(name, content))


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        look_at(name, content)
    return error.value.messages[0]


@pytest.mark.parametrize("kind", GOOD)
def test_each_accepted_kind_is_known_by_its_bytes(kind):
    content = GOOD[kind]
    assert look_at(f"Bericht.{kind.upper()}", content) == Checked(f"Bericht.{kind}", kind, len(content))


def test_every_kind_has_a_sample_here():
    assert set(GOOD) == set(CONTENT_TYPES)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "Die Datei ist leer."),
        ("a.pdf", b"%PDF-1.7 abgeschnitten", "Das PDF ist unvollständig."),
        ("a.pdf", PDF.replace(b"<<>>", b"<</S/JavaScript>>"), "Die Datei enthält ausführbare Teile"),
        ("a.pdf", PDF.replace(b"<<>>", b"<</S/Launch>>"), "Die Datei enthält ausführbare Teile"),
        (
            "a.docx",
            office("word", word__vbaProject_bin=b"x").replace(b"_bin", b".bin"),
            "Die Datei enthält ausführbare",
        ),
        ("a.odt", packed(mimetype=GOOD["odt"], Basic__x=b"x"), "Die Datei enthält ausführbare Teile"),
        ("a.zip", packed(brief=b"x"), "Gepackte Dateien nehmen wir nicht an."),
        ("a.docx", b"PK\x03\x04kaputt", "Die Datei ist beschädigt"),
        ("a.png", GOOD["png"][:20], "Die Datei ist beschädigt"),
        ("a.html", b"<script>alert(1)</script>", "Die Datei endet auf „.html“, ihr Inhalt ist aber „.txt“."),
        ("a.pdf", GOOD["txt"], "Die Datei endet auf „.pdf“, ihr Inhalt ist aber „.txt“."),
        ("bericht", PDF, "Die Datei endet auf „.?“, ihr Inhalt ist aber „.pdf“."),
        ("a.exe", b"MZ\x90\x00\x03\x00", "Diese Art von Datei nehmen wir nicht an."),
        ("a.txt", b"\xff\xfe\x00", "Diese Art von Datei nehmen wir nicht an."),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Die Datei endet auf „.svg“"),
    ],
)
def test_what_may_not_come_in_is_told_in_a_sentence(name, content, sentence):
    assert refusal(name, content).startswith(sentence)


def test_a_file_that_is_too_heavy_says_how_heavy_it_is():
    assert refusal("a.txt", b"a" * (MOST_BYTES + 200_000)) == "Die Datei ist zu groß (10,2 MB). Bitte höchstens 10 MB."


def test_a_package_that_unpacks_to_far_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("network.files.MOST_UNPACKED", 10)
    assert refusal("a.docx", GOOD["docx"]).startswith("Die Datei enthält gepackt zu viel.")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Bericht 2026.pdf", "Bericht 2026.pdf"),
        ("C:\\Eigene Dateien\\Über uns.pdf", "Über uns.pdf"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        ("a<b>:c?.pdf", "a-b--c-.pdf"),
        (".pdf", "Dokument.pdf"),
        (f"{'ä' * 300}.pdf", f"{'ä' * 116}.pdf"),
    ],
)
def test_a_name_keeps_neither_folders_nor_dangerous_signs(given, kept):
    file = SimpleUploadedFile("x.pdf", PDF)
    file._name = given
    assert checked(file).name == kept


def test_what_the_portal_itself_makes_may_come_in(db):
    content = paper("Bericht", "Ein *Text*.", MunicipalityFactory())
    assert look_at("Bericht.pdf", content).kind == "pdf"
