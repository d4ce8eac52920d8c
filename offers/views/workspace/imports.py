"""Imports: the list, a new file, and what came of one."""

import datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kit.exporting import csv_file
from kit.importing import UnusableFileError
from network.choices import Permission
from network.models import User
from network.permissions import requires
from offers.forms_of_imports import ObjectionForm, UploadForm
from offers.imports import jobs, steps
from offers.imports.approving import may_apply
from offers.imports.offers import KINDS
from offers.models import Import, ImportRow
from offers.permissions import imports_led_by, imports_of, judges_of, wants_four_eyes

PER_PAGE = 50
LONGEST_FILE_NAME = 200
# A process needs some seconds before it is seen to be at work.
PATIENCE = datetime.timedelta(seconds=20)
Outcome = ImportRow.Outcome
KEPT, DIFFERING, STAYING = "kept", "differing", "staying"


@require_safe
@requires(Permission.IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """List the imports, the newest first; with `offen`, those that somebody should look at; with `vorgelegt`, those to apply."""
    shown = next((name for name in ("offen", "vorgelegt") if name in request.GET), "")
    found = imports_of(request.user).select_related("made_by")
    if shown == "offen":
        found = found.to_mend()
    elif shown == "vorgelegt":
        found = found.proposed().exclude(made_by=request.user)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "total": page.paginator.count, "shown": shown}
    return render(request, "offers/workspace/imports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in and lead to its columns."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (owner := taken_in(form, request)):
        return redirect("staff_import_columns", owner.pk)
    return render(request, "offers/workspace/imports/upload.html", {"form": form, "sorts": form.fields["sort"].choices})


def taken_in(form: UploadForm, request: HttpRequest) -> Import | None:
    """Return the import of an uploaded file; None, with a sentence beside the field, for what is no table."""
    said = form.cleaned_data
    name = said["file"].name[-LONGEST_FILE_NAME:]
    try:
        return steps.take_in(
            sort=said["sort"],
            source=said["source"],
            file_name=name,
            content=said["file"].read(),
            by=request.user,
        )
    except UnusableFileError as error:
        form.add_error("file", str(error))
        return None


@require_safe
@requires(Permission.IMPORT)
def template(request: HttpRequest, sort: str) -> HttpResponse:
    """Return an empty table with the headings that need no choosing."""
    if sort not in KINDS:
        raise Http404
    return csv_file(f"vorlage-{sort}", list(KINDS[sort].labels().values()), [])


@require_safe
@requires(Permission.IMPORT)
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an import as it stands: how far it is, or what became of its rows."""
    people = ("made_by", "applied_by", "undone_by")
    owner = get_object_or_404(imports_of(request.user).select_related(*people), pk=pk)
    if owner.is_busy:
        return render(request, "offers/workspace/imports/progress.html", progress_of(owner))
    return result_page(request, owner, ObjectionForm())


def result_page(request: HttpRequest, owner: Import, form: ObjectionForm) -> HttpResponse:
    """Show what became of the rows of an import, and what can be done with it."""
    views = [(code, label, number) for code, label, number in views_of(owner) if number]
    asked = request.GET.get("zeigen", "")
    shown = asked if asked in {code for code, _label, _number in views} else next((view[0] for view in views), "")
    page = Paginator(rows_of(owner, shown), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "import": owner,
        "views": [(*view, f"?zeigen={view[0]}", view[0] == shown) for view in views],
        "shown": shown,
        "page": page,
        "total": sum((owner.created, owner.changed, owner.unchanged, owner.refused)),
        "may_undo": owner.may_be_undone(),
        "form": form,
        **choices_of(owner, request.user),
    }
    return render(request, "offers/workspace/imports/result.html", context)


def choices_of(owner: Import, user: User) -> dict[str, object]:
    """Return what a person may do with an import that is checked, and who else may where the municipality wants four eyes."""
    leads = imports_led_by(user).filter(pk=owner.pk).exists()
    if owner.state != Import.State.CHECKED or owner.is_closed:
        return {"leads": leads}
    four_eyes = wants_four_eyes()
    return {
        "leads": leads,
        "overrules": overrules(owner) if leads else [],
        "has_rows": owner.created + owner.changed + owner.unchanged > 0,
        "may_apply": may_apply(owner, user),
        "four_eyes": four_eyes,
        "is_mine": owner.made_by_id == user.pk,
        "judges": judges_of(owner) if four_eyes else [],
    }


def progress_of(owner: Import) -> dict[str, object]:
    """Return how far an import is, and whether anybody is at work on it."""
    is_running = jobs.is_running()
    page = "staff_import_undo" if owner.state == Import.State.WEIGHING else "staff_import"
    return {
        "here": reverse(page, args=[owner.pk]),
        "import": owner,
        "is_waiting": is_running and not owner.attempts,
        "is_stuck": not is_running and (owner.asked_at is None or owner.asked_at < timezone.now() - PATIENCE),
        "per_cent": 100 * owner.done // owner.total if owner.total else 0,
    }


def views_of(owner: Import) -> list[tuple[str, str, int]]:
    """Return the groups of rows as (code, label, number), most important first; none once the rows are deleted."""
    if owner.pruned_at:
        return []
    label = {name: Import._meta.get_field(name).verbose_name for name in ("created", "changed", "unchanged", "refused")}
    staying = owner.rows.exclude(stays="").count() if owner.state == Import.State.UNDONE else 0
    return [
        (STAYING, ImportRow._meta.get_field("stays").verbose_name, staying),
        (Outcome.REFUSED.value, label["refused"], owner.refused),
        (DIFFERING, Import._meta.get_field("differing").verbose_name, owner.differing),
        (KEPT, Import._meta.get_field("kept").verbose_name, owner.kept),
        (Outcome.CHANGED.value, label["changed"], owner.changed),
        (Outcome.NEW.value, label["created"], owner.created),
        (Outcome.UNCHANGED.value, label["unchanged"], owner.unchanged),
    ]


def rows_of(owner: Import, shown: str) -> QuerySet[ImportRow]:
    """Return the rows of a group."""
    rows = owner.rows.select_related("offer")
    if shown == STAYING:
        return rows.exclude(stays="")
    if shown == DIFFERING:
        return rows.filter(differs=True)
    return rows.exclude(kept=[]) if shown == KEPT else rows.filter(outcome=shown)


def overrules(owner: Import) -> list[tuple[str, str, bool]]:
    """Return the fields in which the file may win over corrections, as (name, label, is chosen)."""
    labels = {name: f"{label} ({number})" for name, label, number in steps.kept_fields(owner)}
    labels |= {name: steps.field_label(owner, name) for name in owner.overruled if name not in labels}
    return [(name, label, name in owner.overruled) for name, label in labels.items()]


@require_safe
@requires(Permission.IMPORT)
def refused_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the refused rows as they stood in the file, each with its reason, to be mended and uploaded again."""
    owner = get_object_or_404(imports_of(request.user), pk=pk)
    rows = owner.rows.filter(outcome=Outcome.REFUSED).only("cells", "remarks")
    header = [str(steps.REASON), *owner.header]
    cells = ([reasons(row), *row.cells] for row in rows.iterator(chunk_size=2000))
    return csv_file(f"abgelehnt-{owner.pk}", header, cells)


def reasons(row: ImportRow) -> str:
    return "; ".join(text for kind, text in row.remarks if kind == "REFUSED")
