"""PDFs that everybody can read (PDF/UA-1), made of HTML and a style sheet; nothing is fetched from anywhere."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import SubElement

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

SVG: Final = "http://www.w3.org/2000/svg"
OWN: Final = "portal:"  # the beginning of addresses of files that a document brings along
STATIC: Final = "portal:static/"
# Pango's fonts are shared by all threads of a process, and one PDF at a time is work enough for it.
ONE_AT_A_TIME: Final = Lock()


class NotFetchedError(ValueError):
    """A document asked for something that is neither ours nor in it."""


@dataclass(frozen=True)
class Look:
    """How a document looks: the static path of its style sheet, styles beside it, and those of the drawings in it.

    Drawings (inline SVG) know nothing of the styles of their document, so each gets its own, by the class of its <svg>: few
    for small ones, since they are read again for each.
    """

    sheet: str
    styles: str = ""
    drawings: Mapping[str, str] = field(default_factory=dict)


class Printed(NamedTuple):
    """A document as PDF, and how many pages it has."""

    content: bytes
    pages: int


def pdf(html: str, look: Look, *, address: str, files: Mapping[str, tuple[str, bytes]] | None = None) -> bytes:
    """Return a document as PDF/UA-1 (see `printed`)."""
    return printed(html, look, address=address, files=files).content


def printed(html: str, look: Look, *, address: str, files: Mapping[str, tuple[str, bytes]] | None = None) -> Printed:
    """Return a document as PDF/UA-1 with the number of its pages; the HTML names its language and its title.

    `address` is what its links begin with, `files` (media type, content) what it shows as `portal:NAME`; static files are
    `portal:static/PATH`.
    """
    from weasyprint import CSS, HTML

    fetcher = fetcher_of(files or {})
    with ONE_AT_A_TIME, without_collecting():
        document = HTML(string=html, base_url=address, url_fetcher=fetcher)
        for drawing in document.etree_element.iter(f"{{{SVG}}}svg"):
            SubElement(drawing, f"{{{SVG}}}style").text = look.drawings.get(drawing.get("class", ""), "")
        own = {"url_fetcher": fetcher, "font_config": fonts()}
        sheets = [CSS(url=f"{STATIC}{look.sheet}", **own), CSS(string=look.styles, **own)]
        laid_out = document.render(stylesheets=sheets, font_config=fonts(), pdf_variant="pdf/ua-1")
        return Printed(laid_out.write_pdf(pdf_variant="pdf/ua-1"), len(laid_out.pages))


def load_library() -> None:
    """Import what makes PDFs, so that whoever asks a process for its first one need not wait for that too."""
    import weasyprint  # noqa: F401 (half a second; loaded is all it has to be)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let the collector of garbage rest: it would look through a document's millions of objects again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def fonts() -> Any:
    """Return the fonts of the system, looked for once per process."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def fetcher_of(files: Mapping[str, tuple[str, bytes]]) -> Any:
    """Return what hands static files and `files` to a document, and nothing else, whatever the document says."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if path := static_path(url):
                return URLFetcherResponse(url, path.read_bytes())
            name = url.removeprefix(OWN)
            if url.startswith(OWN) and name in files:
                kind, content = files[name]
                return URLFetcherResponse(url, content, {"Content-Type": kind})
            raise NotFetchedError(f"a PDF shows only its own files, not {url}")

    return OwnFiles()


def static_path(url: str) -> Path | None:
    """Return where a static file lies; None for what is none, or lies elsewhere."""
    if not url.startswith(STATIC):
        return None
    try:
        found = finders.find(url.removeprefix(STATIC))
    except SuspiciousFileOperation:
        return None
    return Path(found) if found else None
