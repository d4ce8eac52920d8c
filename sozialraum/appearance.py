"""The municipality's two colours: which are readable, and the style sheet made of them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.colour import contrast, ever_darker, mixed
from kit.terms import validate_hex_colour

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3 (AA), text of ordinary size

# Tokens of static/css/portal.css that the municipality's colours meet; a test compares them.
SAND, SURFACE, SUN_INK = "#f5ecdc", "#fffefb", "#2a2205"
TINT_SHARE = 0.11
DARK_ACCENT_SHARE = 0.33

TOO_LIGHT = _(
    "Diese Farbe ist zu hell für Links und Knöpfe: Ihr Kontrast zum Hintergrund ist %(contrast)s zu 1, nötig sind "
    "4,5 zu 1. Eine dunklere Fassung, die genügt: %(suggestion)s"
)
TOO_DARK = _(
    "Diese Farbe ist zu dunkel für Flächen: Der Kontrast der Schrift darauf ist %(contrast)s zu 1, nötig sind 4,5 zu 1."
)


def spoken(ratio: float) -> str:
    """Return a contrast as German writes it, cut off, so that 4.49 is not told as 4.5."""
    return f"{int(ratio * 10) / 10:.1f}".replace(".", ",")


def link_contrast(brand: str) -> float:
    """Return how well `brand` reads on the darkest light grounds of links; one of them is tinted by it."""
    return min(contrast(brand, SAND), contrast(brand, mixed(brand, SURFACE, TINT_SHARE)))


def validate_brand_colour(colour: str) -> None:
    """Refuse a main colour that cannot be read as a link; one that can stands out under white letters as well."""
    validate_hex_colour(colour)
    reached = link_contrast(colour)
    if reached < READABLE:
        suggestion = next(dark for dark in ever_darker(colour) if link_contrast(dark) >= READABLE)
        raise ValidationError(TOO_LIGHT, params={"contrast": spoken(reached), "suggestion": suggestion})


def validate_second_colour(colour: str) -> None:
    """Refuse a second colour on which dark letters cannot be read."""
    validate_hex_colour(colour)
    reached = contrast(colour, SUN_INK)
    if reached < READABLE:
        raise ValidationError(TOO_DARK, params={"contrast": spoken(reached)})


def stylesheet(*, brand: str, second: str) -> str:
    """Return the sheet that gives the design system the municipality's colours.

    The lighter version for the dark mode stands here too: browsers that cannot mix colours get it right as well.
    """
    accent = mixed(brand, "#ffffff", DARK_ACCENT_SHARE)
    return (
        f":root{{--brand:{brand};--sun:{second}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--accent:{accent}}}}}\n"
    )
