"""A family's own list: in the browser where a script runs, in a link otherwise. Nobody here keeps it.

A script sends the list (POST), so that it stands in no address; a link holds it after the question mark, which no log of the
portal writes down, and its page is kept by no cache.
"""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kit.exporting import attached
from kit.mailto import mail_to_anybody
from kit.qr import qr_code
from kit.text import clean
from offers import filters
from offers.cards import cards
from offers.handout import Layout, handout, on_paper
from offers.keeping import LONGEST, MOST, Gone, KeptList, Wanted, kept_list, read_list, signs_of
from offers.search import answer, load_choices
from sozialraum.context import holidays_of, municipality_of
from sozialraum.pages import public_page, version_of

TEMPLATE = "offers/keeping.html"
FOUND = 10
LONGEST_TEXT = 200


@public_page
def blank(request: HttpRequest) -> HttpResponse:
    """Say how the list works; a script fills it from the browser."""
    return render(request, TEMPLATE, {"kept": [], "gone": [], "text": "", "query": "", "is_blank": True})


# Without a check for forgery: it only shows what was sent, and sets no cookie.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def kept_page(request: HttpRequest) -> HttpResponse:
    """Show a list that came with the question; without one, how to begin."""
    given = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and not (given.get("liste") or given.get("q")):
        return blank(request)
    return filled(request, read_list(given.get("liste", "")), clean(given.get("q", ""))[:LONGEST_TEXT])


@never_cache
def filled(request: HttpRequest, wanted: list[Wanted], query: str) -> HttpResponse:
    """Show a list as it is today, with what can be added to it."""
    found = kept_list(wanted)
    shown = cards([one.hit for one in found.kept], holidays_of(request))
    url = request.build_absolute_uri(address(found.text))
    context = {
        "kept": [(one, card, address(found.without(one))) for one, card in zip(found.kept, shown, strict=True)],
        "gone": [(one, similar(one)) for one in found.gone],
        "has_changes": any(one.changes for one in found.kept),
        "text": found.text,
        "seen": ".".join(one.seen for one in found.kept),
        "query": query,
        "addable": addable(request, found, query) if query and len(found.kept) < MOST else [],
        "is_full": len(found.kept) >= MOST,
        "page_url": url if found.kept else "",
        "mail_url": mail_url(request, url),
        "code": qr_code(url) if found.kept else None,
        "is_blank": False,
    }
    return render(request, TEMPLATE, context)


def address(text: str) -> str:
    """Return the link to a list."""
    return f"{reverse('kept')}?{urlencode({'liste': text}, safe='~')}" if text else reverse("kept")


def similar(gone: Gone) -> str:
    """Return the address of offers like one that is no more."""
    pairs = {"stadtteil": gone.district_slug} if gone.district_slug else {}
    return f"{reverse('offer_list')}?{urlencode(pairs | {'art': gone.type_code})}"


def addable(request: HttpRequest, found: KeptList, query: str) -> list[tuple[str, str, str]]:
    """Return offers that a search finds and that are not on the list: title, what it is, the link to the list with it."""
    there = {one.hit.card["slug"] for one in found.kept}
    question = filters.read(QueryDict(urlencode({"q": query})), load_choices(version_of(request)))
    _criteria, result = answer(question.criteria, question.as_typed)
    hits = [hit for hit in result.hits if hit.card["slug"] not in there]
    before = ".".join(one.seen for one in found.kept)
    return [
        (
            hit.card["title"],
            hit.card["summary"],
            address(".".join(filter(None, [before, f"{hit.card['slug']}~{signs_of(hit.card)}"]))),
        )
        for hit in hits[:FOUND]
    ]


def mail_url(request: HttpRequest, url: str) -> str:
    """Return an address that opens a mail with the link."""
    subject = _("Meine Merkliste im %(portal)s") % {"portal": municipality_of(request).portal_name}
    return mail_to_anybody(subject, url)


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_POST
@never_cache
def kept_paper(request: HttpRequest) -> HttpResponse:
    """Hand out a list as a PDF: as a sheet to read, or as cards to cut out for a talk (`form`)."""
    found = kept_list(read_list(request.POST.get("liste", "")[:LONGEST]))
    order = [one.pk for one in found.kept]
    offers = sorted(on_paper().filter(pk__in=order), key=lambda offer: order.index(offer.pk))
    if not offers:
        return filled(request, [], "")
    layout = Layout.CARDS if request.POST.get("form") == "karten" else Layout.SHEET
    file = handout(offers, [], municipality_of(request), layout)
    return attached("merkliste.pdf", "application/pdf", file)
