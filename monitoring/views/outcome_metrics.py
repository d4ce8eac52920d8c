"""What is counted, and what is wanted: kept by those who keep the monitoring."""

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.forms.outcome_metrics import MetricForms
from monitoring.models import OutcomeMetric
from network.choices import Permission
from network.permissions import requires


@require_safe
@requires(Permission.MONITOR)
def metrics(request: HttpRequest) -> HttpResponse:
    """List the metrics, and of which year their newest numbers are."""
    found = OutcomeMetric.objects.annotate(record_count=Count("records"), newest=Max("records__year"))
    return render(request, "monitoring/outcomes/metric_list.html", {"metrics": found})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def new(request: HttpRequest) -> HttpResponse:
    """Ask what is to be counted, and keep it."""
    return edited(request, OutcomeMetric())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a metric with its targets."""
    return edited(request, get_object_or_404(OutcomeMetric, pk=pk))


def edited(request: HttpRequest, metric: OutcomeMetric) -> HttpResponse:
    """Show the forms of a metric, or keep what was sent."""
    is_sent, is_new = request.method == "POST", not metric.pk
    forms = MetricForms(request.POST or None, metric)
    if is_sent and forms.is_valid() and forms.keep():
        messages.success(request, _("Die Messgröße „%(name)s“ ist gespeichert.") % {"name": metric.name})
        return redirect("staff_metrics")
    context = {"form": forms.main, "targets": forms.targets, "metric": metric, "is_new": is_new}
    return render(request, "monitoring/outcomes/metric_form.html", context, status=422 if is_sent else 200)
