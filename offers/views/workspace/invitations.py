"""Inviting colleagues of partners, and taking invitations back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.actions import invite
from network.choices import Permission
from network.forms.invitations import InvitationForm
from network.models import Invitation, User
from network.permissions import partners_with, requires
from offers.editing.form import name_if_many
from offers.views.workspace.joining import requests_of

# So many requests are shown, the longest waiting first: whoever has answered them sees the next ones.
PER_PAGE = 50


def invitations_of(user: User) -> QuerySet[Invitation]:
    """Return the pending invitations to the partners for which a person invites."""
    mine = partners_with(Permission.INVITE, user).values("pk")
    return Invitation.objects.pending().filter(partner__in=mine).select_related("partner")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE)
def invitations(request: HttpRequest) -> HttpResponse:
    """Show who asks to join and who is invited, and invite somebody."""
    form = InvitationForm(request.POST or None, partners=partners_with(Permission.INVITE, request.user))
    name_if_many(form, "partner")
    if form.is_valid():
        invitation = invite(**form.cleaned_data, by=request.user)
        messages.success(request, _("Die Einladung an %(email)s ist unterwegs.") % {"email": invitation.email})
        return redirect("staff_invitations")
    context = {
        "form": form,
        "page": Paginator(invitations_of(request.user), PER_PAGE).get_page(request.GET.get("seite")),
        "join_requests": requests_of(request.user)[:PER_PAGE],
    }
    return render(request, "offers/workspace/invitations.html", context)


@require_POST
@requires(Permission.INVITE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back; its link leads nowhere then."""
    invitation = get_object_or_404(invitations_of(request.user), pk=pk)
    invitation.delete()
    messages.success(request, _("Die Einladung an %(email)s ist zurückgenommen.") % {"email": invitation.email})
    return redirect("staff_invitations")
