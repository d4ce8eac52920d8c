"""Answers that are no pages: the municipality's colours, its uploaded files, and the word to search engines."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe
from whitenoise.responders import NotARegularFileError, StaticFile

from sozialraum.appearance import stylesheet
from sozialraum.context import municipality_of
from sozialraum.pages import MINUTE, public_page

DAY = 24 * 3600
YEAR = 365 * DAY
CONTENT_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
# Result lists come in more combinations of filters than there are offers; every offer stands in the sitemap.
ROBOTS = """\
User-agent: *
Disallow: /angebote/*?
Disallow: /verwaltung/
Disallow: /konto/
Disallow: /admin/

Sitemap: {sitemap}
"""


@login_not_required
@require_safe
@conditional_page
def appearance(request: HttpRequest) -> HttpResponse:
    """Return the sheet with the municipality's colours; kept for good where `v` names them, as base.html does."""
    municipality = municipality_of(request)
    sheet = stylesheet(brand=municipality.brand_colour, second=municipality.second_colour)
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    kept = {"max_age": YEAR, "immutable": True} if request.GET.get("v") == municipality.look else {"max_age": MINUTE}
    patch_cache_control(response, public=True, **kept)
    return response


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def upload(request: HttpRequest, folder: str, name: str) -> HttpResponse:
    """Return an uploaded file of a public folder, whole or the part asked for (players ask for parts of a video)."""
    kind = CONTENT_TYPES.get(name.rpartition(".")[2].lower())
    if kind is None:
        raise Http404
    try:
        file = StaticFile(default_storage.path(f"{folder}/{name}"), [("Cache-Control", f"public, max-age={DAY}")])
    except NotARegularFileError:
        raise Http404 from None
    # Compressed already; and a part of a file must not be compressed on its way by a middleware.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    found = file.get_response(request.method, request.META)
    return FileResponse(found.file or (), status=found.status, content_type=kind, headers=dict(found.headers))
