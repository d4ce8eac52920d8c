"""The social spaces as staff see them: all of them, and one with its team, its leads and its roll-out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from network.choices import Permission
from network.permissions import requires
from network.social_spaces import overview, sheet_of
from sozialraum.models import SocialSpace

FOLDER = "network/workspace/spaces"


@require_safe
@requires(Permission.READ)
def spaces(request: HttpRequest) -> HttpResponse:
    """Show all social spaces and how far each is."""
    rows, networks = overview()
    return render(request, f"{FOLDER}/list.html", {"rows": rows, "networks": networks})


@require_safe
@requires(Permission.READ)
def space(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a social space."""
    found = get_object_or_404(SocialSpace, pk=pk)
    return render(request, f"{FOLDER}/space.html", {"sheet": sheet_of(found, request.user)})
