"""How a season campaign is planned."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kit.text import clean
from network.choices import Permission
from network.models import Network, User
from network.permissions import standing_of
from offers.models import Campaign
from sozialraum.models import SchoolHoliday, SocialSpace

# The links in a mail are good for 60 days; the last mail may go out later than the first.
LONGEST = datetime.timedelta(days=56)
BEFORE_HOLIDAYS, TIME_TO_ANSWER, REMINDED_BEFORE = (datetime.timedelta(days=days) for days in (7, 21, 7))
MESSAGE = _(
    "Guten Tag,\n\nam %(day)s beginnen die %(holiday)s. Viele Familien suchen jetzt nach Angeboten für die Ferien und für die Zeit danach. "
    "Bitte sehen Sie kurz nach, ob Ihre Angebote noch stimmen: Zeiten, Ort, Kosten, und ob in den Ferien etwas ausfällt."
)
EVERYBODY = "alle"


def areas_of(user: User) -> list[tuple[str, Any]]:
    """Return the choices of an area for which a person may start a campaign, as (value, label), grouped by kind."""
    standing = standing_of(user)
    networks, spaces = Network.objects.order_by("name"), SocialSpace.objects.order_by("code")
    everybody = [(EVERYBODY, _("alle Partner"))]
    if Permission.CAMPAIGN not in standing.everywhere:
        _partners, in_networks, in_spaces = standing.where(Permission.CAMPAIGN)
        everybody, networks, spaces = [], networks.filter(pk__in=in_networks), spaces.filter(pk__in=in_spaces)
    groups = [
        (_("Netzwerk"), [(f"netzwerk-{one.pk}", one.name) for one in networks]),
        (_("Sozialraum"), [(f"sozialraum-{one.pk}", one.name) for one in spaces]),
    ]
    return everybody + [(label, choices) for label, choices in groups if choices]


class CampaignForm(forms.ModelForm):
    """What a campaign asks, whom, and until when."""

    area = forms.ChoiceField(
        label=_("Wer gefragt wird"), help_text=_("alle mit veröffentlichten Angeboten; jeder Partner bekommt eine Mail")
    )

    class Meta:
        model = Campaign
        fields = ("title", "holiday", "message", "answer_by", "remind_on")
        labels: ClassVar = {"title": _("Titel, zugleich Betreff der Mail")}
        help_texts: ClassVar = {
            "message": _(
                "Darunter stehen die Angebote des Partners, jedes mit drei Links: „Stimmt noch“, „Ändern“, „Gibt es nicht mehr“."
            ),
            "remind_on": _("An diesem Tag bekommt eine zweite Mail, wer noch nicht geantwortet hat. Leer: keine."),
        }
        widgets: ClassVar = {
            "message": forms.Textarea(attrs={"rows": 8}),
            "answer_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "remind_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ("holiday", "area", "title", "message", "answer_by", "remind_on")

    def __init__(self, data: Any = None, *, user: User, federal_state: str) -> None:
        today = timezone.localdate()
        coming = SchoolHoliday.objects.filter(federal_state=federal_state, first_day__gt=today).order_by("first_day")
        super().__init__(data, initial=proposal(coming.first(), today))
        self.fields["holiday"].queryset = coming
        self.fields["holiday"].empty_label = None
        self.fields["area"].choices = areas_of(user)

    def clean_title(self) -> str:
        """Take the title on one line: it is the subject of a mail."""
        return clean(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        today = timezone.localdate()
        if answer_by := data.get("answer_by"):
            self.check_end(answer_by, today, data.get("holiday"))
        remind_on = data.get("remind_on")
        if remind_on and remind_on <= today:
            self.add_error("remind_on", _("Dieser Tag ist vorbei oder heute: Bitte einen späteren wählen."))
        kind, _dash, key = data.get("area", "").partition("-")
        self.instance.network_id = int(key) if kind == "netzwerk" else None
        self.instance.social_space_id = int(key) if kind == "sozialraum" else None
        return data

    def check_end(self, answer_by: datetime.date, today: datetime.date, holiday: SchoolHoliday | None) -> None:
        """Say what is wrong with the day by which an answer is asked for."""
        if answer_by <= today:
            self.add_error("answer_by", _("Dieser Tag ist vorbei oder heute: Bitte einen späteren wählen."))
        elif answer_by > today + LONGEST:
            self.add_error("answer_by", _("Die Links in den Mails gelten 60 Tage. Bitte einen früheren Tag wählen."))
        elif holiday and answer_by > holiday.last_day:
            self.add_error("answer_by", _("Dann sind die Ferien schon vorbei. Bitte einen früheren Tag wählen."))


def proposal(holiday: SchoolHoliday | None, today: datetime.date) -> dict[str, Any]:
    """Return what a form holds before somebody changes it; nothing where no holidays are known."""
    if holiday is None:
        return {}
    tomorrow = today + datetime.timedelta(days=1)
    answer_by = max(tomorrow, min(holiday.first_day - BEFORE_HOLIDAYS, today + TIME_TO_ANSWER))
    remind_on = answer_by - REMINDED_BEFORE
    words = {"holiday": holiday.name, "day": date_format(holiday.first_day, "DATE_FORMAT")}
    return {
        "holiday": holiday,
        "title": _now("Stimmen Ihre Angebote noch? Bald sind %(holiday)s") % words,
        "message": str(MESSAGE) % words,
        "answer_by": answer_by,
        "remind_on": remind_on if remind_on > today else None,
    }
