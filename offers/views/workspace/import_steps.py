"""The steps of an import: each asks for work that a process of its own does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.choices import Permission
from network.models import User
from network.permissions import requires
from offers.forms_of_imports import ColumnsForm
from offers.imports import steps, undoing
from offers.imports.offers import KINDS
from offers.models import Import
from offers.permissions import imports_of

State = Import.State
# Rows that stay are named one by one up to here; the rest is counted.
NAMED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the columns of a file mean, and have it checked."""
    owner = get_object_or_404(imports_of(request.user).select_related("file"), pk=pk, is_closed=False)
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
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    known = {name for name, _label, _number in steps.kept_fields(owner)} | set(owner.overruled)
    ticked = known.intersection(request.POST.getlist("feld"))
    return told(request, owner, is_done=steps.check_again(owner, overruled=ticked))


@require_POST
@requires(Permission.IMPORT)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a checked file applied."""
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    return told(request, owner, is_done=steps.apply(owner))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking an import back comes to; posted, have it done."""
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    if request.method == "POST":
        return told(request, owner, is_done=steps.undo(owner, by=request.user))
    if owner.state != State.APPLIED:
        return redirect("staff_import", pk)
    return render(request, "offers/workspace/imports/undo.html", {"import": owner} | preview(owner, request.user))


def preview(owner: Import, user: User) -> dict[str, object]:
    """Return how many records become what they were or go out of sight, and which stay in part or whole, and why."""
    back = gone = stays = 0
    named: list[undoing.Step] = []
    for some in undoing.steps(owner, by=user):
        gone += sum(step.withdraws for step in some)
        back += sum(bool(step.back) and not step.withdraws for step in some)
        why = [step for step in some if step.why]
        stays += len(why)
        named += why[: NAMED - len(named)]
    return {"back": back, "gone": gone, "stays": stays, "named": named, "more": stays - len(named)}


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
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    if steps.close(owner):
        messages.success(request, _("„%(import)s“ ist abgelegt.") % {"import": owner})
    return redirect("staff_imports")


def told(request: HttpRequest, owner: Import, *, is_done: bool) -> HttpResponse:
    """Lead to the import, and say so where it was not in the right state any more."""
    if not is_done:
        messages.warning(request, _("Das ging gerade nicht: Der Import hat inzwischen einen anderen Stand."))
    return redirect("staff_import", owner.pk)
