"""Documents in the workspace: found, described, brought in version by version."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.actions import Incoming, add_version, save_document
from network.choices import Permission
from network.downloads import download
from network.filters import DocumentFilter
from network.forms.networks import DocumentForm, VersionForm
from network.models import Document, DocumentVersion
from network.permissions import (
    documents_seen_by,
    documents_with,
    is_leading,
    leads_a_network,
    networks_with,
    requires,
    standing_of,
)
from network.views.records import TEMPLATE

PER_PAGE = 50


@require_safe
@requires(Permission.READ)
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents that a person may read, narrowed by word, network and kind."""
    found = DocumentFilter(request.GET, queryset=documents_seen_by(request.user).with_versions())
    context = {
        "form": found.form,
        "remarks": found.remarks,
        "page": Paginator(found.qs, PER_PAGE).get_page(request.GET.get("seite")),
        "writes": is_leading(request.user),
    }
    return render(request, "network/workspace/networks/documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document and its versions; whoever keeps it adds a version here."""
    found = get_object_or_404(documents_seen_by(request.user).with_versions(), pk=pk)
    keeps = documents_with(Permission.NETWORK, request.user)
    is_kept = keeps.filter(pk=pk).exists()
    if request.method == "POST":
        get_object_or_404(keeps, pk=pk)
    form = VersionForm(request.POST or None, request.FILES or None) if is_kept else None
    if form and form.is_valid():
        data = form.cleaned_data
        add_version(
            document=found, incoming=Incoming(data["file"], form.about, data["day"], data["note"]), by=request.user
        )
        messages.success(request, _("Die neue Fassung ist gespeichert."))
        return redirect("staff_document", pk)
    return render(request, "network/workspace/networks/document.html", {"document": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@leads_a_network
def write(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Describe a document, a new one or one that the person keeps."""
    found = get_object_or_404(documents_with(Permission.NETWORK, request.user), pk=pk) if pk is not None else Document()
    everywhere = Permission.NETWORK in standing_of(request.user).everywhere
    networks = networks_with(Permission.NETWORK, request.user)
    form = DocumentForm(request.POST or None, instance=found, networks=networks, for_all=everywhere)
    if form.is_valid():
        save_document(form.instance)
        messages.success(request, _("Das Dokument ist gespeichert."))
        return redirect("staff_document", form.instance.pk)
    back = reverse("staff_document", args=[pk]) if pk is not None else reverse("staff_documents")
    title = found.title if pk is not None else _("Neues Dokument")
    return render(request, TEMPLATE, {"form": form, "title": title, "back": back})


@require_safe
@requires(Permission.READ)
def document_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Return the file of a version that a person may read."""
    mine = DocumentVersion.objects.filter(document__in=documents_seen_by(request.user))
    return download(get_object_or_404(mine, document=pk, number=number))
