"""The steps of an import: each asks for work that a process of its own does."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.choices import Permission
from network.permissions import requires
from offers.forms_of_imports import ColumnsForm
from offers.imports import steps, weighing
from offers.imports.offers import KINDS
from offers.models import Import
from offers.permissions import imports_led_by, imports_of
from offers.views.workspace.imports import progress_of

State = Import.State


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the columns of a file mean, and have it checked."""
    owner = get_object_or_404(imports_led_by(request.user).select_related("file"), pk=pk, is_closed=False)
    if owner.state not in {State.UPLOADED, State.CHECKED}:
        return redirect("staff_import", pk)
    form = columns_form(owner, request)
    if form.is_valid():
        asked = steps.choose(owner, columns=form.columns, constants=form.constants)
        return told(request, owner, is_done=asked)
    context = {"import": owner, "form": form, "last": steps.remembered_by(owner, request.user)}
    return render(request, "offers/workspace/imports/columns.html", context)


def columns_form(owner: Import, request: HttpRequest) -> ColumnsForm:
    kind = KINDS[owner.sort]
    known = {f"spalte_{number}": name for number, name in enumerate(owner.columns)}
    known |= {f"fest_{name}": text for name, text in owner.constants.items()}
    return ColumnsForm(
        request.POST or None,
        initial=known,
        header=owner.header,
        examples=steps.first_lines(owner.file.content)[1],
        labels=kind.labels(),
        required=kind.columns(None).required,
        constant=kind.constant,
    )


@require_POST
@requires(Permission.IMPORT)
def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a file checked once more, the file winning over corrections in the ticked fields."""
    owner = get_object_or_404(imports_led_by(request.user), pk=pk)
    known = {name for name, _label, _number in steps.kept_fields(owner)} | set(owner.overruled)
    ticked = known.intersection(request.POST.getlist("feld"))
    return told(request, owner, is_done=steps.check_again(owner, overruled=ticked))


@require_POST
@requires(Permission.IMPORT)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a checked file applied."""
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    return told(request, owner, is_done=steps.apply(owner, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking an import back comes to; posted, have it done.

    Of a long import the process behind imports finds that out first, when somebody asks for it.
    """
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    if request.method == "POST":
        return weighed_or_undone(request, owner)
    if owner.state == State.WEIGHING:
        return render(request, "offers/workspace/imports/progress.html", progress_of(owner))
    if not owner.may_be_undone():
        return redirect("staff_import", pk)
    context = {"import": owner, "preview": preview_for(owner, request)}
    return render(request, "offers/workspace/imports/undo.html", context)


def weighed_or_undone(request: HttpRequest, owner: Import) -> HttpResponse:
    """Have it found out what taking an import back comes to, or have it done, as somebody asks."""
    if request.POST.get("schritt") != "durchsehen":
        return told(request, owner, is_done=steps.undo(owner, by=request.user))
    if steps.weigh(owner, by=request.user):
        return redirect("staff_import_undo", owner.pk)
    return told(request, owner, is_done=False)


def preview_for(owner: Import, request: HttpRequest) -> dict[str, object] | None:
    """Return what taking an import back would come to for this person; None where that takes long and nobody has asked for it."""
    if weighing.is_short(owner):
        return weighing.weigh(owner, by=request.user)
    if not owner.preview or owner.undone_by_id != request.user.pk:
        return None
    return owner.preview | {"found_at": datetime.datetime.fromisoformat(owner.preview["found_at"])}


@require_POST
@requires(Permission.IMPORT)
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Start interrupted work again."""
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    steps.go_on(owner)
    return redirect("staff_import", pk)


@require_POST
@requires(Permission.IMPORT)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an import away."""
    owner = get_object_or_404(imports_led_by(request.user), pk=pk)
    if steps.close(owner):
        messages.success(request, _("„%(import)s“ ist abgelegt.") % {"import": owner})
    return redirect("staff_imports")


def told(request: HttpRequest, owner: Import, *, is_done: bool) -> HttpResponse:
    """Lead to the import, and say so where it was not in the right state any more."""
    if not is_done:
        messages.warning(request, _("Das ging gerade nicht: Der Import hat inzwischen einen anderen Stand."))
    return redirect("staff_import", owner.pk)
