"""The list of streets, brought in on a page: a file is checked, and taken if somebody says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kit.importing import UnusableFileError
from network.choices import Permission
from network.forms.streets import StreetFileForm
from network.permissions import requires, standing_of
from network.street_uploads import Outcome, StreetFile, forget, keep, kept, read

FOLDER = "network/workspace/spaces"
SHOWN = 100  # remarks or findings; who has more begins with these


def may_bring_in(request: HttpRequest) -> bool:
    """Return whether somebody may bring in the streets: they lead to every team, so who keeps one social space may not."""
    return Permission.SPACES in standing_of(request.user).everywhere


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and show what would become of it."""
    if not may_bring_in(request):
        raise Http404
    is_sent = request.method == "POST"
    form = StreetFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        incoming = form.cleaned_data["file"]
        file = StreetFile(incoming.name, incoming.read(), form.cleaned_data["removes_missing"])
        try:
            outcome = read(file, by=request.user, dry_run=True)
        except UnusableFileError as error:
            form.add_error("file", str(error))
        else:
            token = keep(file, request.user)
            return render(request, f"{FOLDER}/street_check.html", told(file, outcome) | {"token": token})
    return render(request, f"{FOLDER}/street_upload.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SPACES)
def take(request: HttpRequest) -> HttpResponse:
    """Take the file that was checked; what was refused stays out only if somebody says so."""
    if not may_bring_in(request):
        raise Http404
    token = request.POST.get("datei", "")
    file = kept(request.user, token)
    if file is None:
        messages.error(request, _("Die Prüfung ist zu lange her. Bitte wählen Sie die Datei noch einmal aus."))
        return redirect("staff_street_upload")
    outcome = read(file, by=request.user, dry_run=False, skip_refused="ohne-abgelehnte" in request.POST)
    if not outcome.report.is_written:
        messages.warning(request, _("Einige Zeilen lassen sich nicht übernehmen. Es wurde nichts gespeichert."))
        return render(request, f"{FOLDER}/street_check.html", told(file, outcome) | {"token": token}, status=422)
    forget(request.user, token)
    messages.success(request, sentence(outcome))
    return redirect("staff_street_report")


def sentence(outcome: Outcome) -> str:
    changes = outcome.report.created + outcome.report.changed
    return ngettext(
        "Die Straßen sind eingelesen: %(number)s Abschnitt ist neu oder geändert.",
        "Die Straßen sind eingelesen: %(number)s Abschnitte sind neu oder geändert.",
        changes,
    ) % {"number": changes}


def told(file: StreetFile, outcome: Outcome) -> dict:
    """Return what the page says of a file: the numbers, the remarks by line, and what would be wrong afterwards."""
    report = outcome.report
    remarks = sorted(report.remarks, key=lambda remark: remark.line)
    findings = [
        (_("Neue Lücken: Hausnummern, die dann zu keinem Stadtteil führen"), outcome.gaps),
        (_("Neue Überschneidungen: Hausnummern, die dann zu zwei Stadtteilen führen"), outcome.overlaps),
    ]
    return {
        "file": file,
        "report": report,
        "remarks": remarks[:SHOWN],
        "remark_count": len(remarks),
        "findings": [(title, found[:SHOWN], len(found)) for title, found in findings if found],
        "healed": outcome.healed,
    }
