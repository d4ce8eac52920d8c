"""What is done with a selection of offers: first shown, then done."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from kit.text import clean
from network.choices import Permission
from network.permissions import requires
from offers.models import Offer
from offers.registers import OFFERS
from offers.shortcomings import Facts, Shortcoming, for_facts, shortcomings
from offers.workspace import DEEDS, Deed

SHOWN = 20
FOUR_EYES = gettext_lazy("Vier Augen sehen mehr: Es muss eingereicht sein, und jemand anderes gibt es frei.")


@require_POST
@requires(Permission.READ)
def selection(request: HttpRequest) -> HttpResponse:
    """Show what a deed would do with the selected offers; with `ausfuehren`, do it."""
    deed = DEEDS.get(request.POST.get("aktion", ""))
    if deed is None:
        raise Http404
    chosen = selected(request)
    number = chosen.count()
    if not number:
        messages.warning(request, _("Bitte wählen Sie zuerst mindestens ein Angebot aus."))
        return back(request)
    data = request.POST if "ausfuehren" in request.POST else None
    form = deed.form(data, offers=deed.possible(chosen, request.user), by=request.user)
    if form.is_valid():
        return done(request, deed, chosen, form.cleaned_data)
    return render(request, "offers/workspace/selection.html", preview(request, deed, chosen, number) | {"form": form})


def selected(request: HttpRequest) -> QuerySet[Offer]:
    """Return the offers that were ticked, or, with `alle`, all those of the list."""
    narrowed = OFFERS.narrowed(Permission.READ, request.user, QueryDict(request.POST.get("suche", "")))
    if "alle" in request.POST:
        return narrowed.qs
    ticked = [int(value) for value in request.POST.getlist("angebot") if value.isascii() and value.isdigit()]
    # A number that no record can have would be refused by the database.
    return OFFERS.records(Permission.READ, request.user).filter(pk__in=[pk for pk in ticked if pk < 2**63])


def preview(request: HttpRequest, deed: Deed, chosen: QuerySet[Offer], number: int) -> dict:
    """Return what would happen: the first offers concerned, how many, and which stay as they are, and why."""
    possible, unfit = deed.possible(chosen, request.user), deed.unfit(chosen, request.user)
    concerned, lacking = possible.count(), unfit.count()
    return {
        "deed": deed,
        "offers": with_shortcomings(deed, possible),
        "more": max(0, concerned - SHOWN),
        "concerned": concerned,
        "unfit": with_obstacles(deed, unfit) if lacking else [],
        "more_unfit": max(0, lacking - SHOWN),
        "lacking": lacking,
        "left_alone": number - concerned - lacking,
        "ticked": [] if "alle" in request.POST else list(chosen.values_list("pk", flat=True)),
        "all": "alle" in request.POST,
        "query": clean(request.POST.get("suche", "")),
        "back": list_address(request),
    }


def with_shortcomings(deed: Deed, offers: QuerySet[Offer]) -> list[tuple[Offer, list[Shortcoming]]]:
    """Return the first of some offers, each with what it lacks where the deed asks for that."""
    today = timezone.localdate()
    if not deed.tells_shortcomings:
        return [(offer, []) for offer in offers[:SHOWN]]
    return [(offer, shortcomings(Facts.of(offer), today)) for offer in for_facts(offers)[:SHOWN]]


def with_obstacles(deed: Deed, offers: QuerySet[Offer]) -> list[tuple[Offer, list[Shortcoming]]]:
    """Return the first offers with which nothing is done, each with what stands in the way."""
    told = with_shortcomings(deed, offers)
    return [
        (offer, [one for one in lacks if one.blocks] or [Shortcoming(FOUR_EYES, blocks=True)]) for offer, lacks in told
    ]


def done(request: HttpRequest, deed: Deed, chosen: QuerySet[Offer], answers: dict[str, Any]) -> HttpResponse:
    """Do it, say how much was done, and lead back to the list."""
    number = deed.do(chosen, request.user, **answers)
    told = ngettext("%(number)s Angebot %(done)s.", "%(number)s Angebote %(done)s.", number)
    messages.success(request, told % {"number": number, "done": deed.done})
    return back(request)


def list_address(request: HttpRequest) -> str:
    """Return the list as it was narrowed; only its query comes from the form, so it leads nowhere else."""
    query = QueryDict(clean(request.POST.get("suche", ""))).urlencode()
    return reverse(OFFERS.page) + (f"?{query}" if query else "")


def back(request: HttpRequest) -> HttpResponse:
    return redirect(list_address(request))
