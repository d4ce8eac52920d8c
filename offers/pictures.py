"""Pictures of offers: as large as a page needs, and freed of what a camera writes into them."""

from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LONGEST_SIDE: Final = 1200
QUALITY: Final = 80
# By the word for what the bytes are; the same kinds as sozialraum.views.files hands out.
ENDINGS: Final = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}


def picture_to_show(image: Any) -> Any:
    """Return what a form's picture field holds: a new picture as it may be shown; one that was there, or taken off, as it is."""
    return for_everybody(image) if isinstance(image, UploadedFile) else image


def for_everybody(file: File) -> ContentFile:
    """Return an uploaded picture as it may be shown.

    Telephones write into a picture where it was taken, which would tell the address of a shelter. Raises ValidationError
    where the file is no picture of a kind that browsers show.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(file) as picture:
            kind = picture.format
            if kind not in ENDINGS:
                raise ValidationError(_("Das ist kein Bild im Format PNG, JPEG oder WebP."))
            shown = ImageOps.exif_transpose(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("Dieses Bild lässt sich nicht lesen.")) from None
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    colours = shown.info.get("icc_profile")
    shown.info = {}
    saved = BytesIO()
    shown.save(saved, kind, quality=QUALITY, icc_profile=colours)
    return ContentFile(saved.getvalue(), f"{PurePath(file.name).stem}.{ENDINGS[kind]}")
