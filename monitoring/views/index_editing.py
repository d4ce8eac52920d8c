"""Indices made and changed by those who keep the monitoring."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.forms.index_editing import IndexForms
from monitoring.models import CompositeIndex
from network.choices import Permission
from network.permissions import requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def new(request: HttpRequest) -> HttpResponse:
    """Ask what an index is to be, and make it."""
    return edited(request, CompositeIndex())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an index with its parts, classes and exceptions."""
    return edited(request, get_object_or_404(CompositeIndex, pk=pk))


@require_POST
@requires(Permission.MONITOR)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an index; the numbers of its indicators stay."""
    index = get_object_or_404(CompositeIndex, pk=pk)
    index.delete()
    messages.success(
        request, _("Der Index „%(name)s“ ist gelöscht. Die Zahlen seiner Indikatoren bleiben.") % {"name": index.name}
    )
    return redirect("monitoring_indices")


def edited(request: HttpRequest, index: CompositeIndex) -> HttpResponse:
    """Show the forms of an index, or save it and lead to its page."""
    forms = IndexForms(request.POST or None, index)
    if request.method == "POST" and forms.is_valid() and forms.keep():
        messages.success(request, _("Der Index „%(name)s“ ist gespeichert.") % {"name": index.name})
        return redirect("monitoring_index", index.code)
    context = {"forms": forms, "form": forms.main, "rows": forms.rows, "index": index}
    return render(request, "monitoring/indices/edit.html", context)
