"""Where people who work at a partner ask to keep its records themselves."""

from functools import partial

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.models import Partner
from offers.actions.joining import ask_for_a_part
from offers.views.gone import partner_gone
from sozialraum.forms import MessageForm
from sozialraum.pages import public_page
from sozialraum.views.messages import FormPage, form_page


class JoinForm(MessageForm):
    """Who asks, and how they belong to the partner."""

    message = forms.CharField(
        label=_("Was machen Sie dort?"),
        max_length=1000,
        help_text=_("zum Beispiel: Ich leite das Familienzentrum."),
        error_messages={"required": _("Bitte schreiben Sie kurz, was Sie dort machen.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Ihre dienstliche E-Mail-Adresse"),
        help_text=_("An sie schicken wir die Einladung."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    field_order = visible = ["name", "email", "message"]
    submit_label = _("Anfrage senden")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who somebody is that wants to keep a public partner's records, and take the answer."""
    partner = Partner.objects.public().filter(slug=slug).first()
    if partner is None:
        return partner_gone(request, slug)
    thanks = reverse("partner_join_thanks", args=[slug])
    return form_page(
        request, FormPage(JoinForm, partial(show, partner), partial(ask_for_a_part, partner=partner), thanks)
    )


def show(partner: Partner, request: HttpRequest, form: MessageForm, status: int = 200) -> HttpResponse:
    return render(request, "offers/partner_join.html", {"partner": partner, "form": form}, status=status)


@public_page
def join_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens next; the same page for everybody."""
    partner = get_object_or_404(Partner.objects.public(), slug=slug)
    return render(request, "offers/partner_join_thanks.html", {"partner": partner})
