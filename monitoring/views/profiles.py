"""The profile of a district or a social space, as a page and as a PDF, and the list to choose one from."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kit.exporting import csv_file, inline, xlsx_file
from monitoring.choices import Audience
from monitoring.choosing import Choosing, carried
from monitoring.exports.profiles import key_value_lines
from monitoring.pages import monitoring_page
from monitoring.pdf.profiles import profile_pdf
from monitoring.pictures import answer
from monitoring.pictures.addresses import changed, view_suffix
from monitoring.profiles.areas import Closed, Profiled, closed_district, profiled_district, profiled_space
from monitoring.profiles.listing import listing, profile_url
from monitoring.profiles.profile import Asked, profile_of
from network.choices import Permission
from network.permissions import standing_of
from offers.surroundings import successor_of
from sozialraum.context import municipality_of
from sozialraum.models import District, SocialSpace
from sozialraum.pages import version_of

FILES = {"csv": csv_file, "xlsx": xlsx_file}
OfDistrict = Callable[[HttpRequest, Profiled], HttpResponse]


@monitoring_page
def profiles(request: HttpRequest) -> HttpResponse:
    """Show all areas of a level on a map and in a list, to be searched by name."""
    choosing = Choosing(request.GET)
    context = {
        "listing": listing(version_of(request), choosing, view_suffix(request)),
        "carried_by_search": carried(request.GET, without=("q",)),
        "carried": carried(request.GET, without=("ebene",)),
        "without_words": changed(request, q=""),
        "remarks": choosing.remarks,
    }
    return render(request, "monitoring/profile/list.html", context)


def of_district(view: OfDistrict) -> Callable[[HttpRequest, str], HttpResponse]:
    """Let a view of a district be found by its address; from that of a closed one it leads on, or says what is there today."""

    @wraps(view)
    def finding(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            profiled = profiled_district(version_of(request), timezone.localdate(), slug)
        except District.DoesNotExist as error:
            if successor := successor_of(slug):
                name = request.resolver_match.url_name
                return redirect(reverse(name, args=[successor.slug]) + view_suffix(request), permanent=True)
            if closed := closed_district(slug):
                return gone(request, closed)
            raise Http404 from error
        return view(request, profiled)

    return finding


def of_space(view: OfDistrict) -> Callable[[HttpRequest, str], HttpResponse]:
    """Let a view of a social space be found by its address."""

    @wraps(view)
    def finding(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            profiled = profiled_space(version_of(request), timezone.localdate(), slug)
        except SocialSpace.DoesNotExist as error:
            raise Http404 from error
        return view(request, profiled)

    return finding


def gone(request: HttpRequest, closed: Closed) -> HttpResponse:
    """Say that a district is no more, and which ones have its ground."""
    return render(
        request, "monitoring/profile/gone.html", {"closed": closed, "suffix": view_suffix(request)}, status=404
    )


def page(request: HttpRequest, profiled: Profiled) -> HttpResponse:
    """Show the profile of an area, or hand out its key values or one of its pictures as a file."""
    profile = profile_of(profiled, asked_by(request))
    form = request.GET.get("als", "")
    if form in FILES and "bild" not in request.GET:
        return FILES[form](f"steckbrief-{profile.area.slug}", *key_value_lines(profile))
    suffix = view_suffix(request)
    context = {
        "profile": profile,
        "is_document": False,
        "today": timezone.localdate(),
        "suffix": suffix,
        "pdf_url": profile_url(profile.area).rstrip("/") + f".pdf{suffix}",
        "may_comment": profile.is_internal and standing_of(request.user).allows(Permission.MONITOR),
        "kinds": [("CSV", changed(request, als="csv")), ("XLSX", changed(request, als="xlsx"))],
    }
    return answer(request, "monitoring/profile/page.html", context, [profile.ages] if profile.ages else [])


def document(request: HttpRequest, profiled: Profiled) -> HttpResponse:
    """Hand out the profile of an area as a PDF."""
    asked = asked_by(request)
    name = f"steckbrief-{profiled.area.slug}{'-intern' if asked.audience is Audience.INTERNAL else ''}.pdf"
    return inline(name, "application/pdf", profile_pdf(profiled, asked))


def asked_by(request: HttpRequest) -> Asked:
    """Return for whom a profile is made."""
    return Asked(version_of(request), request.audience, municipality_of(request).name)


district = monitoring_page(of_district(page))
district_pdf = monitoring_page(of_district(document))
space = monitoring_page(of_space(page))
space_pdf = monitoring_page(of_space(document))
