"""What families reported as out of date, for those who keep it right."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.choices import Permission
from network.permissions import requires
from offers.actions import answer_report
from offers.forms_of_staff import AnswerForm
from offers.workspace import reports_of
from sozialraum.context import municipality_of

PER_PAGE = 50


@require_safe
@requires(Permission.CONFIRM)
def reports(request: HttpRequest) -> HttpResponse:
    """List the open reports, the oldest first."""
    page = Paginator(reports_of(request.user), PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "offers/workspace/reports.html", {"page": page, "total": page.paginator.count})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFIRM)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an open report and take the answer that closes it."""
    found = get_object_or_404(reports_of(request.user), pk=pk)
    form = AnswerForm(request.POST or None)
    if not form.is_valid():
        return render(request, "offers/workspace/report.html", {"report": found, "form": form})
    answer = form.cleaned_data["answer"]
    if answer_report(found, answer=answer, by=request.user, municipality=municipality_of(request)):
        messages.success(request, _("Die Meldung ist erledigt."))
    else:
        messages.warning(
            request, _("Jemand anderes hat diese Meldung gerade erledigt. Ihre Antwort wurde nicht gesendet.")
        )
    return redirect("staff_reports")
