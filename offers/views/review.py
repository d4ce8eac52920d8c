"""The page behind a link of a reminder: one answer, one button. Without a login, since the link itself is the right to answer."""

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
from offers.review_links import Answer
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


# What the page of each answer asks, and what its button says.
QUESTIONS = {
    Answer.RIGHT: (gettext_lazy("Stimmt das noch?"), gettext_lazy("Ja, alles stimmt noch")),
    Answer.CHANGED: (gettext_lazy("Was hat sich geändert?"), gettext_lazy("Änderung mitteilen")),
    Answer.GONE: (gettext_lazy("Gibt es das nicht mehr?"), gettext_lazy("Ja, das gibt es nicht mehr")),
}


# Exempt from the check for forgery: nobody is logged in here, and whoever could forge the request would need the link. A program
# that follows links in mails asks with GET and changes nothing.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, text: str) -> HttpResponse:
    """Show an offer as it is written and the one answer that the link is for; take it when it is sent."""
    asked = review_links.read(text)
    if asked is None:
        return render(request, DONE, {"outcome": "expired"}, status=410)
    offers = review_links.open_offer(asked)
    offer = offers.select_related("provider", "facility", "cost", "registration").prefetch_related("schedules").first()
    if offer is None:
        return render(request, DONE, {"outcome": "over"}, status=410)
    sent = request.POST if request.method == "POST" else None
    form = ChangeForm(sent) if asked.answer is Answer.CHANGED else None
    if request.method == "POST":
        with through("review_link"):
            outcome = answered(asked.answer, offers, offer, form)
        if outcome:
            return render(request, DONE, {"outcome": outcome, "offer": offer})
    return render(request, TEMPLATE, {"offer": offer, "form": form, "asked": asked, **facts(offer, asked.answer)})


def facts(offer: Offer, answer: Answer) -> dict:
    """Return what the page asks, and what a keeper looks over before answering."""
    series = map(Series.of_row, offer.schedules.all())
    question, button = QUESTIONS[answer]
    return {
        "question": question,
        "button_label": button,
        "times": describe_times(series, timezone.localdate(), by_arrangement=offer.by_arrangement),
        "ages": describe_ages(offer.month_span),
    }


def answered(answer: Answer, offers: QuerySet[Offer], offer: Offer, form: ChangeForm | None) -> str:
    """Do what was answered and return the outcome; empty where there is nothing to do yet."""
    if answer is Answer.RIGHT:
        return "confirmed" if confirm(offers, by=None) else "over"
    if answer is Answer.GONE:
        reason = _("Der Anbieter sagt, dass es das Angebot nicht mehr gibt.")
        return "ended" if archive(offers, reason=reason) else "over"
    if form.is_valid():
        told = _("Vom Anbieter: %(message)s") % {"message": form.cleaned_data["message"]}
        OutdatedReport.objects.get_or_create(offer=offer, message=told, closed_at=None)
        note_change(offer)
        return "changed"
    return ""
