"""The steps of an import of numbers: each asks for work that a process of its own does."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kit.importing import UnusableFileError
from monitoring.forms.numbers import LayoutForm
from monitoring.imports import steps, undoing
from monitoring.imports.layout import Layout
from monitoring.models import ValueUpload
from monitoring.permissions import uploads_of
from network.choices import Permission
from network.permissions import requires

State, Sort = ValueUpload.State, ValueUpload.Sort
# Numbers that stay are named one by one up to here; the rest is counted.
NAMED = 100
OF_THE_TABLE = ("sheet", "header", "header_rows")
SETTINGS = (*OF_THE_TABLE, "date", "level", "status", "factor", "decimal")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask how a file is read and what its columns mean, and have it checked."""
    files = uploads_of(request.user).select_related("file").filter(sort=Sort.NUMBERS, is_closed=False)
    owner = get_object_or_404(files, pk=pk)
    if owner.state not in {State.UPLOADED, State.CHECKED}:
        return redirect("staff_numbers_import", pk)
    layout, shown = Layout.of(owner.layout), steps.preview(owner)
    form = layout_form(request, layout, shown)
    if form.is_valid() and (answer := taken(request, owner, form, layout)):
        return answer
    context = {"import": owner, "form": form, "shown": shown, "is_known": steps.remembered(owner.source) is not None}
    return render(request, "monitoring/numbers/columns.html", context)


def layout_form(request: HttpRequest, layout: Layout, shown: steps.Preview) -> LayoutForm:
    initial = {name: getattr(layout, name) for name in SETTINGS} | {"status": layout.default_status}
    for place, heading in enumerate(shown.header):
        means = steps.means_of(layout, heading)
        initial |= {f"spalte_{place}": means.without_day, f"tag_{place}": f"{means.day:%d.%m.%Y}" if means.day else ""}
    return LayoutForm(
        request.POST or None,
        initial=initial,
        header=shown.header,
        rows=shown.rows,
        sheets=shown.sheets,
        known={"factor": layout.factor},
    )


def taken(request: HttpRequest, owner: ValueUpload, form: LayoutForm, layout: Layout) -> HttpResponse | None:
    """Have the file checked as was said; where another row or sheet holds the headings, show its columns first."""
    said = {name: form.cleaned_data[name] for name in SETTINGS if name in form.cleaned_data}
    try:
        wanted = replace(layout, **said)
        if any(getattr(wanted, name) != getattr(layout, name) for name in OF_THE_TABLE):
            steps.read_again(owner, wanted)
            messages.info(
                request, _("Die Überschriften sind neu gelesen. Bitte sehen Sie die Spalten noch einmal durch.")
            )
            return redirect("staff_numbers_columns", owner.pk)
        wanted = replace(wanted, columns=form.columns(layout.columns))
        steps.complete(owner, wanted)
    except UnusableFileError as error:
        form.add_error(None, str(error))
        return None
    return told(request, owner, is_done=steps.choose(owner, wanted, by=request.user))


@require_POST
@requires(Permission.MONITOR)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a checked file applied."""
    owner = get_object_or_404(uploads_of(request.user), pk=pk)
    return told(request, owner, is_done=steps.apply(owner, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking an import back comes to; posted, have it done."""
    owner = get_object_or_404(uploads_of(request.user).select_related("result"), pk=pk)
    if request.method == "POST":
        return told(request, owner, is_done=steps.undo(owner, by=request.user))
    if owner.state != State.APPLIED:
        return redirect("staff_numbers_import", pk)
    context = {"import": owner, "found": undoing.preview(owner.result, NAMED)}
    return render(request, "monitoring/numbers/undo.html", context)


@require_POST
@requires(Permission.MONITOR)
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Start interrupted work again."""
    owner = get_object_or_404(uploads_of(request.user), pk=pk)
    steps.go_on(owner)
    return redirect("staff_numbers_import", pk)


@require_POST
@requires(Permission.MONITOR)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file away that was not applied."""
    owner = get_object_or_404(uploads_of(request.user), pk=pk)
    if not steps.close(owner):
        return told(request, owner, is_done=False)
    messages.success(request, _("„%(import)s“ ist verworfen.") % {"import": owner})
    return redirect("staff_numbers")


def told(request: HttpRequest, owner: ValueUpload, *, is_done: bool) -> HttpResponse:
    """Lead to the import, and say so where it was not in the right state any more."""
    if not is_done:
        messages.warning(request, _("Das ging gerade nicht: Der Import hat inzwischen einen anderen Stand."))
    return redirect("staff_numbers_import", owner.pk)
