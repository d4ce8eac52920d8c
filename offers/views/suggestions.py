"""Suggestions while somebody types."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kit.text import clean
from offers.filters import LONGEST_TEXT
from offers.search import load_choices
from offers.suggesting import suggestions
from sozialraum.pages import version_of


# By POST, so that half a word stands in no address, log or cache; without a check for forgery, since it changes nothing and its
# cookie would be the only one of the family pages.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_POST
@never_cache
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer `q` with suggestions, the text itself is kept by nobody."""
    version = version_of(request)
    found = suggestions(clean(request.POST.get("q", ""))[:LONGEST_TEXT], load_choices(version), version)
    return JsonResponse({"suggestions": [asdict(one) for one in found]})
