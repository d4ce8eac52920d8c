"""`/healthz`: for machines that watch the portal."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where the portal can work, 503 where its database does not answer."""
    answers = database_answers()
    state = {"status": "ok" if answers else "unavailable", "database": "ok" if answers else "unavailable"}
    return JsonResponse(state, status=200 if answers else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
