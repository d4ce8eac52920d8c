"""Where planners write the commentary on an area."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.actions.comments import NEW, ConflictError, delete_comment, found, write_comment
from monitoring.areas import Area
from monitoring.forms.comments import CommentForm
from monitoring.profiles.areas import profiled_district, profiled_space
from monitoring.profiles.listing import profile_url
from network.choices import Permission
from network.permissions import requires
from sozialraum.models import District, SocialSpace
from sozialraum.pages import version_of

# Whom a commentary is for, as its address says it.
PUBLIC = {"oeffentlich": True, "intern": False}
WAYS = {"stadtteile": profiled_district, "sozialraeume": profiled_space}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def comment(request: HttpRequest, division: str, slug: str, audience: str) -> HttpResponse:
    """Show the form of a commentary, or write it; what somebody else wrote meanwhile is shown first."""
    area, is_public = area_of(request, division, slug), PUBLIC[audience]
    current = found(area.key, is_public=is_public)
    if request.method != "POST":
        initial = {"text": current.text, "version": current.version} if current else {"version": NEW}
        return shown(
            request, area, is_public=is_public, context={"form": CommentForm(initial=initial), "current": current}
        )
    form = CommentForm(request.POST)
    if not form.is_valid():
        return shown(request, area, is_public=is_public, context={"form": form, "current": current})
    try:
        write_comment(area=area.key, is_public=is_public, by=request.user, **form.cleaned_data)
    except ConflictError as conflict:
        return collided(request, area, is_public=is_public, conflict=conflict, text=form.cleaned_data["text"])
    messages.success(request, _("Der Kommentar zu %(area)s ist gespeichert.") % {"area": area.name})
    return redirect(profile_url(area) + "#kommentar")


@require_POST
@requires(Permission.MONITOR)
def delete(request: HttpRequest, division: str, slug: str, audience: str) -> HttpResponse:
    """Delete a commentary; what somebody wrote after the person had read it stays."""
    area, is_public = area_of(request, division, slug), PUBLIC[audience]
    try:
        delete_comment(area=area.key, is_public=is_public, version=version_sent(request), by=request.user)
    except ConflictError as conflict:
        if conflict.current is not None:
            return collided(request, area, is_public=is_public, conflict=conflict, text="")
    messages.success(request, _("Der Kommentar zu %(area)s ist gelöscht.") % {"area": area.name})
    return redirect(profile_url(area))


def version_sent(request: HttpRequest) -> int:
    """Return the version that was to be deleted; one that never is where none was sent."""
    version = CommentForm.base_fields["version"]
    try:
        return version.clean(request.POST.get("version"))
    except ValidationError:
        return -1


def area_of(request: HttpRequest, division: str, slug: str) -> Area:
    """Return a current area by its address; raises Http404."""
    try:
        return WAYS[division](version_of(request), timezone.localdate(), slug).area
    except (District.DoesNotExist, SocialSpace.DoesNotExist) as error:
        raise Http404 from error


def collided(request: HttpRequest, area: Area, *, is_public: bool, conflict: ConflictError, text: str) -> HttpResponse:
    """Show what stands there now, and keep what the person wrote: saving once more puts it in its place.

    Without a text somebody wanted to delete what had changed meanwhile.
    """
    current = conflict.current
    initial = {"text": text or (current.text if current else ""), "version": current.version if current else NEW}
    context = {"form": CommentForm(initial=initial), "current": current, "has_collided": True, "has_text": bool(text)}
    return shown(request, area, is_public=is_public, context=context)


def shown(request: HttpRequest, area: Area, *, is_public: bool, context: dict[str, Any]) -> HttpResponse:
    """Show the form, which is in the context beside the commentary as it stands."""
    context = {
        "has_collided": False,
        "has_text": False,
        "area": area,
        "is_public": is_public,
        "back": profile_url(area),
    } | context
    is_refused = context["has_collided"] or bool(context["form"].errors)
    return render(request, "monitoring/profile/comment.html", context, status=422 if is_refused else 200)
