"""The page behind a link of an invitation to a conference: one answer, one button. Without a login, since the link is the right to answer."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kit.exporting import attached
from kit.text import clean
from network import conference_links
from network.actions.conference_invitations import answer_invitation
from network.conference_calendar import calendar_file

PAGE, DONE = "network/conference_answer.html", "network/conference_answered.html"


class NoteForm(forms.Form):
    """What somebody adds to an answer."""

    note = forms.CharField(
        label=_("Möchten Sie etwas dazu sagen?"),
        help_text=_("zum Beispiel, wer kommt. Nur die einladende Stelle liest es."),
        max_length=300,
        required=False,
    )

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])


# Exempt from the check for forgery: nobody is logged in here, and whoever could forge the request would need the link. A program
# that follows links in mails asks with GET and changes nothing.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, text: str) -> HttpResponse:
    """Show a conference and the one answer that the link is for; take it when it is sent."""
    asked = conference_links.read(text)
    invitation = conference_links.invitation_of(asked) if asked else None
    if invitation is None:
        return render(request, DONE, {"invitation": None}, status=410)
    form = NoteForm(request.POST or None, initial={"note": invitation.answer_note})
    context = {
        "invitation": invitation,
        "conference": invitation.conference,
        "asked": asked,
        "form": form,
        "text": text,
    }
    if request.method == "POST" and form.is_valid():
        taken = answer_invitation(invitation=invitation, answer=asked.answer, note=form.cleaned_data["note"])
        return render(request, DONE, context if taken else {"invitation": None}, status=200 if taken else 410)
    return render(request, PAGE, context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def date(request: HttpRequest, text: str) -> HttpResponse:
    """Hand out the date of a conference to whoever has a link to it."""
    asked = conference_links.read(text)
    invitation = conference_links.invitation_of(asked) if asked else None
    if invitation is None:
        return render(request, DONE, {"invitation": None}, status=410)
    file = calendar_file(invitation.conference)
    return attached("sozialraumkonferenz.ics", "text/calendar; charset=utf-8", file)
