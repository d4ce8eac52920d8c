"""The pages for situations as the steering writes them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.choices import Permission
from network.permissions import requires
from offers.actions.guides import LINKS, TEXTS, GuideChangedError, save_guide, version_of_guide
from offers.forms_of_guides import GuideForm
from offers.models import Guide


@require_safe
@requires(Permission.GUIDE)
def guides(request: HttpRequest) -> HttpResponse:
    """List the pages, those that nobody sees too."""
    return render(request, "offers/workspace/guides.html", {"guides": Guide.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.GUIDE)
def new(request: HttpRequest) -> HttpResponse:
    """Write a new page."""
    return edited(request, Guide())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.GUIDE)
def guide(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a page."""
    return edited(request, get_object_or_404(Guide, pk=pk))


def edited(request: HttpRequest, page: Guide) -> HttpResponse:
    """Show the form of a page, or save what was sent; what somebody else has changed meanwhile is not written over unseen."""
    there = version_of_guide(page)
    form = GuideForm(request.POST or None, instance=page)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_guide(
                pk=page.pk,
                texts={name: form.cleaned_data[name] for name in TEXTS},
                links={name: form.cleaned_data[name] for name in LINKS},
                version=request.POST.get("version", ""),
                by=request.user,
            )
        except GuideChangedError:
            form.add_error(
                None,
                _("Jemand anderes hat diese Seite gerade geändert. Wenn Sie noch einmal speichern, gilt Ihre Fassung."),
            )
        else:
            messages.success(request, _("„%(name)s“ ist gespeichert.") % {"name": saved.name})
            return redirect("staff_guides")
    return render(request, "offers/workspace/guide.html", {"form": form, "guide": page, "version": there})
