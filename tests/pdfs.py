"""PDFs as a program for people who cannot see them finds them: the tree of their structure."""

import re
from io import BytesIO

from django.http import HttpResponse
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def read_pdf(response: HttpResponse) -> PdfReader:
    """Return the PDF of an answer; one that breaks the format is an error."""
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(response.content), strict=True)


def elements(pdf: PdfReader) -> list[DictionaryObject]:
    """Return the elements of the structure in the order in which they are read."""
    found, todo = [], [pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while todo:
        one = todo.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            todo += reversed(one)
        elif isinstance(one, DictionaryObject) and one.get("/Type") == "/StructElem":
            found.append(one)
            if "/K" in one:
                todo.append(one["/K"])
    return found


def named(found: list[DictionaryObject], name: str) -> list[DictionaryObject]:
    return [one for one in found if one["/S"] == name]


def within(element: DictionaryObject) -> list[DictionaryObject]:
    """Return what stands below an element."""
    below = []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(one, DictionaryObject) and one.get("/Type") == "/StructElem":
            below += [one, *within(one)]
    return below


def words_of(pdf: PdfReader) -> str:
    """Return all text, its white space made single."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def bookmarks(pdf: PdfReader) -> list[str]:
    """Return the titles of the bookmarks, those of a lower level too."""
    found, todo = [], list(pdf.outline)
    while todo:
        one = todo.pop(0)
        if isinstance(one, list):
            todo = one + todo
        else:
            found.append(one.title)
    return found


def described(pdf: PdfReader) -> dict[str, object]:
    """Return what a document says of itself to programs that read it aloud."""
    root = pdf.trailer["/Root"]
    return {
        "tagged": root["/MarkInfo"]["/Marked"].value,
        "language": root["/Lang"],
        "title": pdf.metadata.title,
        "title is shown": root["/ViewerPreferences"]["/DisplayDocTitle"].value,
        "author": pdf.metadata.author,
        "conforms": bool(re.search(rb"pdfuaid:part(>|=\")1", root["/Metadata"].get_data())),
    }
