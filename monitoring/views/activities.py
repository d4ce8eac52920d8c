"""Activities of the network beside its offers: trainings, specialist days, campaigns."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.forms.activities import ActivityForm
from network.choices import Permission
from network.models import Activity
from network.permissions import activities_with, requires, standing_of

PER_PAGE = 25


@require_safe
@requires(Permission.READ)
def activities(request: HttpRequest) -> HttpResponse:
    """List the activities, the newest first, narrowed by their kind."""
    asked = request.GET.get("art", "")
    found = Activity.objects.prefetch_related("responsible")
    shown = found.filter(kind=asked) if asked in Activity.Kind.values else found
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("seite")),
        "kinds": Activity.Kind.choices,
        "asked": dict(Activity.Kind.choices).get(asked, ""),
        "confers": standing_of(request.user).allows(Permission.CONFER),
        "now": timezone.now(),
    }
    return render(request, "monitoring/conferences/activities.html", context)


@require_safe
@requires(Permission.READ)
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an activity, and which departments took part."""
    one = get_object_or_404(Activity, pk=pk)
    context = {
        "activity": one,
        "responsible": one.responsible.order_by("name"),
        "participants": one.participants.select_related("parent").order_by("parent__name", "name"),
        "districts": one.districts.defer("boundary").order_by("name"),
        "spaces": one.social_spaces.all(),
        "may_change": activities_with(Permission.CONFER, request.user).filter(pk=pk).exists(),
        "now": timezone.now(),
    }
    return render(request, "monitoring/conferences/activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
@transaction.atomic
def new(request: HttpRequest) -> HttpResponse:
    """Enter an activity."""
    return written(request, ActivityForm(request.POST or None, user=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an activity."""
    mine = activities_with(Permission.CONFER, request.user)
    one = get_object_or_404(mine.select_for_update(of=["self"]) if request.method == "POST" else mine, pk=pk)
    return written(request, ActivityForm(request.POST or None, instance=one, user=request.user))


def written(request: HttpRequest, form: ActivityForm) -> HttpResponse:
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("activity", saved.pk)
    status = 422 if form.errors else 200
    return render(request, "monitoring/conferences/activity_form.html", {"form": form}, status=status)
