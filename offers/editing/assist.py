"""What the form says while somebody writes: the ages and times as families will read them, and what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.content import Content
from offers.duplicates import resembling
from offers.editing.form import OfferForm, is_reached
from offers.editing.times import series_of
from offers.models import AccessMode, Offer
from offers.plain_words import Hint, hints
from offers.spoken_times import preview
from offers.wording import describe_ages
from sozialraum.calendar import HolidayCalendar

Cleaned = dict[str, Any]
DATES: Final = 5


def has(*names: str) -> Callable[[Cleaned], bool]:
    """Return the question whether one of these fields is filled."""
    return lambda cleaned: any(cleaned.get(name) for name in names)


# What families ask for, with the field at which somebody can say it.
ASKED_FOR: Final[tuple[tuple[str, Promise, Callable[[Cleaned], bool]], ...]] = (
    ("title", _("Titel"), has("title")),
    ("summary", _("Kurz gesagt"), has("summary")),
    ("description", _("Beschreibung"), has("description")),
    ("type", _("Art"), has("type")),
    ("topics", _("Themen"), has("topics")),
    ("all_ages", _("Alter"), lambda cleaned: "ages" in cleaned),
    ("target_groups", _("Zielgruppen"), has("target_groups")),
    ("access_modes", _("Zugang"), has("access_modes")),
    ("facility", _("Ort oder Gebiet"), is_reached),
    ("schedules", _("Zeiten"), has("schedules", "by_arrangement", "time_note")),
    ("registration", _("Anmeldung"), has("registration")),
    ("cost", _("Kosten"), has("cost")),
    ("accessibility", _("Barrierefreiheit"), has("accessibility")),
    ("phone", _("Telefon oder E-Mail"), has("phone", "email")),
)


@dataclass(frozen=True)
class Assist:
    """What stands in the live places of the form."""

    ages: str = ""
    dates: list[str] = field(default_factory=list)
    wrong_times: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    missing: list[tuple[str, Promise]] = field(default_factory=list)
    twins: list[Offer] = field(default_factory=list)
    all: int = len(ASKED_FOR)

    @property
    def done(self) -> int:
        return self.all - len(self.missing)


def assist_form(form: OfferForm, holidays: HolidayCalendar) -> Assist:
    """Return what to say to a form with data, however much of it is right."""
    wrong_times = list(form.errors.get("schedules", []))  # asked for first: it is what makes the form look at its data
    return replace(assist(form.cleaned_data, holidays, wrong_times), twins=twins_of_form(form))


def twins_of_form(form: OfferForm) -> list[Offer]:
    """Return the offers that are much like the new one in a form, for its writer to look at before saving."""
    cleaned = form.cleaned_data
    if form.content or not cleaned.get("title"):
        return []
    span = cleaned.get("ages")
    return list(
        resembling(
            user=form.user,
            title=cleaned["title"],
            provider_id=pk_of(cleaned.get("provider")),
            facility_id=pk_of(cleaned.get("facility")),
            point=cleaned.get("point"),
            ages=NumericRange(*span) if span else None,
            all_ages=bool(cleaned.get("all_ages")),
        )
    )


def pk_of(record: Model | None) -> int | None:
    return record.pk if record else None


def assist_content(content: Content, holidays: HolidayCalendar) -> Assist:
    """Return what to say to an offer as it is written."""
    modes = list(AccessMode.objects.filter(pk__in=content.get("access_modes", [])))
    return assist(content | {"access_modes": modes, "schedules": series_of(content)}, holidays)


def assist(cleaned: Cleaned, holidays: HolidayCalendar, wrong_times: Sequence[str] = ()) -> Assist:
    """Return what to say to the values of the form's fields."""
    return Assist(
        ages=describe_ages(cleaned["ages"]) if "ages" in cleaned else "",
        dates=preview(cleaned.get("schedules", []), now=timezone.now(), holidays=holidays, count=DATES),
        wrong_times=list(wrong_times),
        hints=[hint.sentence for hint in hints_on(cleaned)],
        missing=[(name, label) for name, label, is_there in ASKED_FOR if not is_there(cleaned)],
    )


def hints_on(cleaned: Cleaned) -> list[Hint]:
    """Return what could be said more plainly in the texts that families read; names may be what they are."""
    text = "\n".join(cleaned.get(name) or "" for name in ("summary", "description"))
    return hints(text, names=[cleaned.get("title") or ""])
