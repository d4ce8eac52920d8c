"""Pages of numbers as those who plan keep them for themselves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.text import clean
from monitoring.forms.saved_views import MonitoringViewForm
from monitoring.models import MonitoringView
from network.choices import Permission
from network.permissions import requires

PER_PAGE = 50
LONGEST = MonitoringView._meta.get_field("query").max_length
# What belongs to the moment, not to the view.
PASSING = ("seite", "bild", "als", "sicht")


def address_of(view: MonitoringView) -> str:
    """Return where a view is shown; a value that means nothing any more is named there and ignored."""
    return reverse(view.page) + (f"?{view.query}" if view.query else "")


@require_safe
@requires(Permission.PLAN)
def saved_views(request: HttpRequest) -> HttpResponse:
    """List the views of a person."""
    page = Paginator(request.user.monitoring_views.all(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "rows": [(view, address_of(view)) for view in page]}
    return render(request, "monitoring/saved_views/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN)
def new(request: HttpRequest) -> HttpResponse:
    """Ask under which name a page is saved as it is, and save it."""
    page, query = request.GET.get("von", ""), kept_query(request.GET.get("auswahl", ""))
    if page not in MonitoringView.Page.values:
        raise Http404
    if len(query) > LONGEST:
        messages.warning(request, _("Diese Auswahl ist zu lang, um sie zu speichern. Bitte wählen Sie weniger aus."))
        return redirect(page)
    return edited(request, MonitoringView(user=request.user, page=page, query=query))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a view of one's own."""
    return edited(request, get_object_or_404(request.user.monitoring_views, pk=pk))


@require_POST
@requires(Permission.PLAN)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view of one's own; what it showed stays as it is."""
    view = get_object_or_404(request.user.monitoring_views, pk=pk)
    view.delete()
    messages.success(request, _("Die Ansicht „%(name)s“ ist gelöscht.") % {"name": view.name})
    return redirect("monitoring_views")


def edited(request: HttpRequest, view: MonitoringView) -> HttpResponse:
    """Show the form of a view, or save it and lead to its page."""
    form = MonitoringViewForm(request.POST or None, instance=view)
    if form.is_valid() and form.keep():
        messages.success(request, _("Die Ansicht „%(name)s“ ist gespeichert.") % {"name": form.instance.name})
        return redirect(address_of(view))
    context = {"form": form, "view": view, "back": address_of(view)}
    return render(request, "monitoring/saved_views/edit.html", context)


def kept_query(text: str) -> str:
    """Return the query of a page without what belongs to the moment, and without what is not set."""
    query = QueryDict(clean(text), mutable=True)
    for name in [name for name in query if name in PASSING or not any(query.getlist(name))]:
        del query[name]
    return query.urlencode()
