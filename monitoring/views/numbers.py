"""Numbers from files: the list of imports, a new file, and what came of one. The numbers on these pages are raw."""

import datetime
from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kit.exporting import csv_file
from kit.importing import UnusableFileError
from monitoring.days import read_day
from monitoring.forms.numbers import CrosswalkForm, UploadForm
from monitoring.imports import jobs, steps
from monitoring.models import ValueImport, ValueUpload, ValueUploadRow
from monitoring.permissions import sees_raw, uploads_of
from network.choices import Permission
from network.permissions import requires

PER_PAGE = 50
LONGEST_FILE_NAME = 200
# A process needs some seconds before it is seen to be at work.
PATIENCE = datetime.timedelta(seconds=20)
Outcome = ValueUploadRow.Outcome


@require_safe
@requires(Permission.MONITOR)
def numbers(request: HttpRequest) -> HttpResponse:
    """List what was taken in, the newest first, and before it what is underway."""
    seen = uploads_of(request.user)
    taken = ValueImport.objects.select_related("applied_by", "undone_by", "upload")
    page = Paginator(taken, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "total": page.paginator.count,
        "underway": seen.underway().select_related("made_by")[:PER_PAGE],
        "reached": set(seen.filter(result__in=[one.pk for one in page]).values_list("pk", flat=True)),
    }
    return render(request, "monitoring/numbers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in and lead to its columns."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        owner = kept(form, lambda file: steps.take_in(source=said["source"], by=request.user, **file))
        if owner:
            return redirect("staff_numbers_columns", owner.pk)
    return render(request, "monitoring/numbers/upload.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def crosswalk(request: HttpRequest) -> HttpResponse:
    """Take weights between old and new districts in and have them checked."""
    form = CrosswalkForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        reform = steps.reform_said(
            level=said["level"].code,
            day=read_day(said["day"]),
            basis=said["basis"],
            indicators=[one.code for one in said["indicators"]],
        )
        owner = kept(form, lambda file: steps.take_in_crosswalk(said=reform, by=request.user, **file))
        if owner:
            return redirect("staff_numbers_import", owner.pk)
    return render(request, "monitoring/numbers/crosswalk.html", {"form": form})


def kept(form: UploadForm | CrosswalkForm, take_in: Callable[[dict], ValueUpload]) -> ValueUpload | None:
    """Return the import of an uploaded file; None, with a sentence beside the field, for what is no table."""
    file = form.cleaned_data["file"]
    try:
        return take_in({"file_name": file.name[-LONGEST_FILE_NAME:], "content": file.read()})
    except UnusableFileError as error:
        form.add_error("file", str(error))
        return None


@require_safe
@requires(Permission.MONITOR)
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an import as it stands: how far it is, or what became of its numbers."""
    owner = get_object_or_404(uploads_of(request.user).select_related("made_by", "result__undone_by"), pk=pk)
    if owner.is_busy:
        return render(request, "monitoring/numbers/progress.html", progress_of(owner))
    views = [(code, label, number) for code, label, number in views_of(owner) if number]
    asked = request.GET.get("zeigen", "")
    shown = asked if asked in {code for code, _label, _number in views} else next((view[0] for view in views), "")
    page = Paginator(owner.rows.filter(outcome=shown), PER_PAGE).get_page(request.GET.get("seite"))
    number = next((number for code, _label, number in views if code == shown), 0)
    context = {
        "import": owner,
        "views": [(*view, f"?zeigen={view[0]}", view[0] == shown) for view in views],
        "shown": shown,
        "page": page,
        # Of many thousand numbers of one kind only the first ones are kept in words.
        "unsaid": number - page.paginator.count if shown != Outcome.REFUSED else 0,
        "total": owner.created + owner.changed + owner.unchanged,
        "sees_raw": sees_raw(request.user),
    }
    return render(request, "monitoring/numbers/result.html", context)


def progress_of(owner: ValueUpload) -> dict[str, object]:
    """Return how far an import is, and whether anybody is at work on it."""
    is_running = jobs.is_running()
    return {
        "import": owner,
        "is_waiting": is_running and not owner.attempts,
        "is_stuck": not is_running and (owner.asked_at is None or owner.asked_at < timezone.now() - PATIENCE),
        "per_cent": 100 * owner.done // owner.total if owner.total else 0,
    }


def views_of(owner: ValueUpload) -> list[tuple[str, str, int]]:
    """Return the groups of rows as (code, label, number), most important first."""
    numbers = {
        Outcome.STAYS: owner.left,
        Outcome.REFUSED: owner.refused,
        Outcome.WARNED: owner.warned,
        Outcome.CHANGED: owner.changed,
        Outcome.NEW: owner.created,
        Outcome.UNCHANGED: owner.unchanged,
        Outcome.NOTED: owner.rows.filter(outcome=Outcome.NOTED).count(),
    }
    return [(code.value, str(code.label), number) for code, number in numbers.items()]


@require_safe
@requires(Permission.MONITOR)
def refused_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the refused lines, each with its reason."""
    owner = get_object_or_404(uploads_of(request.user), pk=pk)
    rows = owner.rows.filter(outcome=Outcome.REFUSED).values_list("line", "text")
    header = [ValueUploadRow._meta.get_field(name).verbose_name for name in ("line", "text")]
    return csv_file(f"abgelehnt-{owner.pk}", [str(name) for name in header], rows)
