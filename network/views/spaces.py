"""The social spaces as staff see them: all of them, and one with its team, its leads and its roll-out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.actions import DistrictElsewhereError, take_in
from network.choices import Permission
from network.forms.spaces import DistrictForm
from network.permissions import requires, standing_of
from network.social_spaces import overview, sheet_of
from sozialraum.models import SocialSpace, SocialSpaceMembership

FOLDER = "network/workspace/spaces"


@require_safe
@requires(Permission.READ)
def spaces(request: HttpRequest) -> HttpResponse:
    """Show all social spaces and how far each is."""
    rows, networks = overview()
    return render(request, f"{FOLDER}/list.html", {"rows": rows, "networks": networks, "today": timezone.localdate()})


@require_safe
@requires(Permission.READ)
def space(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a social space."""
    found = get_object_or_404(SocialSpace, pk=pk)
    context = {"sheet": sheet_of(found, request.user), "may_cut": cuts_anew(request)}
    return render(request, f"{FOLDER}/space.html", context)


def cuts_anew(request: HttpRequest) -> bool:
    """Return whether somebody may move districts: that is about two social spaces, so who keeps one alone may not."""
    return Permission.SPACES in standing_of(request.user).everywhere


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def take_district(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which district belongs to a social space from when on, and move it there."""
    found = get_object_or_404(SocialSpace, pk=pk)
    if not cuts_anew(request):
        raise Http404
    form = DistrictForm(request.POST or None, instance=SocialSpaceMembership(social_space=found))
    if form.is_valid() and taken(form, request):
        messages.success(request, _("Der Stadtteil ist zugeordnet."))
        return redirect("staff_space", found.pk)
    return render(request, f"{FOLDER}/district.html", {"form": form, "space": found})


def taken(form: DistrictForm, request: HttpRequest) -> bool:
    """Move a district, or say at the day why that cannot be."""
    try:
        take_in(membership=form.instance, by=request.user)
    except DistrictElsewhereError as error:
        words = {"space": error.membership.social_space.name, "day": f"{error.membership.valid_from:%d.%m.%Y}"}
        form.add_error("valid_from", _("Ab %(day)s ist schon eingetragen: %(space)s.") % words)
        return False
    return True
