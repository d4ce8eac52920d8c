"""Rules of procedure in the workspace: written, adopted, signed, printed, put in force."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.exporting import inline
from network.actions import (
    NotPossibleError,
    NotSignedError,
    adopt,
    ask_to_sign,
    draft_rules,
    expire,
    put_in_force,
    remove_signature,
    sign,
)
from network.choices import Permission
from network.forms.networks import DayForm, PaperSignatureForm, RulesForm, SignForm
from network.models import Network, Partner, RulesOfProcedure, Signature, User
from network.papers import paper
from network.permissions import networks_from_inside, networks_with, partners_to_sign_for, requires
from network.views.records import TEMPLATE
from sozialraum.context import municipality_of

STEPS: dict[str, Callable[..., None]] = {"verabschieden": adopt, "inkraftsetzen": put_in_force, "beenden": expire}


def seen_by(user: User, pk: int, rules: int) -> RulesOfProcedure:
    """Return a version that a person may read: members what is adopted, who leads the network all of them; else 404."""
    found = get_object_or_404(
        RulesOfProcedure.objects.select_related("network").filter(network__in=networks_from_inside(user)),
        pk=rules,
        network=pk,
    )
    if found.is_draft and not leads(user, pk):
        raise Http404
    return found


def leads(user: User, pk: int) -> bool:
    return networks_with(Permission.NETWORK, user).filter(pk=pk).exists()


def kept_by(user: User, pk: int, rules: int) -> RulesOfProcedure:
    """Return a version of a network that a person leads; 404 for all others."""
    versions = RulesOfProcedure.objects.select_related("network")
    return get_object_or_404(versions.filter(network__in=networks_with(Permission.NETWORK, user)), pk=rules, network=pk)


def unsigned_partners(rules: RulesOfProcedure) -> QuerySet[Partner]:
    return Partner.objects.filter(pk__in=rules.unsigned().values("partner")).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def rules(request: HttpRequest, pk: int, rules: int) -> HttpResponse:
    """Show a version, who signed it and who did not; whoever leads a member signs here."""
    found = seen_by(request.user, pk, rules)
    to_sign = unsigned_partners(found) if found.can_be_signed else Partner.objects.none()
    mine = partners_to_sign_for(request.user).filter(pk__in=to_sign)
    form = SignForm(request.POST or None, partners=mine) if mine.exists() else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid() and signed(form, request, found):
        messages.success(request, _("Danke! Ihre Unterschrift ist eingetragen."))
        return redirect("staff_rules", pk, rules)
    return shown(request, found, {"form": form})


def shown(request: HttpRequest, found: RulesOfProcedure, more: dict) -> HttpResponse:
    """Show the page of a version, with forms of which one may hold errors."""
    may = leads(request.user, found.network_id)
    unsigned = unsigned_partners(found)
    context = {
        "rules": found,
        "network": found.network,
        "state": found.state(),
        "leads": may,
        "signatures": found.signatures.select_related("partner"),
        "unsigned": unsigned,
        "day_form": DayForm(),
        "paper_form": PaperSignatureForm(partners=unsigned),
        "form": None,
    } | more
    return render(request, "network/workspace/networks/rules.html", context)


def signed(form: SignForm | PaperSignatureForm, request: HttpRequest, found: RulesOfProcedure) -> bool:
    """Sign, or say why that cannot be."""
    data = form.cleaned_data
    about = {"partner": data["partner"], "capacity": data["capacity"], "on_paper": data.get("on_paper")}
    try:
        sign(rules=found, by=request.user, **about)
    except NotSignedError as error:
        form.add_error("partner", str(error))
        return False
    return True


@require_POST
@requires(Permission.NETWORK)
def on_paper(request: HttpRequest, pk: int, rules: int) -> HttpResponse:
    """Note a signature on paper."""
    found = kept_by(request.user, pk, rules)
    form = PaperSignatureForm(request.POST, partners=unsigned_partners(found))
    if form.is_valid() and signed(form, request, found):
        messages.success(request, _("Die Unterschrift ist eingetragen."))
        return redirect("staff_rules", pk, rules)
    return shown(request, found, {"paper_form": form})


@require_POST
@requires(Permission.NETWORK)
def remove(request: HttpRequest, pk: int, rules: int, signature: int) -> HttpResponse:
    """Take back a signature on paper that was noted by mistake."""
    found = kept_by(request.user, pk, rules)
    wrong = get_object_or_404(Signature, pk=signature, rules=found)
    if remove_signature(signature=wrong):
        messages.success(request, _("Die Unterschrift ist herausgenommen."))
    else:
        messages.error(request, _("Was im Portal unterzeichnet ist, bleibt unterzeichnet."))
    return redirect("staff_rules", pk, rules)


@require_POST
@requires(Permission.NETWORK)
def step(request: HttpRequest, pk: int, rules: int) -> HttpResponse:
    """Note that a version was adopted, is in force, or ends."""
    found = kept_by(request.user, pk, rules)
    perform, form = STEPS.get(request.POST.get("schritt", "")), DayForm(request.POST)
    if perform is None or not form.is_valid():
        messages.error(request, _("Bitte geben Sie den Tag an."))
        return redirect("staff_rules", pk, rules)
    return told(request, found, lambda: perform(rules=found, day=form.cleaned_data["day"]), _("Eingetragen."))


@require_POST
@requires(Permission.NETWORK)
def ask(request: HttpRequest, pk: int, rules: int) -> HttpResponse:
    """Ask by mail all who have not signed."""
    found = kept_by(request.user, pk, rules)
    return told(request, found, lambda: ask_to_sign(rules=found), _("Die Bitte ist unterwegs."))


def told(request: HttpRequest, found: RulesOfProcedure, deed: Callable[[], object], done: str) -> HttpResponse:
    """Do something with a version and say what came of it."""
    try:
        deed()
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("staff_rules", found.network_id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NETWORK)
def write(request: HttpRequest, pk: int, rules: int | None = None) -> HttpResponse:
    """Begin a new version with the words of the last one, or go on with a draft."""
    network = get_object_or_404(networks_with(Permission.NETWORK, request.user), pk=pk)
    draft = kept_by(request.user, pk, rules) if rules is not None else None
    if draft and not draft.is_draft:
        raise Http404
    form = RulesForm(request.POST or None, instance=draft or last_words(network))
    if form.is_valid():
        if draft:
            form.save()
        else:
            draft = draft_rules(network=network, **form.cleaned_data)
        messages.success(request, _("Der Entwurf ist gespeichert."))
        return redirect("staff_rules", pk, draft.pk)
    back = reverse("staff_network", args=[pk])
    return render(request, TEMPLATE, {"form": form, "title": _("Geschäftsordnung: Entwurf"), "back": back})


def last_words(network: Network) -> RulesOfProcedure:
    last = network.rules.first()
    title = last.title if last else _("Geschäftsordnung %(network)s") % {"network": network.name}
    return RulesOfProcedure(network=network, number=0, title=title, text=last.text if last else "")


@require_safe
@requires(Permission.READ)
def print_out(request: HttpRequest, pk: int, rules: int) -> HttpResponse:
    """Return a version as a PDF to print and to sign by hand."""
    found = seen_by(request.user, pk, rules)
    facts = {"rules": found, "today": timezone.localdate()}
    title = f"{found.title}, {_('Fassung')} {found.number}"
    made = paper(title, found.text, municipality_of(request), facts=facts, template="network/papers/rules.html")
    return inline(f"geschaeftsordnung-{found.number}.pdf", "application/pdf", made)
