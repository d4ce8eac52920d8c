"""Requests to keep a partner's records, for those who may invite."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.choices import Permission
from network.joining import let_in, turn_down
from network.models import JoinRequest, User
from network.permissions import partners_with, requires
from offers.forms_of_staff import ReasonForm
from sozialraum.context import municipality_of


def requests_of(user: User) -> QuerySet[JoinRequest]:
    """Return the requests to partners for which a person invites."""
    mine = partners_with(Permission.INVITE, user).values("pk")
    return JoinRequest.objects.filter(partner__in=mine).select_related("partner")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE)
def join_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request, and let in or turn down who asked."""
    found = get_object_or_404(requests_of(request.user), pk=pk)
    answer = request.POST.get("antwort", "")
    form = ReasonForm(request.POST if answer == "ablehnen" else None, needed=True)
    if answer == "einladen":
        return told(request, let_in(found, by=request.user), _("Die Einladung ist unterwegs."))
    if form.is_valid():
        done = turn_down(found, reason=form.cleaned_data["reason"], municipality=municipality_of(request))
        return told(request, done, _("Die Anfrage ist beantwortet und gelöscht."))
    return render(request, "offers/workspace/join_request.html", {"asked": found, "form": form})


def told(request: HttpRequest, is_done: bool, sentence: str) -> HttpResponse:  # noqa: FBT001 - the outcome of the action before
    """Say what came of an answer and lead back to the list."""
    if is_done:
        messages.success(request, sentence)
    else:
        messages.warning(request, _("Jemand anderes hat diese Anfrage gerade beantwortet."))
    return redirect("staff_invitations")
