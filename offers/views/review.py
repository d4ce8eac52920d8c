"""The page behind the link of a reminder: is everything still right? Without a login, since the link itself is the right to answer."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kit.history import through
from offers import review_links
from offers.actions import archive, confirm, note_change
from offers.models import Offer, OutdatedReport
from offers.sessions import Series
from offers.wording import describe_ages, describe_times

TEMPLATE = "offers/review.html"
DONE = "offers/review_done.html"


class ChangeForm(forms.Form):
    """What has changed about an offer, in its keeper's words."""

    message = forms.CharField(
        label=gettext_lazy("Was hat sich geändert?"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was sich geändert hat.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


# Exempt from the check for forgery: nobody is logged in here, and whoever could forge the request would need the link. A program
# that follows links in mails asks with GET and changes nothing.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, text: str) -> HttpResponse:
    """Show an offer as it is written and ask whether it is still right; take the answer."""
    asked = review_links.read(text)
    if asked is None:
        return render(request, DONE, {"outcome": "expired"}, status=410)
    offers = review_links.open_offer(asked)
    offer = offers.select_related("provider", "facility", "cost").prefetch_related("schedules").first()
    if offer is None:
        return render(request, DONE, {"outcome": "over"}, status=410)
    form = ChangeForm(request.POST if request.POST.get("antwort") == "geaendert" else None)
    if request.method == "POST":
        with through("review_link"):
            outcome = answered(request.POST.get("antwort", ""), offers, offer, form)
        if outcome:
            return render(request, DONE, {"outcome": outcome, "offer": offer})
    return render(request, TEMPLATE, {"offer": offer, "form": form, **facts(offer)})


def facts(offer: Offer) -> dict:
    """Return what a keeper looks over before saying that it is right."""
    series = map(Series.of_row, offer.schedules.all())
    return {
        "times": describe_times(series, timezone.localdate(), by_arrangement=offer.by_arrangement),
        "ages": describe_ages(offer.month_span),
    }


def answered(answer: str, offers: QuerySet[Offer], offer: Offer, form: ChangeForm) -> str:
    """Do what was answered and return the outcome; empty where there is nothing to do yet."""
    if answer == "stimmt":
        return "confirmed" if confirm(offers, by=None) else "over"
    if answer == "beendet":
        reason = _("Der Anbieter sagt, dass es das Angebot nicht mehr gibt.")
        return "ended" if archive(offers, reason=reason) else "over"
    if answer == "geaendert" and form.is_valid():
        told = _("Vom Anbieter: %(message)s") % {"message": form.cleaned_data["message"]}
        OutdatedReport.objects.get_or_create(offer=offer, message=told, closed_at=None)
        note_change(offer)
        return "changed"
    return ""
