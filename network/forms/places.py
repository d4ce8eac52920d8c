"""Where something is, entered as two numbers: no map, so nothing is loaded from elsewhere."""

from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

DECIMALS = 6  # of a degree: a hand's breadth


class PlaceForm(forms.ModelForm):
    """A form of a record with a `point`: latitude and longitude in degrees (WGS 84), both or neither."""

    # Within Germany, so that two numbers in the wrong order are noticed. Localized, so that a comma may be typed as well.
    latitude = forms.FloatField(
        label=_("Geografische Breite"),
        required=False,
        min_value=47,
        max_value=56,
        localize=True,
        help_text=_("zum Beispiel 51,19"),
    )
    longitude = forms.FloatField(
        label=_("Geografische Länge"),
        required=False,
        min_value=5,
        max_value=16,
        localize=True,
        help_text=_("zum Beispiel 6,43"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.point:
            longitude, latitude = (round(degrees, DECIMALS) for degrees in self.instance.point.coords)
            self.initial |= {"latitude": latitude, "longitude": longitude}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"latitude", "longitude"} & self.errors.keys():
            return data
        latitude, longitude = data["latitude"], data["longitude"]
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("Bitte Breite und Länge angeben oder beide leer lassen."))
        else:
            self.instance.point = None if latitude is None else Point(longitude, latitude, srid=4326)
        return data
