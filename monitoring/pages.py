"""Pages of the monitoring: the same address shows everybody the public numbers, and those who plan the internal ones too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from monitoring.choices import Audience
from monitoring.permissions import audience_of
from sozialraum.pages import public_page

AS_PUBLIC = "oeffentlich"  # ?sicht=oeffentlich shows staff what everybody sees


def monitoring_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page of numbers to everybody; `request.audience` says for whom it is being made.

    The public answer is cacheable and never looks at a session. The internal one is kept by nobody. That a cookie makes
    the difference stands in `Vary`; families bring none, so all of them share one copy.
    """
    for_everybody = public_page(view)

    @login_not_required
    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_internal(request):
            request.audience = Audience.INTERNAL
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
        else:
            request.audience = Audience.PUBLIC
            response = for_everybody(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        return response

    return page


def open_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page that is the same for everybody, also for those who plan; its answer is cacheable."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.audience = Audience.PUBLIC
        return view(request, *args, **kwargs)

    return public_page(page)


def is_internal(request: HttpRequest) -> bool:
    """Return whether a page is asked for by somebody who plans, and not to see what everybody sees."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.GET.get("sicht") == AS_PUBLIC:
        return False
    return audience_of(request) is Audience.INTERNAL
