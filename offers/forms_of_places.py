"""What the map of a form asks: where an address is, or what lies at a point."""

from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kit.text import clean
from network.forms.places import PlaceForm


class WhereForm(forms.Form):
    """An address, or latitude and longitude as the form of a place takes them; the point goes first."""

    street = forms.CharField(max_length=160, required=False, label=_("Straße und Hausnummer"))
    postcode = forms.CharField(
        required=False,
        label=_("Postleitzahl"),
        validators=[RegexValidator(r"^\d{5}$", _("Eine Postleitzahl hat fünf Ziffern."))],
    )
    city = forms.CharField(max_length=120, required=False, label=_("Ort"))
    latitude = PlaceForm.declared_fields["latitude"]
    longitude = PlaceForm.declared_fields["longitude"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        latitude, longitude = data["latitude"], data["longitude"]
        if (latitude is None) != (longitude is None):
            raise forms.ValidationError(_("Bitte Breite und Länge angeben oder beide leer lassen."))
        data["point"] = None if latitude is None else Point(longitude, latitude, srid=4326)
        if not data["point"] and not any(clean(data.get(name, "")) for name in ("street", "postcode")):
            raise forms.ValidationError(_("Bitte zuerst Straße und Hausnummer eintragen."))
        return data

    @property
    def sentence(self) -> str:
        """Return what is wrong, each wrong field named once."""
        told = []
        for name, errors in self.errors.items():
            label = self.fields[name].label if name in self.fields else ""
            told += [f"{label}: {error}" if label else str(error) for error in errors]
        return " ".join(told)
