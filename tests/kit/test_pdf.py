"""Documents: what they may fetch, whatever stands in them."""

import gc

import pytest
from pypdf import PdfReader

from kit.pdf import Look, NotFetchedError, fetcher_of, pdf, printed, without_collecting

FOREIGN = [
    "https://example.org/bild.png",
    "http://127.0.0.1:1/bild.png",
    "file:///etc/passwd",
    "portal:static/../config/settings.py",
    "portal:static//etc/passwd",
    "portal:logo",
    "ftp://example.org/",
    "data:text/plain,hallo",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_nothing_is_fetched_but_static_files_and_what_the_document_brings(address):
    with pytest.raises(NotFetchedError):
        fetcher_of({"bild": ("image/png", b"")}).fetch(address)


def test_static_files_and_files_of_the_document_are_handed_out():
    fetcher = fetcher_of({"bild": ("image/png", b"punkte")})
    found = fetcher.fetch("portal:bild")
    assert (found.read(), found.content_type) == (b"punkte", "image/png")
    assert b"@page" in fetcher.fetch("portal:static/css/profile-document.css").read()


def test_a_document_whose_picture_is_elsewhere_is_made_without_it(tmp_path):
    html = '<html lang="de"><title>Probe</title><h1>Probe</h1><img src="https://example.org/x.png" alt="Bild">'
    content = pdf(html, Look("css/profile-document.css"), address="https://portal.test/")
    path = tmp_path / "probe.pdf"
    path.write_bytes(content)
    found = PdfReader(path)
    assert (found.metadata.title, "Probe" in found.pages[0].extract_text()) == ("Probe", True)


def test_a_document_says_how_many_pages_it_has():
    pages = "".join(f'<h2 style="break-before: page">{number}</h2>' for number in range(3))
    html = f'<html lang="de"><title>Probe</title><h1>Probe</h1>{pages}'
    assert printed(html, Look("css/profile-document.css"), address="https://portal.test/").pages == 4


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_of_garbage_is_afterwards_as_it_was(was_on):
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with without_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() == was_on
    finally:
        (gc.enable if before else gc.disable)()
