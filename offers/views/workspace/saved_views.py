"""Lists as people save them for themselves and their colleagues."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.text import clean
from network.choices import Permission
from network.permissions import requires
from offers.forms_of_staff import SavedViewForm
from offers.models import SavedView
from offers.permissions import views_seen_by
from offers.registers import REGISTERS

PER_PAGE = 50
LONGEST = SavedView._meta.get_field("query").max_length
ONE_NAME = next(rule for rule in SavedView._meta.constraints if rule.name == "saved_view_has_a_name_of_its_own")


def address_of(view: SavedView) -> str:
    """Return where a view is shown; a parameter that its list has no more is named there and ignored."""
    return reverse(view.page) + (f"?{view.query}" if view.query else "")


@require_safe
@requires(Permission.READ)
def saved_views(request: HttpRequest) -> HttpResponse:
    """List the views of a person and what colleagues share."""
    page = Paginator(views_seen_by(request.user).select_related("user"), PER_PAGE).get_page(request.GET.get("seite"))
    rows = [(view, address_of(view)) for view in page]
    return render(request, "offers/workspace/saved_views.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def new(request: HttpRequest) -> HttpResponse:
    """Ask under which name a list is saved as it is narrowed, and save it."""
    page, query = request.GET.get("liste", ""), kept_query(request.GET.get("suche", ""))
    if page not in REGISTERS:
        raise Http404
    view = SavedView(user=request.user, page=page, query=query)
    if len(query) > LONGEST:
        messages.warning(request, _("Diese Suche ist zu lang, um sie zu speichern. Bitte kürzen Sie sie."))
        return redirect(page)
    return edited(request, view, [one.label for one in narrowed(request, view).applied()])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a view of one's own, or share it."""
    view = get_object_or_404(request.user.saved_views, pk=pk)
    return edited(request, view, [one.label for one in narrowed(request, view).applied()])


@require_POST
@requires(Permission.READ)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view of one's own; what it showed stays as it is."""
    view = get_object_or_404(request.user.saved_views, pk=pk)
    view.delete()
    messages.success(request, _("Die Ansicht „%(name)s“ ist gelöscht.") % {"name": view.name})
    return redirect("staff_views")


def edited(request: HttpRequest, view: SavedView, filters: list[str]) -> HttpResponse:
    """Show the form of a view, or save it and lead to its list."""
    form = SavedViewForm(request.POST or None, instance=view)
    if form.is_valid() and kept(form):
        messages.success(request, _("Die Ansicht „%(name)s“ ist gespeichert.") % {"name": form.instance.name})
        return redirect(address_of(view))
    context = {"form": form, "view": view, "filters": filters, "list": REGISTERS[view.page], "back": address_of(view)}
    return render(request, "offers/workspace/saved_view.html", context)


def kept(form: SavedViewForm) -> bool:
    """Save a view; of two with one name the second is refused, however close they come after each other."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        if ONE_NAME.name not in str(error):
            raise
        form.add_error("name", ONE_NAME.violation_error_message)
        return False
    return True


def narrowed(request: HttpRequest, view: SavedView):
    """Return the list of a view with its filters, which say what they are."""
    return REGISTERS[view.page].narrowed(Permission.READ, request.user, QueryDict(view.query))


def kept_query(text: str) -> str:
    """Return the query of a list without the number of the page and without filters that are not set."""
    query = QueryDict(clean(text), mutable=True)
    query.pop("seite", None)
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return query.urlencode()
