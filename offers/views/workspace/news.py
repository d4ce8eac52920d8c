"""What changes shortly about an offer: entered in a moment by whoever looks after it, and shown to families at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.choices import Permission
from network.permissions import requires
from offers.actions.news import close_offer, reopen_offer, say_places
from offers.forms_of_news import ClosureForm, PlacesForm
from offers.models import Availability, Closure, Offer
from offers.permissions import offers_with


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Show closures and free places of an offer, and take new ones; `what` says which form was sent."""
    offer = get_object_or_404(offers_with(Permission.EDIT, request.user), pk=pk)
    if offer.status == Offer.Status.ARCHIVED:
        messages.warning(request, _("Das Angebot ist archiviert. Wer es ändern will, nimmt es zuerst wieder auf."))
        return redirect("staff_offer", pk)
    what = request.POST.get("what", "")
    said = Availability.objects.filter(offer=offer).first()
    closing = ClosureForm(request.POST if what == "closure" else None, offer=offer)
    places = PlacesForm(request.POST if what == "places" else None, instance=said)
    if taken := take(request, offer, closing, places):
        messages.success(request, taken)
        return redirect("staff_offer_news", pk)
    context = {
        "offer": offer,
        "closing": closing,
        "places": places,
        "said": Availability.objects.filter(offer=offer).first(),
        "closures": Closure.objects.filter(offer=offer).coming(timezone.localdate()),
        "wrong": closing if closing.errors else places,
    }
    return render(request, "offers/workspace/news.html", context)


def take(request: HttpRequest, offer: Offer, closing: ClosureForm, places: PlacesForm) -> str:
    """Carry out what was sent and return the sentence about it; empty where nothing was, or where something is wrong."""
    if closing.is_bound and closing.is_valid():
        closure = Closure(offer=offer, **closing.cleaned_data)
        close_offer(closure=closure, by=request.user)
        return _("Eingetragen. Familien sehen es sofort, auch in ihrem Kalender.")
    if places.is_bound and places.is_valid():
        say_places(offer=offer, by=request.user, **places.cleaned_data)
        return _("Gespeichert. Familien sehen es sofort.")
    number = request.POST.get("delete", "")
    if number.isascii() and number.isdecimal() and len(number) <= 18:  # noqa: PLR2004 — longer ones are no id
        there = reopen_offer(offer=offer, closure=int(number), by=request.user)
        return _("Der Ausfall ist zurückgenommen.") if there else _("Dieser Ausfall war schon zurückgenommen.")
    return ""
