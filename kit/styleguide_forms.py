"""The form on the styleguide: one field of each kind."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Column, Div, Field, Fieldset, Layout, Reset, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

DISTRICTS = [
    (_("Stadtbezirk Nord"), [("eicken", "Eicken"), ("windberg", "Windberg")]),
    (_("Stadtbezirk Ost"), [("volksgarten", "Volksgarten"), ("lange", "Hardterbroich-Pesch-Bungtwaldsiedlung")]),
]
AGES = [("schwangerschaft", _("Schwangerschaft")), ("0-3-monate", _("0 bis 3 Monate")), ("1-jahr", _("1 Jahr"))]
REGISTRATION = [("none", _("Nein, einfach kommen")), ("required", _("Ja, bitte vorher anmelden"))]


class SampleForm(forms.Form):
    """One field of each kind; the layout uses each layout object."""

    name = forms.CharField(label=_("Name des Angebots"), help_text=_("So, wie Eltern es nennen würden."), max_length=80)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    district = forms.ChoiceField(label=_("Stadtteil"), choices=DISTRICTS, required=False)
    ages = forms.MultipleChoiceField(
        label=_("Für welches Alter?"),
        choices=AGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mehrere sind möglich."),
    )
    registration = forms.ChoiceField(
        label=_("Braucht es eine Anmeldung?"), choices=REGISTRATION, widget=forms.RadioSelect
    )
    day = forms.DateField(label=_("Erster Tag"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    start = forms.SplitDateTimeField(label=_("Nächster Termin"), required=False)
    text = forms.CharField(label=_("Beschreibung"), widget=forms.Textarea, required=False)
    picture = forms.FileField(label=_("Bild"), required=False)
    free = forms.BooleanField(
        label=_("Das Angebot ist kostenlos"), required=False, help_text=_("Auch ohne Materialkosten.")
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.form_show_errors = False
        self.helper.form_method = "get"
        self.helper.layout = Layout(
            Fieldset(
                _("Das Angebot"),
                "name",
                Row(Column("email"), Column("district")),
                Field("ages", wrapper_class="options-chips"),
                "registration",
            ),
            Fieldset(_("Wann und wie"), Row(Column("day"), Column("start")), Div("text"), "picture", "free", "token"),
            ButtonHolder(
                Submit("save", _("Speichern"), css_id=self.add_prefix("save")),
                Reset("reset", _("Verwerfen"), css_class="button-quiet", css_id=self.add_prefix("reset")),
                HTML('<a href="#formulare">…</a>'),
            ),
        )
