"""Forms of the networks' life: members, coordination, agreements, decisions, goals, documents."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.files import ACCEPTED, Checked, checked
from network.models import (
    AgreedLink,
    ContactPoint,
    CoordinationMandate,
    CouncilDecision,
    Document,
    Goal,
    Measure,
    Membership,
    MissionStatement,
    Network,
    Partner,
    RulesOfProcedure,
)

DAYS = ("valid_from", "valid_until", "day", "due_on", "done_on", "progress_on")
PARTNERS = ("partner", "first", "second", "owner")


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WebAddressField(forms.URLField):
    """The address of a page; https is meant where nothing is said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class RecordForm(forms.ModelForm):
    """A record of the networks' life: days as days, living partners to choose from, no dashes where a word helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in DAYS:
                field.widget = day_input()
            if name in PARTNERS:
                field.queryset = Partner.objects.living().order_by("name")
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = _("bitte wählen") if field.required else _("keins")


class NetworkForm(RecordForm):
    class Meta:
        model = Network
        fields = ("name", "slug", "purpose", "youngest_months", "oldest_months", "renewal_years")
        labels: ClassVar = {"slug": _("Kurzname in der Internetadresse")}


class MembershipForm(RecordForm):
    class Meta:
        model = Membership
        fields = ("partner", "role", "came_by", "valid_from", "valid_until")


class MandateForm(RecordForm):
    class Meta:
        model = CoordinationMandate
        fields = (
            *("partner", "function", "contact_point", "youngest_months", "oldest_months"),
            *("valid_from", "valid_until"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_point"].queryset = ContactPoint.objects.filter(network=self.instance.network_id)


class AgreedLinkForm(RecordForm):
    class Meta:
        model = AgreedLink
        fields = ("first", "second", "subject", "is_public", "valid_from", "valid_until")


class DecisionForm(RecordForm):
    class Meta:
        model = CouncilDecision
        fields = (
            *("body", "day", "number", "title", "summary", "result", "link", "budget_year", "amount"),
            *("network", "document", "is_public"),
        )
        field_classes: ClassVar = {"link": WebAddressField}


class MissionForm(RecordForm):
    class Meta:
        model = MissionStatement
        fields = ("title", "text", "decision", "valid_from", "valid_until")


class GoalForm(RecordForm):
    class Meta:
        model = Goal
        fields = ("title", "slug", "text", "network", "progress", "progress_on", "order", "is_public")
        labels: ClassVar = {"slug": _("Kurzname in der Internetadresse")}


class MeasureForm(RecordForm):
    class Meta:
        model = Measure
        fields = (
            *("goal", "title", "text", "owner", "due_on", "status", "done_on", "budget", "budget_note"),
            *("decision", "is_public"),
        )


class DocumentForm(RecordForm):
    class Meta:
        model = Document
        fields = ("title", "kind", "network", "summary", "audience", "source_url")
        field_classes: ClassVar = {"source_url": WebAddressField}

    def __init__(self, *args: Any, networks: Any, for_all: bool, **kwargs: Any) -> None:
        """Offer `networks`; a document of all together only to who leads everywhere (`for_all`)."""
        super().__init__(*args, **kwargs)
        field = self.fields["network"]
        field.queryset, field.required = networks, not for_all
        field.empty_label = _("alle Netzwerke gemeinsam") if for_all else _("bitte wählen")


class VersionForm(forms.Form):
    """A file that is to be the newest version of a document."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_("PDF, Text, Tabelle oder Folien (ODF, Office), PNG oder JPEG; höchstens 10 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("Die Datei ist leer.")},
    )
    day = forms.DateField(label=_("Stand"), initial=timezone.localdate, widget=day_input())
    note = forms.CharField(label=_("was sich geändert hat"), max_length=200, required=False)
    about: Checked

    def clean_file(self) -> Any:
        self.about = checked(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class RulesForm(RecordForm):
    class Meta:
        model = RulesOfProcedure
        fields = ("title", "text")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 24})}


class DayForm(forms.Form):
    """The day of a step of the rules."""

    day = forms.DateField(label=_("Tag"), initial=timezone.localdate, widget=day_input())


class SignForm(forms.Form):
    """Somebody signs for a partner that they lead."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("für"), empty_label=None)
    capacity = forms.CharField(
        label=_("in welcher Funktion"), max_length=120, help_text=_("zum Beispiel: Leitung, Vorstand, Praxisinhaberin")
    )
    agrees = forms.BooleanField(
        label=_("Ich habe die Geschäftsordnung gelesen und unterzeichne sie verbindlich."),
        error_messages={"required": _("Bitte bestätigen Sie, dass Sie unterzeichnen möchten.")},
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners


class PaperSignatureForm(forms.Form):
    """The coordination notes who signed on paper."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Mitglied"), empty_label=_("bitte wählen"))
    capacity = forms.CharField(label=_("in welcher Funktion"), max_length=120)
    on_paper = forms.DateField(label=_("unterzeichnet am"), initial=timezone.localdate, widget=day_input())

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners

    def clean_on_paper(self) -> datetime.date:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["on_paper"]
        if day > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt noch vor uns."))
        return day


class AccessionForm(forms.Form):
    """Whom to invite, or for whom to ask."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Partner"), empty_label=_("bitte wählen"))
    message = forms.CharField(
        label=_("Nachricht"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners
