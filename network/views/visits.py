"""The page that tells of the welcome visit, and the form with which a family asks for one.

Nobody is logged in here and no cookie is set; `sozialraum.guard` keeps robots off. Nothing of what is sent comes into an address.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from network.actions.visits import ask_for_visit
from network.forms.visits import VisitForm
from network.models.visits import KEPT_AFTER_DONE, KEPT_FOR
from network.welcome import some_team_takes_requests
from sozialraum.actions import NotTakenError
from sozialraum.context import municipality_of
from sozialraum.guard import comes_from_this_site
from sozialraum.models import LegalText
from sozialraum.pages import public_page
from sozialraum.views.legal import legal_context

FOREIGN = _(
    "Das Formular kam nicht von unserer Seite. Ihre Angaben stehen noch da: Bitte senden Sie sie von hier aus ab."
)
NOT_TAKEN = _(
    "Ihre Anfrage konnte gerade nicht angenommen werden. Ihre Angaben stehen noch da: Bitte versuchen Sie es später noch "
    "einmal, oder rufen Sie an."
)


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def welcome_visit(request: HttpRequest) -> HttpResponse:
    """Tell of the visit, cacheable like any public page, or take a family's request."""
    return receive(request) if request.method == "POST" else told(request)


@public_page
def told(request: HttpRequest) -> HttpResponse:
    return show(request, VisitForm())


def show(request: HttpRequest, form: VisitForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "is_open": some_team_takes_requests(),
        "kept": KEPT_FOR.days,
        "kept_after": KEPT_AFTER_DONE.days,
    }
    return render(
        request, "network/visit.html", context | legal_context(request, LegalText.Kind.WELCOME), status=status
    )


@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Take a request and answer with what happens next, or show the form again with all that was written in it.

    The answer is no address of its own: it names the team, and so roughly where somebody lives.
    """
    municipality = municipality_of(request)
    form = VisitForm(request.POST, city_phone=(municipality.authority or municipality.name, municipality.phone))
    if not form.is_valid():
        return show(request, form)
    if not comes_from_this_site(request):
        form.add_error(None, FOREIGN)
        return show(request, form, 403)
    asked = form.request()
    try:
        ask_for_visit(request=asked, team=form.team)
    except NotTakenError:
        form.add_error(None, NOT_TAKEN)
        return show(request, form, 503)
    context = {
        "asked": asked,
        "team": form.team,
        "kept_until": asked.received_on + KEPT_FOR,
        "kept_after": KEPT_AFTER_DONE.days,
    }
    return render(request, "network/visit_asked.html", context)
