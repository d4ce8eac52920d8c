"""The form with which a family asks for a visit: no more than the visit needs."""

import datetime
import re
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text import clean
from network.models import VisitRequest
from network.welcome import Team, team_of
from sozialraum.forms import GuardedForm
from sozialraum.streets import Lookup, Outcome, find_sections

MONTHS_AHEAD, MONTHS_BACK = 10, 36
DIGITS: Final = 5  # the shortest number that anybody answers
Wish = VisitRequest.Wish
WISHES: Final = [
    (Wish.VISIT, gettext_lazy("ein Willkommensbesuch: Jemand vom Team kommt einmal zu uns nach Hause")),
    (Wish.MENTOR, gettext_lazy("eine Familienpatin oder ein Familienpate: Jemand begleitet uns eine Zeit lang")),
    (Wish.BOTH, gettext_lazy("beides")),
]
MISSING: Final = {
    "wish": gettext_lazy("Bitte wählen Sie, was Sie sich wünschen."),
    "name": gettext_lazy("Bitte schreiben Sie Ihren Namen. Der Vorname oder der Nachname genügt."),
    "address": gettext_lazy("Bitte schreiben Sie Straße und Hausnummer, damit das Team Ihres Stadtteils Sie findet."),
    "birth_month": gettext_lazy("Bitte wählen Sie den Monat."),
}
UNREACHABLE: Final = gettext_lazy(
    "Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an. Eines von beiden genügt."
)
NO_NUMBER: Final = gettext_lazy("Bitte schreiben Sie auch die Hausnummer, zum Beispiel „Hauptstraße 5“.")
NO_TEAM: Final = gettext_lazy(
    "Für diese Adresse nimmt noch kein Team Anfragen über das Portal an. Wir haben nichts gespeichert."
)
CALL: Final = gettext_lazy("Bitte rufen Sie an: %(who)s, Telefon %(phone)s.")
WRITE: Final = gettext_lazy("Bitte schreiben Sie uns über die Seite Kontakt.")


def month_of(value: str) -> datetime.date:
    return datetime.datetime.strptime(value, "%Y-%m").date()  # noqa: DTZ007 (a month has no time zone)


def months(today: datetime.date) -> list[tuple[Promise | str, list[tuple[str, str]]]]:
    """Return the months to choose from, this one first among those of children who are there, in two groups."""
    here = today.year * 12 + today.month - 1
    groups = [
        (_("Das Kind ist da"), range(here, here - MONTHS_BACK - 1, -1)),
        (_("Wir erwarten es"), range(here + 1, here + MONTHS_AHEAD + 1)),
    ]
    return [
        ("", [("", _("Bitte wählen"))]),
        *(
            (label, [(f"{n // 12}-{n % 12 + 1:02}", f"{MONTHS[n % 12 + 1]} {n // 12}") for n in numbers])
            for label, numbers in groups
        ),
    ]


class VisitForm(GuardedForm):
    """Who asks, where they live, how they are reached. `city_phone` is named where no team answers."""

    wish = forms.ChoiceField(label=gettext_lazy("Was wünschen Sie sich?"), choices=WISHES, widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.CharField(
        label=gettext_lazy("Straße und Hausnummer"),
        help_text=gettext_lazy("Danach finden wir das Team, das in Ihrem Stadtteil Familien besucht."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    birth_month = forms.TypedChoiceField(
        label=gettext_lazy("In welchem Monat ist Ihr Kind geboren, oder wann erwarten Sie es?"),
        help_text=gettext_lazy("Nur der Monat, keinen Tag. So weiß das Team, was für Sie gerade wichtig ist."),
        coerce=month_of,
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon"),
        help_text=gettext_lazy("Telefon oder E-Mail-Adresse: eines von beiden genügt."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        help_text=gettext_lazy("Dorthin schicken wir eine Bestätigung."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    language = forms.CharField(
        label=gettext_lazy("In welcher Sprache möchten Sie sprechen? (freiwillig)"), max_length=60, required=False
    )

    visible = ["wish", "name", "address", "birth_month", "phone", "email", "language"]
    submit_label = gettext_lazy("Anfrage senden")

    def __init__(self, *args: Any, city_phone: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city_phone = city_phone
        self.team: Team | None = None
        self.fields["birth_month"].choices = months(timezone.localdate())
        for name, sentence in MISSING.items():
            self.fields[name].error_messages["required"] = sentence

    def clean_name(self) -> str:
        return " ".join(clean(self.cleaned_data["name"]).split())

    def clean_phone(self) -> str:
        """Refuse what nobody can dial."""
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and len(re.findall(r"\d", phone)) < DIGITS:
            raise forms.ValidationError(_("Bitte prüfen Sie die Telefonnummer: Es fehlen Ziffern."))
        return phone

    def clean_address(self) -> str:
        """Return the address as the list of streets writes it, with its postcode; find the team on the way."""
        found = find_sections(clean(self.cleaned_data["address"]))
        if found.outcome is not Outcome.FOUND:
            raise forms.ValidationError(what_is_unclear(found))
        if found.address.number is None:
            raise forms.ValidationError(NO_NUMBER)
        self.team = team_of(found.district)
        if not self.team.takes_requests:
            raise forms.ValidationError(self.who_else())
        section, house = found.sections[0], f"{found.address.number}{found.address.letter}"
        return f"{section.street} {house}, {section.postcode.code}"

    def who_else(self) -> str:
        """Return that no team reads this, and whom to ask instead."""
        contact = self.team.contact
        who, phone = (contact.function, contact.phone) if contact and contact.phone else self.city_phone
        return f"{NO_TEAM} {CALL % {'who': who, 'phone': phone} if phone else WRITE}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"phone", "email"} & set(self.errors) and not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", UNREACHABLE)
        return cleaned

    def request(self) -> VisitRequest:
        """Return the unsaved request that a valid form makes."""
        given = {name: self.cleaned_data[name] for name in self.visible}
        return VisitRequest(social_space=self.team.space, **given)


def what_is_unclear(found: Lookup) -> str:
    """Return what has to be said besides, so that an address lies in one district."""
    street = found.sections[0].street if found.sections else found.address.street
    match found.outcome:
        case Outcome.AMBIGUOUS:
            places = sorted({f"{one.postcode.code} {one.district.name}" for one in found.sections})
            text = _("„%(street)s“ gibt es mehrmals: %(places)s. Bitte schreiben Sie die Postleitzahl dazu.")
            return text % {"street": street, "places": "; ".join(places)}
        case Outcome.NUMBER_MISSING:
            return str(NO_NUMBER)
        case Outcome.NUMBER_UNKNOWN:
            return _("Diese Hausnummer kennen wir in der Straße „%(street)s“ nicht. Bitte prüfen Sie sie.") % {
                "street": street
            }
    text = _("Die Straße „%(street)s“ kennen wir nicht. Bitte prüfen Sie, wie sie geschrieben wird.") % {
        "street": street
    }
    if found.suggestions:
        text += " " + _("Meinen Sie: %(names)s?") % {"names": ", ".join(found.suggestions)}
    return text
