"""Public pages: open to all, without a cookie, and kept by caches for as long as nothing changed."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from sozialraum.release import RELEASE

MINUTE = 60


def content_version() -> str:
    """Return a text that changes with everything that the public can read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM sozialraum_contentchange")
        changes, newest = cursor.fetchone()
    return f"{changes}-{newest}"


def version_of(request: HttpRequest) -> str:
    """Return the content version that a page is made of, asked of the database once per request."""
    if not hasattr(request, "content_version"):
        request.content_version = content_version()
    return request.content_version


def page_etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    """Return the validator of a page: its address, the content, the release, and the hour, since next dates pass."""
    hour = timezone.now().strftime("%Y%m%d%H")
    state = "|".join([request.get_full_path(), version_of(request), RELEASE, hour])
    return f'W/"{blake2b(state.encode(), digest_size=12).hexdigest()}"'


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view readable for everybody and its answer cacheable: GET and HEAD only, validator, public headers.

    An unchanged page costs one small query and an empty answer. The view must not touch session or user.
    """
    cached = cache_control(public=True, max_age=MINUTE, stale_while_revalidate=10 * MINUTE)
    return login_not_required(require_safe(cached(condition(etag_func=page_etag)(view))))
