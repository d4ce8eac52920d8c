"""Files that staff upload for everybody to see: their folders and allowed kinds.

A logo is a picture made of dots. An SVG file may carry scripts and links to other servers; checking one is never
finished, and nothing on the page needs it.
"""

import mimetypes
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

LOGO_FOLDER = "logo"
VIDEO_FOLDER = "gebaerdensprache"
LOGO_BYTES = 300_000  # each first visit pays for it
LOGO_FORMATS = {"PNG", "JPEG", "WEBP"}

validate_logo_name = FileExtensionValidator(["png", "jpg", "jpeg", "webp"])
validate_video_name = FileExtensionValidator(["mp4", "webm"])


def picture_format(file: Any) -> str:
    """Return what the bytes of a picture say it is ("PNG", "GIF" …), or "" where they say nothing."""
    from PIL import Image, UnidentifiedImageError

    file.seek(0)
    try:
        return Image.open(file).format or ""
    except UnidentifiedImageError:
        return ""
    finally:
        file.seek(0)


def validate_logo(file: Any) -> None:
    """Refuse a logo that is missing, too heavy, or no picture of an allowed kind, whatever its name says."""
    try:
        size, kind = file.size, picture_format(file)
    except FileNotFoundError:
        raise ValidationError(_("Die Datei des Logos fehlt. Bitte laden Sie es noch einmal hoch.")) from None
    if size > LOGO_BYTES:
        raise ValidationError(
            _("Das Logo ist zu groß (%(size)s kB). Bitte höchstens 300 kB."), params={"size": size // 1000}
        )
    if kind not in LOGO_FORMATS:
        raise ValidationError(_("Das ist kein Bild im Format PNG, JPEG oder WebP."))


def logo_of(logo: FieldFile) -> dict[str, tuple[str, bytes]]:
    """Return the logo as a file of a document (kit.pdf); nothing where there is none, or where its file is lost."""
    if not logo:
        return {}
    kind, _encoding = mimetypes.guess_type(logo.name)
    try:
        with logo.open("rb") as file:
            return {"logo": (kind or "image/png", file.read())}
    except OSError:
        return {}
