"""Files that staff put into the register of documents: what they are by their bytes, whatever their name says."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from kit.text import clean

MOST_BYTES: Final = 10_000_000
LONGEST_NAME: Final = 120
# Of a packed file: more than any honest document holds.
MOST_MEMBERS: Final = 5_000
MOST_UNPACKED: Final = 300_000_000
TAIL: Final = 2_048
CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}
SPELLINGS: Final = {"jpeg": "jpg", "text": "txt", "md": "txt"}
OFFICE: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
ACCEPTED: Final = ",".join(f".{kind}" for kind in [*CONTENT_TYPES, *SPELLINGS])


@dataclass(frozen=True)
class Checked:
    """What is known of a file that may come in."""

    name: str
    kind: str
    size: int


def checked(file: File) -> Checked:
    """Return the name, the kind and the size of an uploaded file.

    Raises ValidationError, with a sentence for whoever uploaded it, where the file may not come in.
    """
    if not file.size:
        raise ValidationError(_("Die Datei ist leer."))
    if file.size > MOST_BYTES:
        words = {"size": f"{file.size / 1_000_000:.1f}".replace(".", ",")}
        raise ValidationError(_("Die Datei ist zu groß (%(size)s MB). Bitte höchstens 10 MB.") % words)
    file.seek(0)
    content = file.read()
    file.seek(0)
    kind = kind_of(content)
    name, ending = named(file.name or "")
    if ending != kind:
        words = {"ending": ending or "?", "kind": kind}
        raise ValidationError(_("Die Datei endet auf „.%(ending)s“, ihr Inhalt ist aber „.%(kind)s“.") % words)
    return Checked(name, kind, file.size)


def named(given: str) -> tuple[str, str]:
    """Return the name of a file without folders and signs that no file system takes, and the ending that it means."""
    name = clean(PurePath(given.replace("\\", "/")).name).translate({ord(sign): "-" for sign in '<>:"|?*/'})
    stem, dot, ending = name.rpartition(".")
    ending = ending.lower() if dot else ""
    stem = (stem if dot else name).strip(" .") or _("Dokument")
    kept = stem[: LONGEST_NAME - len(ending) - 1]
    return f"{kept}.{ending}", SPELLINGS.get(ending, ending)


def kind_of(content: bytes) -> str:
    """Return which of the accepted kinds some bytes are. Raises ValidationError for anything else, and for what could run."""
    for looks_like, decide in RECOGNISED:
        if looks_like(content):
            return decide(content)
    raise ValidationError(
        _(
            "Diese Art von Datei nehmen wir nicht an. Möglich sind PDF, Texte, Tabellen und Folien (ODF, Office), PNG, JPEG."
        )
    )


def is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text.isprintable() or all(char.isprintable() or char in "\r\n\t\f" for char in text)


def of_pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-TAIL:]:
        raise ValidationError(_("Das PDF ist unvollständig. Bitte erstellen Sie es noch einmal."))
    if b"/JavaScript" in content or b"/Launch" in content:
        raise runs()
    return "pdf"


def of_picture(content: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.verify()
            return {"PNG": "png", "JPEG": "jpg"}[picture.format or ""]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, KeyError, ValueError):
        raise broken() from None


def of_package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise ValidationError(_("Die Datei enthält gepackt zu viel. Bitte teilen Sie sie auf."))
            return of_members(package, [one.filename for one in members])
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, UnicodeDecodeError):
        raise broken() from None


def of_members(package: zipfile.ZipFile, names: list[str]) -> str:
    """Return what a packed document is by the files in it."""
    if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        raise runs()
    if "mimetype" in names:
        said = package.read("mimetype")[:100].decode("ascii", "replace").strip()
        kind = next((kind for kind in ("odt", "ods", "odp") if CONTENT_TYPES[kind] == said), "")
    else:
        is_office = "[Content_Types].xml" in names
        kind = next(
            (kind for folder, kind in OFFICE.items() if is_office and any(n.startswith(folder) for n in names)), ""
        )
    if not kind:
        raise ValidationError(_("Gepackte Dateien nehmen wir nicht an. Bitte laden Sie das Dokument selbst hoch."))
    return kind


def broken() -> ValidationError:
    return ValidationError(_("Die Datei ist beschädigt oder verschlüsselt. Bitte speichern Sie sie noch einmal."))


def runs() -> ValidationError:
    return ValidationError(
        _("Die Datei enthält ausführbare Teile (Makros, Skripte). Bitte speichern Sie sie ohne diese.")
    )


RECOGNISED: Final[tuple[tuple[Callable[[bytes], bool], Callable[[bytes], str]], ...]] = (
    (lambda content: content.startswith(b"%PDF-"), of_pdf),
    (lambda content: content.startswith(b"PK\x03\x04"), of_package),
    (lambda content: content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")), of_picture),
    (is_text, lambda _content: "txt"),
)
