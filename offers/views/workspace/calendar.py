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
from offers.actions import Wish, change_times, save_offer, version_for, writes_directly
from offers.actions.times import fingerprint
from offers.content.fields import TIMES
from offers.content.reading import in_order, time_of
from offers.editing.times import plain_series
from offers.forms_of_staff import CalendarForm
from offers.imports.calendar import Plan, plan, read_calendar, window_from
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
    there = list(offer.schedules.all())
    found = plan(reading.times, there, window, holidays, replacing=data["others"] == CalendarForm.REPLACE)
    after = [*found.new, *map(Series.of_row, found.kept)]
    coming = next_sessions(after, now, holidays, count=SHOWN_DATES, until=offer.valid_until)
    context = {
        "offer": offer,
        "reading": reading,
        "lists": [
            (_("Neu"), lines(found.new, window.first)),
            (_("Fällt weg"), lines(map(Series.of_row, found.gone), window.first)),
            (_("Bleibt"), lines(map(Series.of_row, found.kept), window.first)),
        ],
        "changes": bool(found.new or found.gone),
        "dates": [describe_session(session, window.first) for session in coming],
        "plan": packed(found, offer, request, fingerprint(there)),
    }
    return render(request, "offers/workspace/calendar_preview.html", context)


def lines(all_series: Iterable[Series], today: datetime.date) -> list[str]:
    """Return each time in words, each of many single days too; what is over has no words any more."""
    return [line for series in all_series for line in describe_times([series], today)]


def packed(found: Plan, offer: Offer, request: HttpRequest, seen: str) -> str:
    """Return a plan as a signed text, so that what was shown is what is done, by the same person."""
    new = [[str(value) if value is not None else None for value in row(series)] for series in found.new]
    gone = [schedule.pk for schedule in found.gone]
    return signing.dumps(
        {"offer": offer.pk, "user": request.user.pk, "new": new, "gone": gone, "seen": seen}, salt=SALT, compress=True
    )


def row(series: Series) -> list[Any]:
    return [getattr(series, name) for name in Series.__slots__]


def unpacked(text: str, offer: Offer, request: HttpRequest) -> dict[str, Any] | None:
    """Return the plan of a signed text; None where it is too old, changed, or of another offer or person."""
    try:
        told = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    is_mine = (told["offer"], told["user"]) == (offer.pk, request.user.pk)
    return told | {"new": list(map(series_of, told["new"]))} if is_mine else None


def series_of(values: list[str | None]) -> Series:
    kind, weekday, nth, first, last, starts, ends, school, public = values
    day, time = datetime.date.fromisoformat, datetime.time.fromisoformat
    nth, last = (None if nth is None else int(nth)), (None if last is None else day(last))
    return Series(
        kind, int(weekday), nth, day(first), last, time(starts), time(ends), school == "True", public == "True"
    )


def carried_out(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Do what a preview showed; what somebody may not publish themself is submitted."""
    told = unpacked(request.POST["plan"], offer, request)
    if told is None:
        sentence = _("Diese Vorschau ist nicht mehr gültig. Bitte wählen Sie die Datei noch einmal aus.")
        messages.warning(request, sentence)
        return redirect("staff_offer_calendar", pk=offer.pk)
    is_direct = writes_directly(request.user, offer)
    if not (change if is_direct else propose)(request, offer, told):
        messages.warning(request, CHANGED)
        return redirect("staff_offer_calendar", pk=offer.pk)
    messages.success(request, _("Die Zeiten sind übernommen.") if is_direct else _("Die Zeiten sind eingereicht."))
    return redirect("staff_offer", pk=offer.pk)


def change(request: HttpRequest, offer: Offer, told: dict[str, Any]) -> bool:
    """Change the times at once; return whether they still were as they were shown."""
    mine = offers_with(Permission.EDIT, request.user).filter(pk=offer.pk)
    return change_times(mine, new=told["new"], gone=told["gone"], seen=told["seen"])


def propose(request: HttpRequest, offer: Offer, told: dict[str, Any]) -> bool:
    """Lay the change of the times before whoever may publish it; return whether they still were as they were shown."""
    there = list(offer.schedules.all())
    if fingerprint(there) != told["seen"]:
        return False
    base = version_for(request.user, offer)
    gone = [time_of(schedule) for schedule in there if schedule.pk in told["gone"]]
    kept = [time for time in base[TIMES] if time not in gone]
    content = base | {TIMES: in_order([*kept, *map(plain_series, told["new"])])}
    how = {"by": request.user, "wish": Wish.SUBMIT, "confirms": False}
    save_offer(offer.pk, base=base, content=content, **how)
    return True
