"""Who may read a page, and who may keep a copy of it: private unless the view says otherwise. Who changed what on it."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from network.second_factor import WANTED, factors_of, is_required, was_shown

PUT_ASIDE = "sent_before_login"
MOST_PUT_ASIDE = 100_000  # characters


class LoginUnlessPublic(LoginRequiredMiddleware):
    """Django's rule that every page asks for a login, asked in the other order: first the view, then the visitor.

    Looking at the visitor opens the session, and then Django marks the answer as different for each cookie, which no
    shared cache would keep.
    """

    def process_view(self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict) -> Any:
        if not getattr(view_func, "login_required", True):
            return None
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal and request.method == "POST" and getattr(view_func, "keeps_what_was_sent", False):
            put_aside(request)
        return refusal


def keeps_what_was_sent(view: Callable) -> Callable:
    """Mark a view whose long form is not lost when its writer's login has run out meanwhile: see `what_was_sent`."""
    view.keeps_what_was_sent = True
    return view


def put_aside(request: HttpRequest) -> None:
    """Keep what was sent in the session until its writer has logged in again; files are not kept."""
    data = dict(request.POST.lists())
    if sum(len(value) for values in data.values() for value in values) <= MOST_PUT_ASIDE:
        request.session[PUT_ASIDE] = {"path": request.path, "data": data}


def what_was_sent(request: HttpRequest) -> dict[str, list[str]] | None:
    """Return what was sent to this address before the login, once; None where there is nothing."""
    aside = request.session.get(PUT_ASIDE)
    if not aside or aside["path"] != request.path:
        return None
    del request.session[PUT_ASIDE]
    return aside["data"]


class SecondFactor:
    """Whoever needs a second step shows it, or sets one up, before any page opens but those of the own account.

    Asked anew with each page: who gets such a role, or loses the second step, is led there by the next click.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict) -> Any:
        if not getattr(view_func, "login_required", True) or request.path.startswith(reverse("account")):
            return None
        if not is_required(request.user):
            return None
        keeps = request.method == "POST" and getattr(view_func, "keeps_what_was_sent", False)
        way = way_to_second_factor(request, can_return=keeps or request.method == "GET")
        if way and keeps:
            put_aside(request)
        return way


def way_to_second_factor(request: HttpRequest, *, can_return: bool) -> HttpResponse | None:
    """Return the way to where the second step is set up or shown, and back or to work; None for who has shown it."""
    there = request.get_full_path() if can_return else reverse(settings.STAFF_HOME)
    if not factors_of(request.user).exists():
        request.session[WANTED] = there
        return redirect("mfa_index")
    if was_shown(request):
        return None
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': there})}")


def private_unless_public(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep every answer out of all caches, but for those whose view has said how long they may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


class WriteDownWho:
    """Let the history of records say who of staff changed them, and on which page: its name, neither query nor IP address.

    It looks at the visitor only where the view has asked for a login already, and only where something can be changed: what
    families ask for costs nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as request.written_down:
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict) -> None:
        reads = request.method in {"GET", "HEAD", "OPTIONS"}
        if not reads and getattr(view_func, "login_required", True) and request.user.is_authenticated:
            request.written_down.enter_context(
                pghistory.context(user=request.user.pk, page=request.resolver_match.view_name)
            )
