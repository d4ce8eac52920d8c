"""The form of an offer."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.forms.places import PlaceForm
from network.models import Facility, Partner, User
from network.permissions import facilities_with, partners_with
from offers.content import FIELDS, Content
from offers.editing.ages import AgeField, span_of
from offers.editing.layout import layout
from offers.editing.names import NamedField, NamedManyField
from offers.editing.times import TimesField, plain_series, series_of
from offers.editing.values import content_from
from offers.models import Offer, OfferType
from offers.pictures import picture_to_show
from offers.shortcomings import NOWHERE, is_findable
from sozialraum.models import District, SocialSpace

TICKED = ("topics", "target_groups", "life_situations", "access_modes", "languages", "accessibility", "goals")
MOST_PARTNERS = 50
# These have fields of their own below.
ENTERED_OTHERWISE = {"ages", "point", "schedules", "facility", "cooperation_partners"}


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, side by side."""


class WebAddressField(forms.URLField):
    """The address of a page; https is meant where nothing is said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


def ask_to_choose(form: forms.ModelForm) -> None:
    """Let lists begin with a word instead of a dash."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and isinstance(field.widget, forms.Select):
            field.empty_label = _("bitte wählen")


def offer_partners(form: forms.ModelForm, name: str, user: User) -> QuerySet[Partner]:
    """Let `user` choose in a field among the partners that they write for, by name where there are many; return these."""
    partners = partners_with(Permission.EDIT, user).order_by("name")
    form.fields[name].queryset = partners
    name_if_many(form, name)
    return partners


def name_if_many(form: forms.BaseForm, name: str) -> None:
    """Let people write the name of a partner where there are too many to choose from."""
    field = form.fields[name]
    if field.queryset.count() > MOST_PARTNERS:
        form.fields[name] = NamedField(label=field.label, queryset=field.queryset)


class OfferForm(PlaceForm):
    """All that people write about an offer. Its rules are those of the database, said beside the field."""

    all_ages = forms.BooleanField(label=_("für jedes Alter"), required=False)
    with_pregnancy = forms.BooleanField(label=_("auch schon in der Schwangerschaft"), required=False)
    age_from = AgeField(label=_("ab"), required=False, help_text=_("leer heißt: von Geburt an"))
    age_to = AgeField(
        label=_("bis unter"),
        required=False,
        help_text=_("der Geburtstag, ab dem es nicht mehr passt: „3 Jahre“ heißt unter drei"),
    )
    facility = NamedField(
        label=_("findet statt in"),
        required=False,
        help_text=_("Name der Einrichtung, oder unten eine eigene Anschrift"),
    )
    cooperation_partners = NamedManyField(
        label=_("Kooperationspartner"), required=False, help_text=_("ein Name je Zeile")
    )
    schedules = TimesField(label=_("Zeiten"))
    is_another = forms.BooleanField(label=_("Mein Angebot ist ein anderes als die oben genannten."), required=False)
    confirms = forms.BooleanField(
        label=_("Ich habe alles durchgesehen: Die Angaben stimmen."),
        required=False,
        help_text=_("Familien lesen dann „bestätigt“ mit dem heutigen Datum."),
    )

    class Meta:
        model = Offer
        fields = tuple(name for name in FIELDS if name not in ENTERED_OTHERWISE)
        widgets: ClassVar = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            # Not the writer's own: no browser fills them in.
            "phone": forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "url": forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "catchment_districts": Ticks,
            "catchment_social_spaces": Ticks,
        } | dict.fromkeys(TICKED, Ticks)
        field_classes: ClassVar = dict.fromkeys(("url", "registration_url"), WebAddressField)

    def __init__(
        self, *args: Any, user: User, content: Content | None = None, for_families: bool = False, **kwargs: Any
    ) -> None:
        """Make the form that `user` sees for a content that is being changed, or for a new offer.

        What is `for_families` has to be found by them.
        """
        super().__init__(*args, **kwargs)
        self.content, self.for_families, self.user = content or {}, for_families, user
        self.fields["schedules"].known = series_of(self.content)
        # No browser sends the picture that is there again.
        self.instance.image = self.content.get("image", "")
        self.initial["image"] = self.instance.image
        self.offer_choices(user)
        for name in ("latitude", "longitude"):
            self.fields[name].help_text = ""
        ask_to_choose(self)
        self.helper = layout()

    def offer_choices(self, user: User) -> None:
        """Let `user` choose among the partners that they write for, and the places that they may know."""
        partners = offer_partners(self, "provider", user)
        houses = Facility.objects.living().filter(pk__in=facilities_with(Permission.READ, user).values("pk"))
        self.fields["facility"].offered(houses | Facility.objects.filter(is_public=True, partner__is_public=True))
        # Those that are named already may be hidden by now.
        named = Partner.objects.filter(pk__in=self.content.get("cooperation_partners") or [])
        self.fields["cooperation_partners"].offered(Partner.objects.filter(is_public=True) | partners | named)
        self.fields["type"].choices = grouped_types()
        families = District.objects.for_families().defer("boundary").order_by("name")
        self.fields["district"].queryset = self.fields["catchment_districts"].queryset = families
        self.fields["catchment_social_spaces"].queryset = SocialSpace.objects.order_by("name")

    def clean_image(self) -> Any:
        return picture_to_show(self.cleaned_data["image"])

    def clean(self) -> dict[str, Any]:
        """Read ages and place together, and ask for what only several fields together can say."""
        data = super().clean()
        if not {"age_from", "age_to"} & self.errors.keys():
            try:
                data["ages"] = span_of(data)
            except forms.ValidationError as error:
                self.add_error(None, error)
        data["point"] = self.instance.point
        if data.get("is_citywide") and (data.get("catchment_districts") or data.get("catchment_social_spaces")):
            self.add_error("is_citywide", _("Stadtweit schließt alle Gebiete ein: bitte nur eines von beiden angeben."))
        if self.for_families and not self.errors and not is_reached(data):
            self.add_error("facility", NOWHERE)
        return data

    def written(self) -> Content:
        """Return the content that a valid form holds."""
        span = self.cleaned_data["ages"]
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "ages"}
        cleaned["schedules"] = [plain_series(series) for series in cleaned["schedules"]]
        return content_from(cleaned, self.content) | {"ages": list(span) if span else None}


def is_reached(cleaned: dict[str, Any]) -> bool:
    """Return whether families find what a form says: it is held somewhere, meant for some area, or comes to them."""
    return is_findable(
        is_citywide=bool(cleaned.get("is_citywide")),
        is_placed=any(cleaned.get(name) for name in ("facility", "point", "district")),
        has_catchment=any(cleaned.get(name) for name in ("catchment_districts", "catchment_social_spaces")),
        comes_home=any(mode.comes_home for mode in cleaned.get("access_modes", ())),
    )


def grouped_types() -> Iterable[tuple[str, Any]]:
    """Return the types of offers under the names of their groups, with one query."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for kind in OfferType.objects.select_related("group").order_by("group__order", "group__name", "order", "name"):
        groups.setdefault(kind.group.name, []).append((kind.pk, kind.name))
    return [("", _("bitte wählen")), *groups.items()]
