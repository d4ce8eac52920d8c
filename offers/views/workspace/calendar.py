"""Times of an offer taken over from a partner's calendar: first shown, then done."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network.choices import Permission
from network.permissions import requires
from offers.actions import ConflictError, Outcome, Wish, save_offer, version_for
from offers.content import Content
from offers.content.fields import TIMES
from offers.content.reading import in_order
from offers.editing.times import plain_series, series_of
from offers.forms_of_staff import CalendarForm
from offers.imports.calendar import plan, read_calendar, window_from
from offers.models import Offer
from offers.permissions import offers_with
from offers.sessions import Series, next_sessions
from offers.timetable import describe_session
from offers.wording import describe_times
from sozialraum.context import holidays_of

SALT = "offers.calendar"
# So long a preview can be carried out.
VALID_FOR = datetime.timedelta(hours=2)
SHOWN_DATES = 5
CHANGED = gettext_lazy("Jemand anderes hat die Zeiten gerade geändert. Bitte wählen Sie die Datei noch einmal aus.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a calendar file, show what it would change, and with `plan` do it."""
    offer = get_object_or_404(offers_with(Permission.EDIT, request.user), pk=pk)
    if offer.status == Offer.Status.ARCHIVED:
        messages.warning(request, _("Das Angebot ist archiviert. Wer es ändern will, nimmt es zuerst wieder auf."))
        return redirect("staff_offer", pk)
    if "plan" in request.POST:
        return carried_out(request, offer)
    form = CalendarForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return preview(request, offer, form)
        except ValidationError as error:
            form.add_error("file", error)
    return render(request, "offers/workspace/calendar.html", {"offer": offer, "form": form})


def preview(request: HttpRequest, offer: Offer, form: CalendarForm) -> HttpResponse:
    """Show what a file would change. Raises ValidationError for a file that cannot be used."""
    now, holidays, data = timezone.now(), holidays_of(request), form.cleaned_data
    window = window_from(timezone.localdate(now))
    reading = read_calendar(data["file"], window, holidays, title=data["title"])
    # What this person goes on with: of what waits to be looked at, the newest.
    base = version_for(request.user, offer)
    found = plan(reading.times, series_of(base), window, holidays, replacing=data["others"] == CalendarForm.REPLACE)
    after = [*found.new, *found.kept]
    coming = next_sessions(after, now, holidays, count=SHOWN_DATES, until=offer.valid_until)
    context = {
        "offer": offer,
        "reading": reading,
        "lists": [
            (_("Neu"), lines(found.new, window.first)),
            (_("Fällt weg"), lines(found.gone, window.first)),
            (_("Bleibt"), lines(found.kept, window.first)),
        ],
        "changes": bool(found.new or found.gone),
        "dates": [describe_session(session, window.first) for session in coming],
        "plan": packed(request, offer, base, after),
    }
    return render(request, "offers/workspace/calendar_preview.html", context)


def lines(all_series: Iterable[Series], today: datetime.date) -> list[str]:
    """Return each time in words, each of many single days too; what is over has no words any more."""
    return [line for series in all_series for line in describe_times([series], today)]


def packed(request: HttpRequest, offer: Offer, base: Content, after: list[Series]) -> str:
    """Return a plan as a signed text, so that what was shown is what is done, by the same person."""
    told = {"offer": offer.pk, "user": request.user.pk, "base": base, "times": in_order(map(plain_series, after))}
    return signing.dumps(told, salt=SALT, compress=True)


def unpacked(text: str, offer: Offer, request: HttpRequest) -> dict[str, Any] | None:
    """Return the plan of a signed text; None where it is too old, changed, or of another offer or person."""
    try:
        told = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return told if (told["offer"], told["user"]) == (offer.pk, request.user.pk) else None


def carried_out(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Save what a preview showed as the form does: what somebody may not publish themself is submitted."""
    told = unpacked(request.POST["plan"], offer, request)
    if told is None:
        sentence = _("Diese Vorschau ist nicht mehr gültig. Bitte wählen Sie die Datei noch einmal aus.")
        messages.warning(request, sentence)
        return redirect("staff_offer_calendar", pk=offer.pk)
    how = {"by": request.user, "wish": Wish.KEEP, "confirms": False}
    try:
        saved = save_offer(offer.pk, base=told["base"], content=told["base"] | {TIMES: told["times"]}, **how)
    except (ConflictError, Offer.DoesNotExist):
        messages.warning(request, CHANGED)
        return redirect("staff_offer_calendar", pk=offer.pk)
    waits = saved.outcome is Outcome.WAITING
    messages.success(request, _("Die Zeiten sind eingereicht.") if waits else _("Die Zeiten sind übernommen."))
    return redirect("staff_offer", pk=offer.pk)
