"""A picture as a file: its numbers for table programs, itself for documents, its map for programs that draw maps."""

import json
from functools import cache, lru_cache
from pathlib import Path
from textwrap import wrap

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify

from kit.colour import mixed
from kit.exporting import attached, csv_file, xlsx_file
from monitoring.pictures.picture import Picture
from sozialraum.context import municipality_of

MARGIN, LINE, SWATCH = 24, 26, 30
WIDE = 1600  # pixels of a PNG: 250 to the inch in the 16 cm between the margins of a page
KEPT = 24  # PNGs of some hundred kilobytes each
LETTER = 9.5  # about the mean width of a letter of the file's text
FONTS = tuple(Path("/usr/share/fonts/truetype/noto", f"NotoSans-{weight}.ttf") for weight in ("Regular", "Bold"))
STEPS = (0.12, 0.3, 0.5, 0.72, 1)
PAPER, LOW = "#ffffff", "#8a5a00"


def file_of(request: HttpRequest, picture: Picture, form: str) -> HttpResponse:
    """Return a picture as a file to be saved, in one of its formats."""
    name = slugify(picture.title)[:80] or picture.name
    if form in TABLES:
        return TABLES[form](name, picture.table.header, picture.table.lines())
    kind, content = CONTENTS[form](picture, municipality_of(request).brand_colour)
    return attached(f"{name}.{form}", kind, content)


def as_map(picture: Picture, brand: str) -> tuple[str, bytes]:
    content = picture.geojson() if picture.geojson else {}
    return "application/geo+json", json.dumps(content, ensure_ascii=False).encode()


def as_svg(picture: Picture, brand: str) -> tuple[str, bytes]:
    return "image/svg+xml", svg(picture, brand).encode()


def as_png(picture: Picture, brand: str) -> tuple[str, bytes]:
    return "image/png", png(svg(picture, brand))


TABLES = {"csv": csv_file, "xlsx": xlsx_file}
CONTENTS = {"geojson": as_map, "svg": as_svg, "png": as_png}


def svg(picture: Picture, brand: str) -> str:
    """Return a picture that stands alone: with its words, legend and source, in the light colours of the municipality."""
    width = picture.drawing.width + 2 * MARGIN
    letters = int((width - 2 * MARGIN) / LETTER)
    title, finding = wrap(str(picture.title), int(letters * 0.9)), wrap(str(picture.finding), letters)
    foot = wrap(" ".join(filter(None, map(str, (picture.legend_note, picture.source)))), letters)
    top = MARGIN + LINE * (len(title) + len(finding))
    keys = [(top + picture.drawing.height + LINE + SWATCH * place, key) for place, key in enumerate(picture.legend)]
    below = top + picture.drawing.height + LINE + SWATCH * len(keys)
    context = {
        "picture": picture,
        "width": width,
        "height": below + LINE * len(foot) + MARGIN,
        "title": lines(title, MARGIN),
        "finding": lines(finding, MARGIN + LINE * len(title)),
        "foot": lines(foot, below),
        "keys": keys,
        "top": top,
        "margin": MARGIN,
        "colours": colours(brand),
    }
    return render_to_string("monitoring/pictures/file.svg", context)


def lines(texts: list[str], top: int) -> list[tuple[int, str]]:
    """Return each line of text with its place."""
    return [(top + LINE * place + LINE // 2, text) for place, text in enumerate(texts)]


def colours(brand: str) -> dict[str, object]:
    """Return the colours of a file: in documents nobody mixes them any more."""
    low = [mixed(LOW, PAPER, share) for share in (0.35, 0.8)]
    return {"brand": brand, "steps": [mixed(brand, PAPER, share) for share in STEPS], "low": low}


@lru_cache(maxsize=KEPT)
def png(drawn: str) -> bytes:
    """Return an SVG as a picture of WIDE pixels, on white. Each process keeps some: they take half a second to make.

    Fonts are those that the portal needs anyway; where they lie elsewhere, those of the system.
    """
    from resvg_py import svg_to_bytes

    fonts = font_files()
    more = {"skip_system_fonts": True, "font_files": fonts} if fonts else {}
    return bytes(svg_to_bytes(svg_string=drawn, width=WIDE, background=PAPER, font_family="Noto Sans", **more))


@cache
def font_files() -> list[str]:
    return [str(path) for path in FONTS if path.exists()]
