"""Pages of the staff's own accounts, beyond what allauth brings."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from network.choices import Permission
from network.permissions import standing_of


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who is logged in and what they can do with their account."""
    roles = request.user.role_assignments.select_related("partner", "network", "social_space")
    may_work = standing_of(request.user).allows(Permission.READ)
    context = {"roles": roles, "workspace_url": reverse(settings.STAFF_HOME) if may_work else ""}
    return render(request, "account/account.html", context)
