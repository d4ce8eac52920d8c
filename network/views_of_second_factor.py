"""Pages of the second step at the login: allauth's views where they do, and what goes beyond them."""

import ipaddress
from collections.abc import Callable
from textwrap import wrap
from typing import Any
from urllib.parse import quote

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from network.forms.second_factor import RemoveForm
from network.models import User
from network.second_factor import WANTED, Type, host_of, is_required, was_shown

PAGE = reverse_lazy("mfa_index")


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show which second steps somebody has, and the way to each that is missing."""
    kept = list(Authenticator.objects.filter(user=request.user).order_by("pk"))
    app, codes = (next((one for one in kept if one.type == kind), None) for kind in (Type.TOTP, Type.RECOVERY_CODES))
    context = {
        "app": app,
        "passkeys": [one for one in kept if one.type == Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "is_on": any(one.type != Type.RECOVERY_CODES for one in kept),
        "is_required": is_required(request.user),
        "wanted": wanted(request),
    }
    return render(request, "mfa/index.html", context | place_of_passkeys(request))


def place_of_passkeys(request: HttpRequest) -> dict[str, Any]:
    """Return whether passkeys can hold at this address, and where else they do.

    Browsers know them by a name, never by a number; this machine has one.
    """
    try:
        number = ipaddress.ip_address(host_of(request))
    except ValueError:
        return {"has_named_host": True, "named_address": ""}
    port = request.get_host().rpartition(":")[2]
    return {"has_named_host": False, "named_address": f"http://localhost:{port}/" if number.is_loopback else ""}


def wanted(request: HttpRequest) -> str:
    """Return where somebody wanted to go before they were led here; empty as long as they may not, or want nothing."""
    return request.session.get(WANTED, "") if was_shown(request) else ""


class OneAtATime:
    """Mixed into a view: of two windows that change the second steps of one person, the second sees what the first did."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=request.user.pk)
            return super().post(request, *args, **kwargs)


class Proving:
    """Mixed into a view that adds a second step: whoever has just shown it need not show it again."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", reauthenticated=True)
        return response


class ActivateApp(OneAtATime, Proving, ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key in groups of four, as people read and type."""
        context = super().get_context_data(**kwargs)
        return context | {"key": " ".join(wrap(context["form"].secret, 4))}


class RemoveApp(OneAtATime, DeactivateTOTPView):
    success_url = PAGE


class AddPasskey(OneAtATime, Proving, AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the device to keep the passkey, so that it can log in without an e-mail address."""
        context = super().get_context_data(**kwargs)
        chosen = context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
        chosen |= {"residentKey": "required", "requireResidentKey": True}
        return context | place_of_passkeys(self.request)


class RenamePasskey(EditWebAuthnView):
    success_url = PAGE


class RemovePasskey(OneAtATime, RemoveWebAuthnView):
    form_class = RemoveForm
    success_url = PAGE

    def get_form_kwargs(self) -> dict[str, Any]:
        """Check when the page opens already whether the passkey may go."""
        return {"data": {}} | super().get_form_kwargs() | {"authenticator": self.object}


class Codes(ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the codes as a file, within the page itself: no address gives them away a second time."""
        context = super().get_context_data(**kwargs)
        text = "".join(f"{code}\r\n" for code in context["unused_codes"])
        return context | {"file": f"data:text/plain;charset=utf-8,{quote(text)}", "wanted": wanted(self.request)}


login_with_passkey: Callable[..., HttpResponse] = login_not_required(never_cache(LoginWebAuthnView.as_view()))
