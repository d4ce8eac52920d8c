"""Forms of the workspace."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kit.text import clean
from network.choices import Permission
from network.models import User
from offers.models import Offer, SavedView
from offers.permissions import people_who_reach

# A calendar of one organisation for some years is far smaller.
MOST_BYTES = 1_000_000


class PersonField(forms.ModelChoiceField):
    """Somebody with an account, by name and address: names alone are not always two different ones."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})" if obj.name else obj.email


class ReasonForm(forms.Form):
    """Why something is done, in a sentence; only asked where it is `needed`."""

    reason = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("ein Satz, den auch andere verstehen, zum Beispiel „Der Kurs ist zu Ende.“"),
        error_messages={"required": _("Bitte sagen Sie in einem Satz, warum.")},
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_needed = needed
        if not needed:
            self.fields["reason"].required = False
            self.fields["reason"].widget = forms.HiddenInput()


class DeedForm(forms.Form):
    """What somebody (`by`) says before something is done with `offers`: nothing."""

    def __init__(self, *args: Any, offers: QuerySet[Offer], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ArchiveForm(ReasonForm):
    """Why offers are put away."""

    def __init__(self, *args: Any, offers: QuerySet[Offer], by: User, **kwargs: Any) -> None:
        super().__init__(*args, needed=True, **kwargs)


class ArchiveHostForm(ArchiveForm):
    """Why partners or facilities are put away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "ein Satz, den auch andere verstehen, zum Beispiel „Das Haus ist geschlossen.“"
        )


class AssignForm(DeedForm):
    """To whom offers are assigned: somebody whose rights reach all of them, at first whoever asks, or nobody."""

    to = PersonField(
        queryset=User.objects.none(),
        required=False,
        label=_("Wer kümmert sich darum?"),
        empty_label=_("niemand mehr: Zuweisung aufheben"),
        help_text=_("Zur Wahl steht, wer alle diese Angebote bestätigen darf. Die Person bekommt eine Mail."),
        error_messages={"invalid_choice": _("Diese Person darf nicht alle diese Angebote bearbeiten.")},
    )

    def __init__(self, *args: Any, offers: QuerySet[Offer], by: User, **kwargs: Any) -> None:
        super().__init__(*args, offers=offers, by=by, initial={"to": by}, **kwargs)
        self.fields["to"].queryset = people_who_reach(offers, Permission.CONFIRM)


class AnswerForm(forms.Form):
    """What was done about a report."""

    answer = forms.CharField(
        label=_("Ihre Antwort"),
        max_length=2000,
        help_text=_(
            "Was haben Sie herausgefunden und geändert? Wer eine Adresse hinterlassen hat, bekommt diesen Text."
        ),
        error_messages={"required": _("Bitte sagen Sie, was Sie getan haben.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReturnForm(forms.Form):
    """What is missing in something that was submitted."""

    sentence = forms.CharField(
        label=_("Was fehlt noch?"),
        max_length=2000,
        required=True,
        help_text=_(
            "Ein freundlicher Satz genügt. Wer es geschrieben hat, bekommt ihn als E-Mail und schreibt dann weiter."
        ),
        error_messages={"required": _("Bitte sagen Sie in einem Satz, was noch fehlt.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CalendarForm(forms.Form):
    """A calendar file, and what of it becomes times of an offer."""

    ADD, REPLACE = "dazu", "ersetzen"

    file = forms.FileField(
        label=_("Kalenderdatei"),
        help_text=_("eine Datei, die auf .ics endet, höchstens 1 MB; Ihr Kalender nennt das meist „exportieren“"),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."),
            "empty": _("Diese Datei ist leer."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    title = forms.CharField(
        label=_("Nur Termine, in deren Titel das vorkommt"),
        max_length=100,
        required=False,
        help_text=_("leer lassen, wenn alle Termine der Datei zu diesem Angebot gehören"),
    )
    others = forms.ChoiceField(
        label=_("Zeiten, die nicht in der Datei stehen"),
        choices=[(REPLACE, _("fallen weg")), (ADD, _("bleiben"))],
        initial=REPLACE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie aus, was mit den anderen Zeiten geschieht.")},
    )

    def clean_file(self) -> bytes:
        """Return what the file holds; a larger one is not read into memory."""
        file = self.cleaned_data["file"]
        return file.read(MOST_BYTES + 1)


class SavedViewForm(forms.ModelForm):
    """The name of a saved view, and whether colleagues see it too."""

    class Meta:
        model = SavedView
        fields = ("name", "is_shared")
        error_messages: ClassVar = {"name": {"required": _("Bitte geben Sie der Ansicht einen Namen.")}}

    def clean_name(self) -> str:
        """Take the name on one line, without what no database takes."""
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name
