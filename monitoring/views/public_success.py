"""The yearly Erfolgsnachweis for everybody, once somebody has published it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kit.exporting import inline
from monitoring.outcomes.report import public_report_of, public_years
from monitoring.pages import open_page
from monitoring.pdf.success import public_success_pdf
from sozialraum.pages import version_of


def published(year: int) -> int:
    """Return a year whose report is published; raises Http404 for any other."""
    if year not in public_years():
        raise Http404
    return year


@open_page
def reports(request: HttpRequest) -> HttpResponse:
    """Lead to the latest year that is published, or say that there is none yet."""
    years = public_years()
    if years:
        return redirect("monitoring_public_success", years[0])
    return render(request, "monitoring/success/none.html")


@open_page
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Show what everybody may read of a year."""
    years = [one for one in public_years() if one != year]
    context = {
        "report": public_report_of(published(year)),
        "today": timezone.localdate(),
        "years": years,
        "is_document": False,
    }
    return render(request, "monitoring/success/public.html", context)


@open_page
def report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """Hand out what everybody may read of a year as a PDF."""
    content = public_success_pdf(published(year), version_of(request))
    return inline(f"erfolgsnachweis-{year}-oeffentlich.pdf", "application/pdf", content)
