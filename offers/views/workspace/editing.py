"""An offer written in the workspace: begun, changed, kept while it is written, saved."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from network.choices import Permission
from network.middleware import keeps_what_was_sent
from network.permissions import requires
from offers.actions import Outcome, version_for, writes_directly
from offers.models import Offer, Submission
from offers.permissions import offers_with
from offers.views.workspace.desk import Desk
from offers.views.workspace.offer_desk import OfferDesk
from offers.views.workspace.writing import at, kept, new_on

LIVE = ("texts", "ages", "times", "completeness", "twins")
DONE = {
    Outcome.UNCHANGED: gettext_lazy("Es hat sich nichts geändert."),
    Outcome.DRAFT: gettext_lazy("Als Entwurf gespeichert. Familien sehen ihn noch nicht."),
    Outcome.PUBLIC: gettext_lazy("Gespeichert. Familien sehen das Angebot jetzt so."),
    Outcome.WAITING: gettext_lazy("Eingereicht. Sie bekommen eine E-Mail, sobald jemand es geprüft hat."),
}


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def new_offer(request: HttpRequest) -> HttpResponse:
    """Show the form of a new offer, or one that was begun (`stand`), and take it."""
    return at(new_on(OfferDesk, request, Offer()), DONE)


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def edit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of an offer and take what was changed."""
    offer = get_object_or_404(offers_with(Permission.EDIT, request.user), pk=pk)
    if offer.status == Offer.Status.ARCHIVED:
        if request.method == "POST":
            kept(desk_of(request, offer))  # nobody knew while they wrote
        messages.warning(request, _("Das Angebot ist archiviert. Wer es ändern will, nimmt es zuerst wieder auf."))
        return redirect("staff_offer", pk)
    return at(desk_of(request, offer), DONE)


@require_POST
@requires(Permission.EDIT)
def keep_new(request: HttpRequest) -> HttpResponse:
    """Keep what stands in the form of a new offer, and answer with what the form says to it."""
    return kept(new_on(OfferDesk, request, Offer()), live)


@require_POST
@requires(Permission.EDIT)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what stands in the form of an offer, and answer with what the form says to it."""
    return kept(desk_of(request, get_object_or_404(offers_with(Permission.EDIT, request.user), pk=pk)), live)


def desk_of(request: HttpRequest, offer: Offer) -> OfferDesk:
    is_direct, base = writes_directly(request.user, offer), version_for(request.user, offer)
    pending = Submission.objects.open().filter(offer=offer).select_related("author").first()
    return OfferDesk(request, offer, uuid.uuid4(), base, is_direct, pending, {"begun": ()})


def live(desk: Desk) -> dict[str, str]:
    """Return the live places of the form as they are for what was sent."""
    said = desk.said_to(desk.written_form())
    return {name: render_to_string(f"offers/workspace/form/live/{name}.html", {"assist": said}) for name in LIVE}
