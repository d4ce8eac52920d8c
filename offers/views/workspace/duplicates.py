"""Offers that may be entered twice: the suspected pairs, and how two become one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.text import clean
from network.choices import Permission
from network.models import User
from network.permissions import requires
from offers.actions import ChangedMeanwhileError, look_for_twins, merge_offers, suspect_again, tell_apart
from offers.content import tell_all
from offers.duplicates import reasons, resembling, twins_of
from offers.forms_of_merging import MergeForm
from offers.merging import FIRST, SECOND, SideBySide
from offers.models import Offer, OfferTwins
from offers.permissions import offers_with
from offers.register_filters import OtherOfferFilter, RegisterFilterSet, TwinsFilter
from offers.registers import place
from offers.wording import describe_ages

PER_PAGE = 20
STEPS = [gettext_lazy("Was bleibt?"), gettext_lazy("Vorschau")]
SHAPES = [f"{one}__{area}__boundary" for one in ("first", "second") for area in ("district", "facility__district")]
RELATED = [f"{one}__{other}" for one in ("first", "second") for other in ("provider", "district", "facility__district")]


@require_safe
@requires(Permission.MERGE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the suspected pairs, the newest first; with `verschieden`, those that somebody has told apart."""
    look_for_twins()
    apart = "verschieden" in request.GET
    mine = twins_of(request.user)
    found = TwinsFilter(request.GET, mine.told_apart() if apart else mine.suspected(), user=request.user)
    page = Paginator(for_list(found.qs), PER_PAGE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    context = {
        "page": page,
        "rows": [(twins, reasons(twins), [about(twins.first), about(twins.second)]) for twins in page],
        "total": page.paginator.count,
        "apart": apart,
        "staying": "verschieden" if apart else "",
        "all": list_address("verschieden=1" if apart else ""),
        "query": query.urlencode(),
    }
    return render(request, "offers/workspace/duplicates.html", context | narrowed(request, found))


def narrowed(request: HttpRequest, found: RegisterFilterSet) -> dict[str, Any]:
    """Return what a page shows of its filters."""
    applied = [(one, f"{request.path}?{one.query}") for one in found.applied()]
    return {"filters": found.form, "remarks": found.remarks, "applied": applied}


def list_address(query: str) -> str:
    """Return the list of pairs as it was narrowed; only its query comes from elsewhere, so it leads nowhere else."""
    told = QueryDict(clean(query)).urlencode()
    return reverse("staff_duplicates") + (f"?{told}" if told else "")


def for_list(pairs: QuerySet[OfferTwins]) -> QuerySet[OfferTwins]:
    """Fetch with pairs what their list shows."""
    return pairs.select_related(*RELATED).defer(*SHAPES)


def for_sides(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Fetch with offers what is shown of one beside another."""
    found = offers.select_related("provider", "district", "facility__district")
    return found.defer("district__boundary", "facility__district__boundary")


def about(offer: Offer) -> tuple[Offer, str, str]:
    return offer, place(offer), describe_ages(offer.month_span)


@require_POST
@requires(Permission.MERGE)
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Remember that a pair is two offers; with `doch`, take that back."""
    twins = get_object_or_404(twins_of(request.user), pk=pk)
    if "doch" in request.POST:
        suspect_again(twins)
        messages.success(request, _("Das Paar steht wieder bei den möglichen Dubletten."))
    else:
        tell_apart(twins, by=request.user)
        messages.success(request, _("Gemerkt: Das sind zwei verschiedene Angebote."))
    return redirect(list_address(request.POST.get("suche", "")))


@require_safe
@requires(Permission.MERGE)
def other_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody look for the offer with which this one is to be merged; at first those that are much like it."""
    mine = offers_with(Permission.MERGE, request.user)
    one = get_object_or_404(mine, pk=pk)
    if one.status == Offer.Status.ARCHIVED:
        messages.warning(request, _("Das Angebot ist archiviert. Es gibt hier nichts mehr zu tun."))
        return redirect("staff_offer", pk)
    others = for_sides(mine.exclude(pk=pk).exclude(status=Offer.Status.ARCHIVED)).order_by("title", "pk")
    found = OtherOfferFilter(request.GET, others, user=request.user)
    context = narrowed(request, found) | {"one": one, "page": None}
    context["is_open"] = not context["applied"]
    if context["applied"]:
        page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("seite"))
        context |= {"page": page, "rows": [about(offer) for offer in page], "total": page.paginator.count}
    else:
        context["rows"] = [about(offer) for offer in alike(one, others, request.user)]
    return render(request, "offers/workspace/merging_other.html", context)


def alike(one: Offer, others: QuerySet[Offer], user: User) -> list[Offer]:
    """Return those of some offers that are much like one, the likest first."""
    facts = {"title": one.title, "provider_id": one.provider_id, "facility_id": one.facility_id, "point": one.point}
    near = resembling(user=user, ages=one.ages, all_ages=one.all_ages, exclude_pk=one.pk, **facts)
    keys = [offer.pk for offer in near]
    return sorted(others.filter(pk__in=keys), key=lambda offer: keys.index(offer.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MERGE)
def merging(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Show two offers side by side and ask what stays; then show what comes of it; with `zusammenfuehren`, do it."""
    offers = pair_of(request.user, one, other)
    if any(offer.status == Offer.Status.ARCHIVED for offer in offers):
        messages.warning(request, _("Eines der beiden Angebote ist archiviert. Es gibt hier nichts mehr zu tun."))
        return redirect("staff_duplicates")
    form = MergeForm(SideBySide(offers), request.POST or None)
    if form.is_bound and form.is_stale:
        return asked(request, form.renewed(), is_stale=True)
    if "zurueck" in request.POST or not form.is_valid():
        return asked(request, form)
    return done(request, form) if "zusammenfuehren" in request.POST else previewed(request, form)


def pair_of(user: User, one: int, other: int) -> list[Offer]:
    """Return two offers that a person may merge. Raises Http404."""
    pair = list(for_sides(offers_with(Permission.MERGE, user)).filter(pk__in={one, other}))
    if len(pair) != len((one, other)):
        raise Http404
    return pair


def asked(request: HttpRequest, form: MergeForm, *, is_stale: bool = False) -> HttpResponse:
    pair = form.pair
    context = {
        "form": form,
        "pair": pair,
        "sides": [about(pair.first), about(pair.second)],
        "is_stale": is_stale,
        "step_labels": STEPS,
    }
    return render(request, "offers/workspace/merging.html", context)


def sides(form: MergeForm) -> tuple[Offer, Offer]:
    """Return which offer stays, and which goes."""
    stays = form.cleaned_data["bleibt"]
    goes = SECOND if stays == FIRST else FIRST
    return form.pair.offers[stays], form.pair.offers[goes]


def previewed(request: HttpRequest, form: MergeForm) -> HttpResponse:
    keep, away = sides(form)
    hides = away.status == Offer.Status.PUBLISHED and keep.status != Offer.Status.PUBLISHED
    answers = [(name, form.cleaned_data[name]) for name in form.fields]
    context = {
        "keep": keep,
        "away": away,
        "shown": tell_all(form.pair.content(form.cleaned_data)),
        "hides": hides,
        "answers": answers,
        "step_labels": STEPS,
    }
    return render(request, "offers/workspace/merging_preview.html", context)


def done(request: HttpRequest, form: MergeForm) -> HttpResponse:
    """Merge, and lead to the offer that stays; where somebody was faster, ask again."""
    keep, away = sides(form)
    try:
        merge_offers(keep, away, content=form.pair.content(form.cleaned_data), seen=form.seen, by=request.user)
    except ChangedMeanwhileError:
        messages.warning(
            request, _("Gerade hat jemand eines der beiden Angebote geändert. Bitte sehen Sie noch einmal hin.")
        )
        return redirect("staff_merging", form.pair.first.pk, form.pair.second.pk)
    told = _("„%(away)s“ ist archiviert; seine Adresse führt jetzt zu „%(keep)s“.")
    messages.success(request, told % {"away": away.title, "keep": keep.title})
    return redirect("staff_offer", keep.pk)
