"""Where partners enter what their offers achieve: for their own offers only, and they see their own numbers as they are."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls.converters import StringConverter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.filtering import WordsFilterSet, one_of
from kit.text import words
from monitoring.actions.outcomes import ChangedMeanwhileError, delete_outcome, write_outcome
from monitoring.area_choice import area_choice
from monitoring.forms.outcomes import OutcomeForm, period_of
from monitoring.models import OutcomeMetric, OutcomeRecord
from monitoring.permissions import outcomes_of, writes_programmes
from network.choices import Permission
from network.permissions import requires, standing_of
from offers.models import Offer, Programme
from offers.permissions import offers_with
from sozialraum.pages import version_of

PER_PAGE = 25
MOST_DIGITS = 10  # of a version
# What never reached anybody has achieved nothing; what is over may have.
UNSEEN = (Offer.Status.DRAFT, Offer.Status.SUBMITTED)
TWICE = next(one for one in OutcomeRecord._meta.constraints if one.name == "outcome_is_counted_once")
CHANGED = gettext_lazy(
    "Inzwischen hat jemand anderes dieses Ergebnis geändert. Ihre Zahlen stehen noch hier; wenn Sie noch einmal speichern, gelten sie."
)
GONE = gettext_lazy("Dieses Ergebnis hat inzwischen jemand anderes gelöscht.")


class SubjectKind(StringConverter):
    """What outcomes are of, as it stands in an address."""

    regex = "angebot|programm"


class OutcomeFilter(WordsFilterSet):
    """Outcomes by a word of their offer or partner, and by metric."""

    searched = ("offer__title", "offer__provider__name", "programme__name")

    messgroesse = one_of(OutcomeMetric.objects.all(), "code", gettext_lazy("Messgröße"), field_name="metric")

    class Meta:
        model = OutcomeRecord
        fields: tuple[str, ...] = ()


@require_safe
@requires(Permission.OUTCOMES)
def outcomes(request: HttpRequest) -> HttpResponse:
    """List the outcomes that a person may write, the newest first."""
    found = OutcomeFilter(request.GET, outcomes_of(request.user))
    referred = ("metric", "offer__provider", "programme", "district", "social_space", "entered_by")
    rows = found.qs.select_related(*referred).defer("district__boundary")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [(one, period_of(one), list(zip(one.metric.names, one.numbers, strict=True))) for one in page],
        "form": found.form,
        "remarks": found.remarks,
        "is_narrowed": any(found.form.cleaned_data.values()),
        "may_keep_metrics": standing_of(request.user).allows(Permission.MONITOR),
    }
    return render(request, "monitoring/outcomes/list.html", context)


@require_safe
@requires(Permission.OUTCOMES)
def new(request: HttpRequest) -> HttpResponse:
    """Let somebody choose for which offer or programme something was counted."""
    page = Paginator(own_offers(request), PER_PAGE).get_page(request.GET.get("seite"))
    programmes = Programme.objects.all() if writes_programmes(request.user) else Programme.objects.none()
    context = {"page": page, "programmes": programmes, "q": request.GET.get("q", "")}
    return render(request, "monitoring/outcomes/choose.html", context)


def own_offers(request: HttpRequest) -> QuerySet[Offer]:
    """Return the offers for which a person may enter outcomes, narrowed by the words of the address."""
    found = offers_with(Permission.OUTCOMES, request.user).exclude(status__in=UNSEEN)
    for word in words(request.GET.get("q", "")):
        found = found.filter(Q(title__unaccent__icontains=word) | Q(provider__name__unaccent__icontains=word))
    return found.select_related("provider").only("title", "provider__name").order_by("title", "pk").distinct()


def subject_of(request: HttpRequest, kind: str, pk: int) -> Offer | Programme:
    """Return an offer or programme for which a person may enter outcomes; raises Http404."""
    if kind == "angebot":
        return get_object_or_404(offers_with(Permission.OUTCOMES, request.user).select_related("provider"), pk=pk)
    allowed = Programme.objects.all() if writes_programmes(request.user) else Programme.objects.none()
    return get_object_or_404(allowed, pk=pk)


def metrics_for(subject: Offer | Programme) -> QuerySet[OutcomeMetric]:
    """Return what is counted for an offer of that type; for a programme anything."""
    active = OutcomeMetric.objects.filter(is_active=True)
    if isinstance(subject, Programme):
        return active
    return active.filter(Q(offer_types=None) | Q(offer_types=subject.type_id)).distinct()


@require_safe
@requires(Permission.OUTCOMES)
def metrics_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Let somebody choose what was counted for an offer or programme."""
    subject = subject_of(request, kind, pk)
    context = {"subject": subject, "kind": kind, "metrics": metrics_for(subject)}
    return render(request, "monitoring/outcomes/metrics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OUTCOMES)
def enter(request: HttpRequest, kind: str, pk: int, metric: str) -> HttpResponse:
    """Ask what was counted, and keep it."""
    subject = subject_of(request, kind, pk)
    chosen = get_object_or_404(metrics_for(subject).select_related("reference"), code=metric)
    record = OutcomeRecord(metric=chosen, **{"offer" if kind == "angebot" else "programme": subject})
    return edited(request, record)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OUTCOMES)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was counted."""
    found = outcomes_of(request.user).select_related("metric__reference", "offer__provider", "programme")
    return edited(request, get_object_or_404(found, pk=pk))


def edited(request: HttpRequest, record: OutcomeRecord) -> HttpResponse:
    """Show the form of an outcome, or keep what was sent; what somebody else wrote meanwhile is not lost unseen."""
    is_sent = request.method == "POST"
    form = OutcomeForm(request.POST or None, instance=record, areas=area_choice(version_of(request)))
    if is_sent and form.is_valid() and kept(request, form):
        told = {"metric": record.metric, "subject": record.offer or record.programme}
        messages.success(request, _("„%(metric)s“ für „%(subject)s“ ist gespeichert.") % told)
        return redirect("staff_outcomes")
    context = {"form": form, "record": record, "subject": record.offer or record.programme}
    return render(request, "monitoring/outcomes/form.html", context, status=422 if is_sent else 200)


def kept(request: HttpRequest, form: OutcomeForm) -> bool:
    """Keep an outcome; where somebody was quicker say so in the form, and return False."""
    try:
        write_outcome(record=form.instance, version=form.cleaned_data["version"] or 0, by=request.user)
    except ChangedMeanwhileError as error:
        form.add_error(None, CHANGED if error.current else GONE)
        if error.current:
            form.data = form.data.copy()
            form.data["version"] = error.current.version
        return False
    except IntegrityError as error:
        if TWICE.name not in str(error):
            raise
        form.add_error(None, TWICE.violation_error_message)
        return False
    return True


@require_POST
@requires(Permission.OUTCOMES)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what was entered by mistake; what somebody changed after the person had read it stays."""
    record = get_object_or_404(outcomes_of(request.user).select_related("metric"), pk=pk)
    sent = request.POST.get("version", "")
    try:
        delete_outcome(record=record, version=int(sent) if known(sent) else 0, by=request.user)
    except ChangedMeanwhileError:
        messages.warning(request, _("Inzwischen hat jemand anderes dieses Ergebnis geändert; es ist noch da."))
        return redirect("staff_outcome", pk)
    messages.success(request, _("Das Ergebnis ist gelöscht."))
    return redirect("staff_outcomes")


def known(version: str) -> bool:
    """Return whether a text can be the version of a record."""
    return version.isdecimal() and len(version) < MOST_DIGITS
