"""The Elternbegleitbuch for families: a page of each social space, and the same as a booklet to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.exporting import inline
from kit.mailto import mail_to_anybody
from offers.booklets.booklet import booklet_of
from offers.booklets.chapters import languages
from offers.booklets.document import Form
from offers.booklets.editions import edition
from offers.booklets.overview import with_districts
from offers.booklets.values import Booklet
from sozialraum.models import SocialSpace
from sozialraum.pages import public_page, version_of

FOR_PRINTER = "druckerei"  # ?fuer=druckerei brings bleed and crop marks


def language_of(request: HttpRequest) -> str:
    """Return the language of a page if the content has it; Http404 otherwise: no booklet in a language that it is not in."""
    if get_language() not in languages():
        raise Http404
    return get_language()


@public_page
def booklets(request: HttpRequest) -> HttpResponse:
    """Let a family choose its social space."""
    language_of(request)
    return render(request, "offers/booklet/list.html", {"spaces": with_districts(timezone.localdate())})


@public_page
def booklet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the booklet of a social space."""
    booklet = found(request, slug)
    context = {"booklet": booklet, "today": timezone.localdate(), "mail_url": mail_url(booklet)}
    return render(request, "offers/booklet/page.html", context)


@public_page
def booklet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the booklet as PDF, of A5; with bleed for a printer where that is asked for."""
    form = Form.PRINTER if request.GET.get("fuer") == FOR_PRINTER else Form.SCREEN
    try:
        content = edition(version_of(request), slug, language_of(request), form)
    except SocialSpace.DoesNotExist as error:
        raise Http404 from error
    name = f"elternbegleitbuch-{slug}{'-druckerei' if form == Form.PRINTER else ''}.pdf"
    return inline(name, "application/pdf", content)


def mail_url(booklet: Booklet) -> str:
    """Return what opens a letter with the address of a booklet."""
    subject = _("Elternbegleitbuch %(space)s") % {"space": booklet.name}
    return mail_to_anybody(subject, booklet.url)


def found(request: HttpRequest, slug: str) -> Booklet:
    try:
        return booklet_of(version_of(request), timezone.localdate(), slug, language_of(request))
    except SocialSpace.DoesNotExist as error:
        raise Http404 from error
