"""The contact points of teams, units and networks: listed, added, changed, taken out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.choices import Permission
from network.filters_of_spaces import ContactFilter
from network.forms.contacts import ContactPointForm
from network.models import ContactPoint
from network.permissions import contact_points_kept_by, requires, standing_of
from sozialraum.models import SocialSpace

FOLDER = "network/workspace/spaces"
PER_PAGE = 50


@require_safe
@requires(Permission.READ)
def contacts(request: HttpRequest) -> HttpResponse:
    """List whom one can call, narrowed by the address."""
    points = ContactPoint.objects.select_related("unit", "network", "partner__parent")
    found = ContactFilter(request.GET, points)
    page = Paginator(found.qs.order_by("unit__order", "order", "function", "pk"), PER_PAGE).get_page(
        request.GET.get("seite")
    )
    shown = [point.pk for point in page]
    context = {
        "form": found.form,
        "remarks": found.remarks,
        "is_narrowed": any(found.form.cleaned_data.values()),
        "page": page,
        "kept": set(contact_points_kept_by(request.user).filter(pk__in=shown).values_list("pk", flat=True)),
        "may_add": standing_of(request.user).allows(Permission.SPACES),
    }
    return render(request, f"{FOLDER}/contacts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a new contact point; the address may name the social space that it is for."""
    space = SocialSpace.objects.filter(slug=request.GET.get("sozialraum", "")).first()
    return edited(request, ContactPoint(), {"social_spaces": [space.pk]} if space else {})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contact point."""
    return edited(request, get_object_or_404(contact_points_kept_by(request.user), pk=pk), {})


def edited(request: HttpRequest, point: ContactPoint, start: dict) -> HttpResponse:
    """Show the form of a contact point, or save it and lead to where it stands."""
    form = ContactPointForm(request.POST or None, instance=point, user=request.user, initial=start)
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("„%(function)s“ ist gespeichert.") % {"function": saved.function})
        space = saved.social_spaces.first()
        return redirect("staff_space", space.pk) if space else redirect("staff_contacts")
    return render(request, f"{FOLDER}/contact.html", {"form": form, "point": point})


@require_POST
@requires(Permission.SPACES)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a contact point that there is no more; its history stays."""
    point = get_object_or_404(contact_points_kept_by(request.user), pk=pk)
    point.delete()
    messages.success(request, _("„%(function)s“ ist gelöscht.") % {"function": point.function})
    return redirect("staff_contacts")
