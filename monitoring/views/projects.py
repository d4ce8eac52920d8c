"""Project ideas on their way to an offer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.forms.activities import ProjectForm
from network.choices import Permission
from network.permissions import conferences_read_by, requires, standing_of
from offers.models import Project
from offers.permissions import offers_with, projects_with

PER_PAGE = 25


@require_safe
@requires(Permission.READ)
def projects(request: HttpRequest) -> HttpResponse:
    """List the projects, those that changed last first, narrowed by their stage."""
    asked = request.GET.get("stand", "")
    found = Project.objects.select_related("owner")
    shown = found.filter(stage=asked) if asked in Project.Stage.values else found
    counts = dict(Project.objects.order_by().values_list("stage").annotate(number=Count("pk")))
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("seite")),
        "stages": [(code, label, counts.get(code, 0)) for code, label in Project.Stage.choices],
        "asked": dict(Project.Stage.choices).get(asked, ""),
        "writes": standing_of(request.user).allows(Permission.EDIT),
    }
    return render(request, "monitoring/conferences/projects.html", context)


@require_safe
@requires(Permission.READ)
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a project: who answers for it, how far it is, and which offer came of it."""
    one = get_object_or_404(Project.objects.select_related("owner", "conference__group", "offer"), pk=pk)
    context = {
        "project": one,
        "partners": one.partners.order_by("name"),
        "districts": one.districts.defer("boundary").order_by("name"),
        "reads_conference": conferences_read_by(request.user).filter(pk=one.conference_id).exists(),
        "reads_offer": offers_with(Permission.READ, request.user).filter(pk=one.offer_id).exists(),
        "may_change": projects_with(Permission.EDIT, request.user).filter(pk=pk).exists(),
    }
    return render(request, "monitoring/conferences/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
@transaction.atomic
def new(request: HttpRequest) -> HttpResponse:
    """Enter an idea."""
    conference = request.GET.get("konferenz", "")
    initial = {"conference": conference} if conference.isdecimal() else {}
    return written(request, ProjectForm(request.POST or None, initial=initial, user=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project, or take it a stage further."""
    mine = projects_with(Permission.EDIT, request.user)
    one = get_object_or_404(mine.select_for_update(of=["self"]) if request.method == "POST" else mine, pk=pk)
    return written(request, ProjectForm(request.POST or None, instance=one, user=request.user))


def written(request: HttpRequest, form: ProjectForm) -> HttpResponse:
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("project", saved.pk)
    status = 422 if form.errors else 200
    return render(request, "monitoring/conferences/project_form.html", {"form": form}, status=status)
