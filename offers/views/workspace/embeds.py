"""A partner's lists on its own website: which sites may show them, and the lines to put there."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.choices import Permission
from network.models import Partner
from network.permissions import partners_with, requires
from offers.actions.embeds import TooManySitesError, allow_site, forbid_site
from offers.forms_of_embeds import SiteForm
from offers.models.embeds import MOST_SITES
from offers.search import Choice, load_choices
from sozialraum.pages import version_of

# Scripts stay forbidden; a click may open a page of the portal in the whole window, a phone number or a mail.
SNIPPET: Final = (
    '<iframe src="{address}" title="{title}" width="100%" height="700" loading="lazy" referrerpolicy="no-referrer" '
    'sandbox="allow-same-origin allow-top-navigation-by-user-activation allow-popups"></iframe>'
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def embedding(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a partner's sites and the lines for them; take one more site."""
    partner = get_object_or_404(partners_with(Permission.EDIT, request.user), pk=pk)
    form = SiteForm(request.POST or None)
    if form.is_valid() and taken(request, form, partner):
        messages.success(request, _("%(host)s darf die Liste jetzt zeigen.") % {"host": form.cleaned_data["host"]})
        return redirect("staff_embedding", pk)
    districts = load_choices(version_of(request)).named("stadtteil")
    chosen = next((one for one in districts if one.value == request.GET.get("stadtteil")), None)
    context = {
        "partner": partner,
        "form": form,
        "sites": list(partner.embedding_sites.select_related("added_by")),
        "districts": districts,
        "chosen": chosen,
        "snippets": snippets(partner, chosen),
    }
    return render(request, "offers/workspace/embedding.html", context)


def taken(request: HttpRequest, form: SiteForm, partner: Partner) -> bool:
    """Let a site show the partner's lists, or say why it cannot."""
    try:
        allow_site(partner=partner, host=form.cleaned_data["host"], by=request.user)
    except TooManySitesError:
        form.add_error(
            "host", _("Mehr als %(most)s Websites gehen nicht. Bitte zuerst eine entfernen.") % {"most": MOST_SITES}
        )
        return False
    return True


def snippets(partner: Partner, district: Choice | None) -> list[tuple[str, str, str]]:
    """Return what can be shown: a name, the address of the list, and the line for the website."""
    found = [(_("Eigene Angebote"), partner.name, reverse("embed_partner", args=[partner.slug]))]
    if district:
        address = reverse("embed_district", args=[partner.slug, district.value])
        found.append((_("Angebote im Stadtteil %(name)s") % {"name": district.label}, district.label, address))
    return [
        (
            label,
            path,
            SNIPPET.format(
                address=settings.PORTAL_ADDRESS + path, title=escape(_("Angebote: %(name)s") % {"name": name})
            ),
        )
        for label, name, path in found
    ]


@require_POST
@requires(Permission.EDIT)
def forbid(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    """Take a site off the list."""
    partner = get_object_or_404(partners_with(Permission.EDIT, request.user), pk=pk)
    found = get_object_or_404(partner.embedding_sites, pk=site)
    forbid_site(site=found, by=request.user)
    messages.success(request, _("%(host)s darf die Liste nicht mehr zeigen.") % {"host": found.host})
    return redirect("staff_embedding", pk)
