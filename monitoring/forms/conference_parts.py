"""Who is put on the list of a conference, and what came of it: decisions, tasks, feedback."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.forms.conferences import LineField, day_field
from network.models import (
    Conference,
    ConferenceDecision,
    ConferenceFeedback,
    ConferenceInvitation,
    ConferenceTask,
    Partner,
)
from offers.editing.names import NamedField
from sozialraum.models import SocialSpace

Guest = ConferenceInvitation.Guest


class OfOneConference(forms.ModelForm):
    """A row of a conference; each text on one line."""

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.conference = conference
        for name, field in self.fields.items():
            if type(field) is forms.CharField:
                self.fields[name] = LineField(
                    label=field.label, required=field.required, max_length=field.max_length, help_text=field.help_text
                )

    def _get_validation_exclusions(self) -> set[str]:
        # The conference is set here, so rules that name it hold as well.
        return super()._get_validation_exclusions() - {"conference"}


class GuestForm(OfOneConference):
    """Somebody who is put on the list: a partner of the network, or a guest by name."""

    partner = NamedField(
        label=_("Partner des Netzwerks"), required=False, help_text=_("oder unten den Namen einer anderen Stelle")
    )

    class Meta:
        model = ConferenceInvitation
        fields = ("partner", "name", "role", "email")
        labels: ClassVar = {"name": _("Andere Stelle"), "email": _("E-Mail für die Einladung")}
        help_texts: ClassVar = {
            "name": _("eine Stelle oder Funktion, zum Beispiel „Dolmetschpool Arabisch“"),
            "email": _("leer: die Adresse aus dem Verzeichnis der Partner"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].offered(Partner.objects.living())
        self.fields["role"].initial = Guest.OTHER

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        partner = data.get("partner")
        if partner and not data.get("email"):
            data["email"] = partner.email
        return data


class DecisionForm(OfOneConference):
    class Meta:
        model = ConferenceDecision
        fields = ("text",)
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 3})}


class TaskForm(OfOneConference):
    """What is to be done, by whom and until when."""

    owner = NamedField(label=_("Wer"), help_text=_("eine Organisation; sie bekommt Erinnerungen per Mail"))
    due_on = day_field(_("Bis"))

    class Meta:
        model = ConferenceTask
        fields = ("text", "owner", "due_on")

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, conference=conference, **kwargs)
        self.fields["owner"].offered(Partner.objects.living())

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate(self.instance.conference.starts_at):
            raise ValidationError(_("Die Frist liegt vor der Konferenz."))
        return day


class FeedbackForm(OfOneConference):
    """What is handed on to the meeting of a social space's team."""

    on = day_field(_("Sitzung am"), required=False)

    class Meta:
        model = ConferenceFeedback
        fields = ("social_space", "text", "status", "on", "answer")

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, conference=conference, **kwargs)
        self.fields["social_space"].queryset = spaces_of(conference)
        self.fields["social_space"].empty_label = None


def spaces_of(conference: Conference) -> Any:
    """Return the social spaces to which a conference hands on: those of its area; all where its area is in none."""
    today = timezone.localdate()
    now = Q(memberships__valid_from__lte=today) & (
        Q(memberships__valid_until=None) | Q(memberships__valid_until__gt=today)
    )
    mine = SocialSpace.objects.filter(now, memberships__district__in=conference.group.districts.values("pk")).distinct()
    return mine if mine.exists() else SocialSpace.objects.all()


class OutcomeForm(forms.Form):
    """What became of a task."""

    outcome = LineField(label=_("Was daraus wurde"), max_length=300, required=False)
