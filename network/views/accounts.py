"""Pages of the staff's own accounts, beyond what allauth brings: the account itself, and how an invitation is accepted."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network import invitation_links
from network.actions import accept, open_account
from network.choices import Permission
from network.forms.invitations import NewAccountForm
from network.models import Invitation, User
from network.permissions import standing_of
from network.second_factor import factors_of, is_required

INVITATION = "account/invitation.html"


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who is logged in and what they can do with their account."""
    roles = request.user.role_assignments.select_related("partner", "network", "social_space")
    may_work = standing_of(request.user).allows(Permission.READ)
    context = {
        "roles": roles,
        "workspace_url": reverse(settings.STAFF_HOME) if may_work else "",
        "has_second_factor": factors_of(request.user).exists(),
        "needs_second_factor": is_required(request.user),
    }
    return render(request, "account/account.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, text: str) -> HttpResponse:
    """Let somebody in who was invited: with a new account, or with the one that there is already."""
    invited = invitation_links.pending(text)
    if invited is None:
        return render(request, INVITATION, {"invitation": None}, status=410)
    if User.objects.filter(email=invited.email).exists():
        return accept_with_account(request, invited)
    return accept_anew(request, invited)


def accept_anew(request: HttpRequest, invited: Invitation) -> HttpResponse:
    """Open an account for somebody who has none, and let them in."""
    form = NewAccountForm(request.POST or None, email=invited.email)
    if not form.is_valid():
        return render(request, INVITATION, {"invitation": invited, "form": form})
    user = open_account(invitation=invited, **form.cleaned_data)
    if user is None:
        return render(request, INVITATION, {"invitation": None}, status=410)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.STAFF_HOME)


def accept_with_account(request: HttpRequest, invited: Invitation) -> HttpResponse:
    """Let the owner of an account accept an invitation; anybody else is asked to log in as its owner."""
    is_mine = request.user.is_authenticated and request.user.email == invited.email
    if request.method == "POST" and is_mine:
        accept(invitation=invited, user=request.user)
        return redirect(settings.STAFF_HOME)
    login_url = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    context = {"invitation": invited, "form": None, "is_mine": is_mine, "login_url": login_url}
    return render(request, INVITATION, context)
