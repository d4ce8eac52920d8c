"""Who may read a page, and who may keep a copy of it: private unless the view says otherwise."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class LoginUnlessPublic(LoginRequiredMiddleware):
    """Django's rule that every page asks for a login, asked in the other order: first the view, then the visitor.

    Looking at the visitor opens the session, and then Django marks the answer as different for each cookie, which no
    shared cache would keep.
    """

    def process_view(self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict) -> Any:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def private_unless_public(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep every answer out of all caches, but for those whose view has said how long they may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
