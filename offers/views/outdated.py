"""Where anybody says that an offer is no longer as it is written."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from offers.actions import record_report
from offers.models import Offer
from offers.views.moved import follows_merged
from sozialraum.forms import MessageForm
from sozialraum.pages import public_page
from sozialraum.views.messages import FormPage, form_page


class OutdatedForm(MessageForm):
    """What is no longer right about an offer."""

    submit_label = _("Meldung senden")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("Was stimmt nicht mehr?")
        self.fields["message"].help_text = _(
            "zum Beispiel eine Uhrzeit, die Adresse, oder dass es das Angebot nicht mehr gibt"
        )
        self.fields["email"].help_text = _(
            "Wir antworten Ihnen und löschen die Adresse danach. Ohne sie kommt Ihre Meldung trotzdem an."
        )


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@follows_merged
def outdated(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what is no longer right about a public offer, and take the answer."""
    offer = public_offer(slug)
    thanks = reverse("offer_outdated_thanks", args=[slug])
    return form_page(request, FormPage(OutdatedForm, partial(show, offer), partial(record_report, offer=offer), thanks))


def show(offer: Offer, request: HttpRequest, form: MessageForm, status: int = 200) -> HttpResponse:
    return render(request, "offers/offer_outdated.html", {"offer": offer, "form": form}, status=status)


@public_page
@follows_merged
def outdated_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens next; the same page for everybody."""
    return render(request, "offers/offer_outdated_thanks.html", {"offer": public_offer(slug)})


def public_offer(slug: str) -> Offer:
    """Return an offer that everybody may read today, also one that the search has dropped. Raises Http404."""
    offer = Offer.objects.readable_on(timezone.localdate()).only("pk", "title", "slug").filter(slug=slug).first()
    if offer is None:
        raise Http404
    return offer
