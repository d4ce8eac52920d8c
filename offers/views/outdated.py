"""Where anybody says that an offer, a partner or a facility is no longer as it is written."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.models import Facility, Partner
from offers.actions import record_report
from offers.models import Offer
from offers.views.moved import follows_merged
from sozialraum.forms import MessageForm
from sozialraum.pages import public_page
from sozialraum.views.messages import FormPage, form_page

Host = Partner | Facility


class OutdatedForm(MessageForm):
    """What is no longer right about a record."""

    submit_label = _("Meldung senden")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("Was stimmt nicht mehr?")
        self.fields["message"].help_text = _(
            "zum Beispiel eine Uhrzeit, die Adresse, die Telefonnummer, oder dass es das nicht mehr gibt"
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
    return form_about(offer, request, reverse("offer_outdated_thanks", args=[slug]))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def host_outdated(request: HttpRequest, slug: str, model: type[Host]) -> HttpResponse:
    """Ask what is no longer right about a public partner or facility, and take the answer."""
    thanks = reverse(f"{model._meta.model_name}_outdated_thanks", args=[slug])
    return form_about(public_host(model, slug), request, thanks)


def form_about(record: Offer | Host, request: HttpRequest, thanks: str) -> HttpResponse:
    page = FormPage(OutdatedForm, partial(show, record), partial(record_report, about=record), thanks)
    return form_page(request, page)


def show(record: Offer | Host, request: HttpRequest, form: MessageForm, status: int = 200) -> HttpResponse:
    context = {"form": form, **place_of(record)}
    return render(request, "offers/outdated.html", context, status=status)


@public_page
@follows_merged
def outdated_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens next; the same page for everybody."""
    return thanks_for(public_offer(slug), request)


@public_page
def host_outdated_thanks(request: HttpRequest, slug: str, model: type[Host]) -> HttpResponse:
    """Say what happens next; the same page for everybody."""
    return thanks_for(public_host(model, slug), request)


def thanks_for(record: Offer | Host, request: HttpRequest) -> HttpResponse:
    return render(request, "offers/outdated_thanks.html", place_of(record))


def place_of(record: Offer | Host) -> dict[str, object]:
    """Return what a record is called, where its page is, and which list leads there."""
    is_offer = isinstance(record, Offer)
    return {
        "title": str(record),
        "page_url": reverse(f"{record._meta.model_name}_detail", args=[record.slug]),
        "list_url": reverse("offer_list" if is_offer else "partner_list"),
        "list_label": _("Angebote") if is_offer else _("Netzwerk"),
    }


def public_offer(slug: str) -> Offer:
    """Return an offer that everybody may read today, also one that the search has dropped. Raises Http404."""
    offer = Offer.objects.readable_on(timezone.localdate()).only("pk", "title", "slug").filter(slug=slug).first()
    if offer is None:
        raise Http404
    return offer


def public_host(model: type[Host], slug: str) -> Host:
    """Return a partner or facility that everybody may see. Raises Http404."""
    return get_object_or_404(model.objects.public().only("pk", "name", "slug"), slug=slug)
