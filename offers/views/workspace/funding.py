"""Grants: listed, told one by one, written, and handed out for the proof of how their money was used."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.exporting import csv_file, xlsx_file
from network.choices import Permission
from network.permissions import requires, standing_of
from offers.actions.funding import finish_deadline
from offers.exports.funding import list_rows, proof_rows
from offers.forms_of_funding import GrantForms
from offers.funding_filters import GrantFilter
from offers.models import Forwarding, Grant, GrantDeadline, Offer

PER_PAGE = 25
FILES = {"csv": csv_file, "xlsx": xlsx_file}


def in_full(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Fetch with grants what lists and files show of them."""
    passed_on = Prefetch("forwardings", Forwarding.objects.select_related("recipient").order_by("recipient__name"))
    return grants.select_related("line", "applicant").prefetch_related(passed_on)


def narrowed(request: HttpRequest) -> GrantFilter:
    return GrantFilter(request.GET, Grant.objects.all(), today=timezone.localdate())


@require_safe
@requires(Permission.BUDGET)
def grants(request: HttpRequest) -> HttpResponse:
    """List the grants with their sums, narrowed by the address."""
    found = narrowed(request)
    page = Paginator(in_full(found.qs.with_forwarded()), PER_PAGE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    own = found.qs.order_by()
    sums = own.aggregate(amount=Sum("amount"), own_share=Sum("own_share"))
    sums |= Forwarding.objects.filter(grant__in=own.values("pk")).aggregate(forwarded=Sum("amount"))
    due = GrantDeadline.objects.soon(timezone.localdate()).filter(grant__in=[grant.pk for grant in page])
    context = {
        "page": page,
        "due": set(due.values_list("grant", flat=True)),
        "form": found.form,
        "remarks": found.remarks,
        "sums": sums,
        "is_narrowed": any(found.form.cleaned_data.values()),
        "files": [
            (kind.upper(), reverse("staff_grants_file", args=[kind]) + (f"?{query.urlencode()}" if query else ""))
            for kind in FILES
        ],
        "may_write": standing_of(request.user).allows(Permission.FUND),
    }
    return render(request, "offers/workspace/grants.html", context)


@require_safe
@requires(Permission.BUDGET)
def grants_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the grants of the list as a file, narrowed by the address as on the page."""
    return FILES[kind]("foerderungen", *list_rows(in_full(narrowed(request).qs)))


def with_everything(pk: int) -> Grant:
    """Return a grant with all that its page and its proof show."""
    paid = Prefetch("offers", Offer.objects.only("title").order_by("title"))
    found = in_full(Grant.objects.with_forwarded()).prefetch_related(paid, "programmes", "facilities", "deadlines")
    return get_object_or_404(found, pk=pk)


@require_safe
@requires(Permission.BUDGET)
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that is known of a grant."""
    found = with_everything(pk)
    today = timezone.localdate()
    context = {
        "grant": found,
        "deadlines": [(one, one.is_over(today)) for one in found.deadlines.all()],
        "left": found.amount - found.forwarded,
        "unspent": None if found.spent is None else found.total - found.spent,
        "files": [(kind.upper(), reverse("staff_grant_proof", kwargs={"pk": pk, "kind": kind})) for kind in FILES],
        "may_write": standing_of(request.user).allows(Permission.FUND),
    }
    return render(request, "offers/workspace/grant.html", context)


@require_safe
@requires(Permission.BUDGET)
def proof(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Return the numbers and texts for the proof of use."""
    return FILES[kind](f"verwendungsnachweis-{pk}", *proof_rows(with_everything(pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FUND)
def new(request: HttpRequest) -> HttpResponse:
    """Ask what a grant is, and keep it."""
    return edited(request, Grant())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FUND)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a grant with all its rows."""
    return edited(request, get_object_or_404(Grant, pk=pk))


def edited(request: HttpRequest, grant: Grant) -> HttpResponse:
    """Show the forms of a grant, or keep what was sent and lead to its page."""
    is_new = not grant.pk
    forms = GrantForms(request.POST or None, grant)
    is_sent = request.method == "POST"
    if is_sent and forms.is_valid() and forms.keep():
        messages.success(request, _("Die Förderung „%(title)s“ ist gespeichert.") % {"title": grant.title})
        return redirect("staff_grant", grant.pk)
    context: dict[str, Any] = {"forms": forms, "form": forms.main, "rows": forms.rows, "is_new": is_new, "grant": grant}
    return render(request, "offers/workspace/grant_form.html", context, status=422 if is_sent else 200)


@require_POST
@requires(Permission.FUND)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a deadline off."""
    deadline = get_object_or_404(GrantDeadline, pk=pk)
    if finish_deadline(deadline=deadline, by=request.user):
        messages.success(request, _("„%(what)s“ ist erledigt.") % {"what": deadline.get_kind_display()})
    else:
        messages.warning(request, _("Das hat jemand anderes gerade schon abgehakt."))
    return redirect("staff_grant", deadline.grant_id)
