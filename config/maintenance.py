"""The page for times in which the portal cannot work: while somebody maintains it, and while its database is away."""

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

HEALTH = "/healthz"
RETRY_AFTER = 300  # seconds
# Of PostgreSQL's error codes: no connection, and a server that shuts down or starts. Without a code nobody answered at all.
AWAY = ("08", "57P")


class Maintenance:
    """Answer with 503 while the file `settings.MAINTENANCE_FILE` lies there, or where the database is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != HEALTH and settings.MAINTENANCE_FILE.exists():
            return unavailable()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take over where a page failed because the database is away; any other error is one, and gets its own page."""
        return unavailable() if is_away(exception) else None


def is_away(exception: Exception) -> bool:
    """Return whether an error means that the database cannot be reached."""
    if not isinstance(exception, InterfaceError | OperationalError):
        return False
    code = getattr(exception.__cause__, "sqlstate", None)
    return code is None or code.startswith(AWAY)


def unavailable() -> HttpResponse:
    """Return the page, which needs neither the database nor a visitor."""
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
