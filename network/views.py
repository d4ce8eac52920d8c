"""Pages of the staff's own accounts, beyond what allauth brings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who is logged in and what they can do with their account."""
    return render(request, "account/account.html")
