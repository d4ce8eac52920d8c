"""Season campaigns: planned, started, followed and closed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.exporting import csv_file
from network.choices import Permission
from network.models import Partner
from network.permissions import requires
from offers.actions import begin_round, close_campaign, start_campaign
from offers.actions.addresses import live_addresses_of
from offers.actions.campaigns import offers_in_question, offers_to_ask_about
from offers.campaign_filters import AnswerFilter
from offers.forms_of_campaigns import CampaignForm
from offers.models import AskedPartner, Campaign
from offers.permissions import campaigns_with
from sozialraum.context import municipality_of

PER_PAGE = 25
SHOWN = 20
STEPS = (gettext_lazy("Text und Frist"), gettext_lazy("Vorschau"))
RUNS_ONCE = next(
    rule for rule in Campaign._meta.constraints if rule.name == "one_campaign_runs_before_holidays_in_an_area"
)


@require_safe
@requires(Permission.CAMPAIGN)
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns, the running ones first."""
    found = campaigns_with(request.user).with_answers().select_related("holiday", "network", "social_space")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "offers/workspace/campaigns.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CAMPAIGN)
def new(request: HttpRequest) -> HttpResponse:
    """Ask what a campaign is to be, show whom it would ask, and start it."""
    state = municipality_of(request).federal_state
    form = CampaignForm(request.POST or None, user=request.user, federal_state=state)
    if not form.is_valid() or "aendern" in request.POST:
        return asked(request, form)
    if "ausfuehren" in request.POST:
        return started(request, form)
    return render(
        request, "offers/workspace/campaign_preview.html", {"form": form, "steps": STEPS, **preview(form.instance)}
    )


def asked(request: HttpRequest, form: CampaignForm) -> HttpResponse:
    return render(request, "offers/workspace/campaign_form.html", {"form": form, "steps": STEPS})


def preview(campaign: Campaign) -> dict[str, Any]:
    """Return what would happen: how many partners, offers and mails, who cannot be reached, and who is asked already."""
    offers = offers_to_ask_about(campaign)
    partners = list(Partner.objects.filter(pk__in=offers.values("provider")).order_by("name"))
    addresses = live_addresses_of(partners)
    unreachable = [partner for partner in partners if partner.pk not in addresses]
    in_question = offers_in_question(campaign).aggregate(partners=Count("provider", distinct=True))["partners"]
    return {
        "campaign": campaign,
        "partners": len(partners),
        "offers": offers.distinct().count(),
        "mails": sum(map(len, addresses.values())),
        "unreachable": unreachable[:SHOWN],
        "more_unreachable": max(0, len(unreachable) - SHOWN),
        "busy": in_question - len(partners),
    }


def started(request: HttpRequest, form: CampaignForm) -> HttpResponse:
    """Start a campaign and lead to it; where somebody was quicker, say so beside the form."""
    try:
        number = start_campaign(form.instance, by=request.user)
    except IntegrityError as error:
        if RUNS_ONCE.name not in str(error):
            raise
        form.add_error("holiday", RUNS_ONCE.violation_error_message)
        return asked(request, form)
    if not number:
        form.add_error(
            "area",
            _("Dort gibt es niemanden zu fragen: kein Angebot ist veröffentlicht, oder alle werden schon gefragt."),
        )
        return asked(request, form)
    told = ngettext(
        "Die Saisonabfrage läuft. %(number)s Partner bekommt in den nächsten 24 Stunden eine Mail.",
        "Die Saisonabfrage läuft. %(number)s Partner bekommen in den nächsten 24 Stunden eine Mail.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect("staff_campaign", form.instance.pk)


@require_safe
@requires(Permission.CAMPAIGN)
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who has answered a campaign, narrowed by the address."""
    found = get_object_or_404(
        campaigns_with(request.user).select_related("holiday", "network", "social_space", "started_by", "closed_by"),
        pk=pk,
    )
    everybody = found.asked.with_answers()
    narrowed = AnswerFilter(request.GET, rows_of(found))
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    numbers = dict(everybody.order_by().values_list("state").annotate(number=Count("pk")))
    today = timezone.localdate()
    context = {
        "campaign": found,
        "form": narrowed.form,
        "remarks": narrowed.remarks,
        "page": page,
        "rows": [(one, AskedPartner.State(one.state).label) for one in page],
        "states": [(state, numbers.get(state.value, 0)) for state in AskedPartner.State if numbers.get(state.value)],
        "query": query.urlencode(),
        "is_over": found.is_over(today),
        "can_remind": found.round_began_on < today and numbers.keys() - {AskedPartner.State.ANSWERED.value},
    }
    return render(request, "offers/workspace/campaign.html", context)


def rows_of(campaign: Campaign) -> QuerySet[AskedPartner]:
    return campaign.asked.with_answers().select_related("partner").order_by("partner__name", "pk")


@require_safe
@requires(Permission.CAMPAIGN)
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the shown answers as a file, with how each partner can be reached."""
    found = get_object_or_404(campaigns_with(request.user), pk=pk)
    header = ["Partner", "Stand", "Angebote gefragt", "beantwortet", "letzte Mail", "Telefon", "E-Mail"]
    rows = (
        [
            one.partner.name,
            AskedPartner.State(one.state).label,
            one.asked_count,
            one.answered_count,
            timezone.localtime(one.last_mail).strftime("%d.%m.%Y") if one.last_mail else "",
            one.partner.phone,
            one.partner.email,
        ]
        for one in AnswerFilter(request.GET, rows_of(found)).qs
    )
    return csv_file("saisonabfrage", header, rows)


@require_POST
@requires(Permission.CAMPAIGN)
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Let those who have not answered be reminded."""
    found = get_object_or_404(campaigns_with(request.user), pk=pk)
    if begin_round(found, timezone.localdate()):
        messages.success(
            request, _("Wer noch nicht geantwortet hat, bekommt in den nächsten 24 Stunden eine Erinnerung.")
        )
    else:
        messages.warning(request, _("Heute wurde schon gefragt oder erinnert, oder die Abfrage ist geschlossen."))
    return redirect("staff_campaign", pk)


@require_POST
@requires(Permission.CAMPAIGN)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a campaign: no mail goes out for it any more."""
    found = get_object_or_404(campaigns_with(request.user), pk=pk)
    if close_campaign(found, by=request.user):
        messages.success(request, _("Die Saisonabfrage ist geschlossen. Es gehen keine Mails mehr hinaus."))
    else:
        messages.warning(request, _("Jemand anderes hat die Saisonabfrage gerade geschlossen."))
    return redirect("staff_campaign", pk)
