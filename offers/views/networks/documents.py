"""What the networks have written down, and what the city's bodies decided: for everybody."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from network.downloads import download
from network.filters import DecisionFilter, DocumentFilter
from network.models import CouncilDecision, Document, DocumentVersion
from sozialraum.pages import public_page

PER_PAGE = 30


@public_page
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents that everybody may read, narrowed by word, network and kind."""
    found = DocumentFilter(request.GET, queryset=Document.objects.public().with_versions())
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"form": found.form, "remarks": found.remarks, "page": page}
    return render(request, "offers/networks/documents.html", context)


@public_page
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a document is about, and its versions."""
    document = Document.objects.public().with_versions().filter(slug=slug).first()
    if document is None:
        raise Http404
    decisions = document.decisions.public().select_related("body")
    return render(request, "offers/networks/document.html", {"document": document, "decisions": decisions})


@public_page
def document_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return the file of a version of a public document."""
    version = public_versions().filter(document__slug=slug, number=number).first()
    if version is None:
        raise Http404
    # Compressed already, most of them; and nobody waits for the rest.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return download(version)


def public_versions() -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(document__in=Document.objects.public())


@public_page
def decisions(request: HttpRequest) -> HttpResponse:
    """List what the city's bodies decided, narrowed by word, body and year."""
    public = CouncilDecision.objects.public().select_related("body", "network", "document")
    found = DecisionFilter(request.GET, queryset=public)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"form": found.form, "remarks": found.remarks, "page": page}
    return render(request, "offers/networks/decisions.html", context)
