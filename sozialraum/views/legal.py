"""Pages that the law asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sozialraum.context import municipality_of
from sozialraum.legal_texts import as_html, text_for
from sozialraum.pages import public_page


def legal_context(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Return what the template of a legal page needs: the text of that kind, and the same as HTML."""
    municipality = municipality_of(request)
    text = text_for(municipality, kind)
    return {"text": text, "html": as_html(text, municipality)}


@public_page
def legal_page(request: HttpRequest, kind: str, template: str = "sozialraum/legal.html") -> HttpResponse:
    return render(request, template, legal_context(request, kind))
