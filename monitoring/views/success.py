"""The yearly Erfolgsnachweis, as a page and as a PDF, and where planners write its texts; for planning and steering only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.exporting import inline
from monitoring.actions.success import NEW, OverwrittenError, write_report
from monitoring.forms.outcomes import ReportForm
from monitoring.models import SuccessReport
from monitoring.outcomes.report import report_of
from monitoring.outcomes.years import years_over
from monitoring.pdf.success import success_pdf
from network.choices import Permission
from network.permissions import requires, standing_of
from sozialraum.context import municipality_of
from sozialraum.pages import version_of


class YearOver:
    """A year in an address."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def is_over(year: int) -> int:
    """Return a year that may be told of; raises Http404 for one that is not over, or of which nothing is known."""
    if year not in years_over():
        raise Http404
    return year


@require_safe
@requires(Permission.BUDGET)
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Show the report of a year."""
    found = report_of(is_over(year), version_of(request), municipality_of(request))
    context = {
        "report": found,
        "today": timezone.localdate(),
        "years": [one for one in years_over() if one != year],
        "may_write": standing_of(request.user).allows(Permission.MONITOR),
        "is_document": False,
        "links_metrics": True,
    }
    return render(request, "monitoring/success/page.html", context)


@require_safe
@requires(Permission.BUDGET)
def report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """Hand out the report of a year as a PDF."""
    municipality = municipality_of(request)
    found = report_of(is_over(year), version_of(request), municipality)
    return inline(f"erfolgsnachweis-{year}.pdf", "application/pdf", success_pdf(found, municipality))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def write(request: HttpRequest, year: int) -> HttpResponse:
    """Show the form of a year's texts, or write them; what somebody else wrote meanwhile is shown first."""
    current = SuccessReport.objects.filter(year=is_over(year)).first()
    if request.method != "POST":
        return shown(request, year, ReportForm(instance=current, initial={"version": version_number(current)}))
    form = ReportForm(request.POST, instance=current or SuccessReport(year=year))
    if not form.is_valid():
        return shown(request, year, form)
    try:
        write_report(year=year, by=request.user, **form.cleaned_data)
    except OverwrittenError as error:
        form.data = form.data.copy()
        form.data["version"] = error.current.version
        form.add_error(
            None,
            _(
                "Inzwischen hat jemand anderes geschrieben. Ihr Text steht noch hier; wenn Sie noch einmal speichern, gilt er."
            ),
        )
        return shown(request, year, form, error.current)
    messages.success(request, _("Die Texte zum Erfolgsnachweis %(year)s sind gespeichert.") % {"year": year})
    return redirect("monitoring_success", year)


def version_number(report: SuccessReport | None) -> int:
    return report.version if report else NEW


def shown(request: HttpRequest, year: int, form: ReportForm, other: SuccessReport | None = None) -> HttpResponse:
    """Show the form, beside what somebody `other` wrote meanwhile."""
    context = {"form": form, "year": year, "other": other}
    return render(request, "monitoring/success/form.html", context, status=422 if form.errors else 200)
