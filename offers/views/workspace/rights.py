"""Who may do what: every role beside every permission."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.choices import Permission, Role
from network.permissions import requires


@require_safe
@requires(Permission.READ)
def rights(request: HttpRequest) -> HttpResponse:
    """Show the matrix, made of the very roles that the rights are checked by."""
    roles = [role.value for role in Role]
    rows = [(permission.label, [answer(role, permission) for role in roles]) for permission in Permission]
    return render(request, "offers/workspace/rights.html", {"roles": roles, "rows": rows})


def answer(role: type, permission: Permission) -> str:
    """Return whether a role has a permission: "yes", "no", or "trusted" where it depends on the partner."""
    if permission not in role.permissions:
        return "no"
    return "trusted" if permission in role.only_if_trusted else "yes"
