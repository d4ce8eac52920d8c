"""How a conference is planned, called off, and its minutes written."""

import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kit.paragraphs import ParagraphsField
from kit.text import clean
from network.models import Conference, ConferenceGroup, Partner
from network.quarters import Quarter
from network.seen import read, seen
from offers.editing.names import NamedField

LONGEST: Final = 20_000
BEFORE, AHEAD = 4, 6  # quarters to choose from
HIDDEN_STATE = forms.CharField(required=False, widget=forms.HiddenInput)
DAY = {"type": "date"}
TIME = {"type": "time"}
TOO_LONG = {"max_length": _("Bitte kürzen Sie den Text auf höchstens 20.000 Zeichen.")}


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day, as browsers show it."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def time_field(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs=TIME, format="%H:%M"), **more)


def paragraphs(label: Any, rows: int, help_text: Any = "", *, required: bool = False) -> ParagraphsField:
    widget = forms.Textarea(attrs={"rows": rows})
    return ParagraphsField(
        label=label, required=required, max_length=LONGEST, help_text=help_text, widget=widget, error_messages=TOO_LONG
    )


class LineField(forms.CharField):
    """A text on one line, without what no database takes."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value))


class OfConference(forms.Form):
    """A form that carries what its writer had before the eyes, so that nobody's words are lost (see network.seen)."""

    columns: tuple[str, ...] = ()
    seen = HIDDEN_STATE

    def before(self) -> dict[str, str]:
        """Return what the writer had seen of each column."""
        return read(self.cleaned_data["seen"], self.columns)

    def wanted(self) -> dict[str, Any]:
        """Return the columns as they are to be."""
        return {name: self.cleaned_data[name] for name in self.columns}

    def see(self, conference: Conference) -> None:
        """Let the form, which is shown once more, carry what stands there now."""
        self.data = self.data.copy()
        self.data["seen"] = seen(conference, self.columns)


class ConferenceForm(OfConference):
    """When and where a conference is, for which quarter it counts, and what it is about."""

    columns = ("quarter", "title", "starts_at", "ends_at", "place", "inviting_unit", "agenda", "notes")

    quarter = forms.ChoiceField(
        label=_("Zählt für das Quartal"),
        help_text=_("Jede Gruppe hat eine Konferenz im Quartal. Eine verschobene kann später stattfinden."),
    )
    day = day_field(_("Tag"))
    starts = time_field(_("Beginn"))
    ends = time_field(_("Ende"))
    place = LineField(label=_("Ort"), max_length=250, help_text=_("Haus, Straße, Raum"))
    inviting_unit = NamedField(label=_("Einladende Stelle"), help_text=_("zum Beispiel die Praxisberatung"))
    title = LineField(label=_("Schwerpunkt"), max_length=160, required=False)
    agenda = paragraphs(_("Tagesordnung"), 8, _("steht in der Einladung; ein Punkt je Zeile"))
    notes = paragraphs(
        _("Interne Notizen"),
        4,
        _("Nur für die Koordination: Partner und Gäste sehen sie nicht, auch nicht im Protokoll."),
    )

    def __init__(self, *args: Any, group: ConferenceGroup, conference: Conference | None = None, **kwargs: Any) -> None:
        self.group, self.conference = group, conference
        super().__init__(*args, initial=initial_of(group, conference), **kwargs)
        self.fields["inviting_unit"].offered(Partner.objects.living())
        current = Quarter.of(timezone.localdate())
        known = {current.after(steps) for steps in range(-BEFORE, AHEAD)}
        if conference:
            known.add(Quarter.of(conference.quarter))
        self.fields["quarter"].choices = [(one.first.isoformat(), str(one)) for one in sorted(known)]

    def clean_quarter(self) -> datetime.date:
        return datetime.date.fromisoformat(self.cleaned_data["quarter"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not {"day", "starts", "ends"} <= data.keys():
            return data
        zone = timezone.get_current_timezone()
        for name, at in (("starts_at", data["starts"]), ("ends_at", data["ends"])):
            data[name] = datetime.datetime.combine(data["day"], at, zone)
        if data["ends"] <= data["starts"]:
            self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        if "quarter" in data:
            self.check_quarter(data["quarter"])
        return data

    def check_quarter(self, quarter: datetime.date) -> None:
        """Say so where the group has a conference for that quarter already."""
        others = self.group.conferences.standing().filter(quarter=quarter)
        if self.conference:
            others = others.exclude(pk=self.conference.pk)
        if other := others.first():
            told = _now("Für dieses Quartal hat die Gruppe schon eine Konferenz: am %(day)s.")
            day = date_format(timezone.localdate(other.starts_at), "DATE_FORMAT")
            self.add_error("quarter", told % {"day": day})

    def wanted(self) -> dict[str, Any]:
        return super().wanted() | {"inviting_unit": self.cleaned_data["inviting_unit"].pk}


def initial_of(group: ConferenceGroup, conference: Conference | None) -> dict[str, Any]:
    """Return what the form shows at first: the conference, or a proposal for the next one of the group."""
    if conference is None:
        return proposal(group)
    return {
        "quarter": conference.quarter.isoformat(),
        "day": timezone.localdate(conference.starts_at),
        "starts": timezone.localtime(conference.starts_at).time(),
        "ends": timezone.localtime(conference.ends_at).time(),
        "inviting_unit": conference.inviting_unit_id,
        "seen": seen(conference, ConferenceForm.columns),
        **{name: getattr(conference, name) for name in ("place", "title", "agenda", "notes")},
    }


def proposal(group: ConferenceGroup) -> dict[str, Any]:
    """Return where and when the next conference may be: where the last one was, on the day that it named, in a quarter that has none."""
    last = group.conferences.standing().order_by("-quarter").first()
    quarter = Quarter.of(timezone.localdate())
    if last:
        quarter = max(quarter, Quarter.of(last.quarter).after(1))
    found = {"quarter": quarter.first.isoformat(), "inviting_unit": group.inviting_unit_id}
    if last is None:
        return found
    times = {"starts": timezone.localtime(last.starts_at).time(), "ends": timezone.localtime(last.ends_at).time()}
    return found | times | {"place": last.place, "day": last.next_on, "agenda": last.agenda}


class CancelForm(forms.Form):
    """Why a conference is called off."""

    reason = LineField(
        label=_("Grund"),
        max_length=200,
        help_text=_("ein Satz, den alle Eingeladenen lesen, zum Beispiel „Die Leitung ist erkrankt.“"),
        error_messages={"required": _("Bitte sagen Sie in einem Satz, warum.")},
    )


class MinutesForm(OfConference):
    """What was said and found out, and when the group meets again."""

    columns = ("minutes", "results", "next_on")

    minutes = paragraphs(
        _("Protokoll"), 14, _("Mitglieder und Eingeladene lesen es. Bitte keine Angaben über einzelne Familien.")
    )
    results = paragraphs(_("Ergebnisse in Kürze"), 5, _("was andere wissen sollten, in wenigen Sätzen"))
    next_on = day_field(_("Nächster Termin"), required=False)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        self.conference = conference
        initial = {name: getattr(conference, name) for name in self.columns} | {"seen": seen(conference, self.columns)}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_next_on(self) -> datetime.date | None:
        day = self.cleaned_data["next_on"]
        if day and day <= timezone.localdate(self.conference.starts_at):
            raise forms.ValidationError(_("Der nächste Termin liegt nach dieser Konferenz."))
        return day
