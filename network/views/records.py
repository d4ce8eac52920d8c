"""Records of the networks' life entered and changed, each by the same page: what it is called, who may, where it leads back to."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network.choices import Permission
from network.forms import networks as forms
from network.models import (
    AgreedLink,
    CoordinationMandate,
    CouncilDecision,
    Goal,
    Measure,
    Membership,
    MissionStatement,
    Network,
    User,
)
from network.permissions import leads_a_network, networks_with, requires, standing_of

TEMPLATE: Final = "network/workspace/networks/record.html"
# What the database says where a form cannot know it.
SENTENCES: Final = {
    "membership_covers_its_signatures": gettext_lazy(
        "In dieser Mitgliedschaft wurde die Geschäftsordnung unterzeichnet. Der Tag der Unterschrift muss in ihr liegen."
    ),
}
TOO_LATE: Final = gettext_lazy(
    "Das passt nicht zu dem, was gerade jemand anderes eingetragen hat. Bitte prüfen Sie es."
)


@dataclass(frozen=True)
class Kind:
    """A kind of record that the pages below keep."""

    code: str
    model: type[Model]
    form: type[ModelForm]
    new: Promise
    page: str  # where it is listed; of what belongs to a network, the network's page

    @property
    def is_of_a_network(self) -> bool:
        return self.page == "staff_network"


KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind("mitgliedschaften", Membership, forms.MembershipForm, gettext_lazy("Neues Mitglied"), "staff_network"),
        Kind(
            "koordination", CoordinationMandate, forms.MandateForm, gettext_lazy("Neue Koordination"), "staff_network"
        ),
        Kind("absprachen", AgreedLink, forms.AgreedLinkForm, gettext_lazy("Neue Absprache"), "staff_network"),
        Kind("beschluesse", CouncilDecision, forms.DecisionForm, gettext_lazy("Neuer Beschluss"), "staff_decisions"),
        Kind("leitbild", MissionStatement, forms.MissionForm, gettext_lazy("Neues Leitbild"), "staff_goals"),
        Kind("ziele", Goal, forms.GoalForm, gettext_lazy("Neues Ziel"), "staff_goals"),
        Kind("massnahmen", Measure, forms.MeasureForm, gettext_lazy("Neue Maßnahme"), "staff_goals"),
    )
}


class OfNetwork:
    """Matches the kinds that belong to a network in an address."""

    regex = "|".join(code for code, kind in KINDS.items() if kind.is_of_a_network)

    def to_python(self, value: str) -> Kind:
        return KINDS[value]

    def to_url(self, value: Kind | str) -> str:
        return value if isinstance(value, str) else value.code


class OfAll(OfNetwork):
    """Matches the others."""

    regex = "|".join(code for code, kind in KINDS.items() if not kind.is_of_a_network)


def kept(model: type[Model], user: User) -> QuerySet:
    """Return the records that a person keeps: of the own networks; what is common to all by who leads everywhere.

    Decisions, goals and the measures for them belong to a network where they name one.
    """
    if Permission.NETWORK in standing_of(user).everywhere:
        return model._default_manager.all()
    mine = networks_with(Permission.NETWORK, user)
    if model is MissionStatement:
        return model._default_manager.none()
    column = "goal__network" if model is Measure else "network"
    return model._default_manager.filter(**{f"{column}__in": mine})


def limited(form: ModelForm, user: User) -> ModelForm:
    """Let who does not lead everywhere choose among the own networks and their goals, and always one of them."""
    if Permission.NETWORK not in standing_of(user).everywhere:
        mine = networks_with(Permission.NETWORK, user)
        choices: dict[str, QuerySet] = {"network": mine, "goal": Goal.objects.filter(network__in=mine)}
        for name, records in choices.items():
            if name in form.fields:
                form.fields[name].queryset, form.fields[name].required = records, True
    return form


def saved(form: ModelForm) -> bool:
    """Save a record; what the database knows better is said in the form, and nothing is lost."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        form.add_error(None, SENTENCES.get(error.__cause__.diag.constraint_name, TOO_LATE))
        return False
    return True


def written(request: HttpRequest, kind: Kind, record: Model, back: str) -> HttpResponse:
    """Show the form of a record, and save what was sent."""
    form = limited(kind.form(request.POST or None, instance=record), request.user)
    if form.is_valid() and saved(form):
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    title = str(kind.new) if record.pk is None else str(kind.model._meta.verbose_name)
    return render(request, TEMPLATE, {"form": form, "title": title, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NETWORK)
def of_network(request: HttpRequest, pk: int, kind: Kind, record: int | None = None) -> HttpResponse:
    """Enter or change what belongs to a network."""
    network = get_object_or_404(networks_with(Permission.NETWORK, request.user), pk=pk)
    found = (
        get_object_or_404(kind.model, pk=record, network=network) if record is not None else kind.model(network=network)
    )
    return written(request, kind, found, reverse("staff_network", args=[network.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@leads_a_network
def of_all(request: HttpRequest, kind: Kind, record: int | None = None) -> HttpResponse:
    """Enter or change a decision, the mission statement, a goal or a measure."""
    if kind.model is MissionStatement and Permission.NETWORK not in standing_of(request.user).everywhere:
        raise Http404
    found = get_object_or_404(kept(kind.model, request.user), pk=record) if record is not None else kind.model()
    return written(request, kind, found, reverse(kind.page))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NETWORK)
def network(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Change what a network is for; a new one is founded by who leads everywhere."""
    if pk is None and Permission.NETWORK not in standing_of(request.user).everywhere:
        raise Http404
    found = get_object_or_404(networks_with(Permission.NETWORK, request.user), pk=pk) if pk is not None else Network()
    form = forms.NetworkForm(request.POST or None, instance=found)
    if form.is_valid() and saved(form):
        messages.success(request, _("Gespeichert."))
        return redirect("staff_network", found.pk)
    back = reverse("staff_network", args=[pk]) if pk is not None else reverse("staff_networks")
    context = {"form": form, "title": found.name if pk is not None else _("Neues Netzwerk"), "back": back}
    return render(request, TEMPLATE, context)
