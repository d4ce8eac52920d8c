"""Offers that may be entered twice: the suspected pairs, and how two become one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.choices import Permission
from network.models import User
from network.permissions import requires
from offers.actions import ChangedMeanwhileError, look_for_twins, merge_offers, suspect_again, tell_apart
from offers.content import tell_all
from offers.duplicates import reasons, twins_of
from offers.forms_of_merging import MergeForm
from offers.merging import FIRST, SECOND, SideBySide
from offers.models import Offer, OfferTwins
from offers.permissions import offers_with
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
    pairs = mine.told_apart().select_related("apart_by") if apart else mine.suspected()
    page = Paginator(for_list(pairs), PER_PAGE).get_page(request.GET.get("seite"))
    rows = [(twins, reasons(twins), [about(twins.first), about(twins.second)]) for twins in page]
    context = {"page": page, "rows": rows, "total": page.paginator.count, "apart": apart}
    return render(request, "offers/workspace/duplicates.html", context)


def for_list(pairs: QuerySet[OfferTwins]) -> QuerySet[OfferTwins]:
    """Fetch with pairs what their list shows."""
    return pairs.select_related(*RELATED).defer(*SHAPES)


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
    return redirect("staff_duplicates")


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
    found = offers_with(Permission.MERGE, user).select_related("provider", "district", "facility__district")
    pair = list(found.defer("district__boundary", "facility__district__boundary").filter(pk__in={one, other}))
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
    shown = [(change.label, change.new) for change in tell_all(form.pair.content(form.cleaned_data))]
    hides = away.status == Offer.Status.PUBLISHED and keep.status != Offer.Status.PUBLISHED
    answers = [(name, form.cleaned_data[name]) for name in form.fields]
    context = {
        "keep": keep,
        "away": away,
        "shown": shown,
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
