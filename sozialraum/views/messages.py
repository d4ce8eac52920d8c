"""Two forms that anybody may send, and what they hear afterwards.

Nobody is logged in here and no cookie is set, so there is nothing that a foreign page could misuse and no token for it;
`sozialraum.guard` keeps robots off.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sozialraum.actions import Message, NotTakenError, record_feedback, send_contact_message
from sozialraum.context import municipality_of
from sozialraum.forms import ContactForm, FeedbackForm, MessageForm
from sozialraum.guard import comes_from_this_site
from sozialraum.models import LegalText
from sozialraum.pages import public_page
from sozialraum.views.legal import legal_context

FOREIGN = _("Das Formular kam nicht von unserer Seite. Ihr Text steht noch da: Bitte senden Sie ihn von hier aus ab.")
NOT_TAKEN = _(
    "Ihre Nachricht konnte gerade nicht gesendet werden. Ihr Text steht noch da: Bitte versuchen Sie es später noch "
    "einmal, rufen Sie an oder schreiben Sie eine E-Mail."
)


class Refusal(NamedTuple):
    """Why a message was not taken, for people and for programs."""

    sentence: str
    status: int


def handed_over(request: HttpRequest, form: MessageForm, hand_over: Callable[..., None]) -> Refusal | None:
    """Hand a valid message over; return why that did not work, or None when it did."""
    if not comes_from_this_site(request):
        return Refusal(FOREIGN, 403)
    given = form.cleaned_data
    message = Message(given["message"], given["email"], given.get("name", ""))
    try:
        hand_over(municipality=municipality_of(request), message=message)
    except NotTakenError:
        return Refusal(NOT_TAKEN, 503)
    return None


def show_contact(request: HttpRequest, form: MessageForm, status: int = 200) -> HttpResponse:
    return render(request, "sozialraum/contact.html", {"form": form}, status=status)


def show_accessibility(request: HttpRequest, form: MessageForm, status: int = 200) -> HttpResponse:
    context = {"form": form, **legal_context(request, LegalText.Kind.ACCESSIBILITY)}
    return render(request, "sozialraum/accessibility.html", context, status=status)


class FormPage(NamedTuple):
    """A page with a form: how it looks, what happens to a message, and where one goes from there."""

    form: type[MessageForm]
    show: Callable[..., HttpResponse]
    hand_over: Callable[..., None]
    thanks: str


CONTACT = FormPage(ContactForm, show_contact, send_contact_message, "contact_thanks")
ACCESSIBILITY = FormPage(FeedbackForm, show_accessibility, record_feedback, "accessibility_thanks")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_page(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form, cacheable like any public page, or take what was written into it."""
    return receive(request, page) if request.method == "POST" else empty_form(request, page)


@public_page
def empty_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    return page.show(request, page.form())


@never_cache
def receive(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Hand the message over and lead on to the thanks, or show the form again with all that was written in it."""
    form = page.form(request.POST)
    if not form.is_valid():
        return page.show(request, form)
    if refusal := handed_over(request, form, page.hand_over):
        form.add_error(None, refusal.sentence)
        return page.show(request, form, refusal.status)
    return redirect(page.thanks)


@public_page
def thanks(request: HttpRequest, template: str) -> HttpResponse:
    """Say what happens next; the same page for everybody, since nothing remembers who wrote."""
    return render(request, template)
