"""Ages as people say them: a number with months or years, and whether the pregnancy belongs to it."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.ages import BIRTH, CONCEPTION, OLDEST

YEAR: Final = 12
MONTHS, YEARS = "monate", "jahre"
UNITS: Final = [(MONTHS, _("Monate")), (YEARS, _("Jahre"))]
# Up to two years people count in months, if it does not come out even.
COUNTED_IN_MONTHS: Final = 2 * YEAR


class AgeWidget(forms.MultiWidget):
    """A number and its unit side by side."""

    template_name = "offers/workspace/form/age.html"
    use_fieldset = True

    def __init__(self) -> None:
        number = forms.NumberInput(attrs={"min": 0, "step": 1, "inputmode": "numeric", "aria-label": _("Zahl")})
        super().__init__({"zahl": number, "einheit": forms.Select(choices=UNITS, attrs={"aria-label": _("Einheit")})})

    def decompress(self, value: int | None) -> list[Any]:
        """Return months as a number with the unit in which people count them."""
        if value is None:
            return [None, MONTHS]
        in_years = value % YEAR == 0 and value >= YEAR
        return [value // YEAR, YEARS] if in_years else [value, MONTHS]


class AgeField(forms.MultiValueField):
    """An age in months, entered as a number of months or years; None where it is left out."""

    widget = AgeWidget

    def __init__(self, **kwargs: Any) -> None:
        number = forms.IntegerField(
            min_value=0,
            error_messages={
                "invalid": _("Bitte eine ganze Zahl angeben."),
                "min_value": _("Das Alter kann nicht unter null liegen."),
            },
        )
        super().__init__((number, forms.ChoiceField(choices=UNITS)), require_all_fields=False, **kwargs)
        self.fields[0].required = self.fields[1].required = False

    def compress(self, data_list: list[Any]) -> int | None:
        """Return the age in months."""
        if not data_list or data_list[0] is None:
            return None
        number, unit = data_list
        return number * YEAR if unit == YEARS else number


def span_of(cleaned: dict[str, Any]) -> tuple[int, int] | None:
    """Return the ages that a form names, in months and half-open; None for every age.

    Raises ValidationError with the field at which something is wrong.
    """
    if cleaned.get("all_ages"):
        return None
    lower, upper = cleaned.get("age_from"), cleaned.get("age_to")
    if cleaned.get("with_pregnancy"):
        if lower:
            refuse(
                "age_from", _("Gehört die Schwangerschaft dazu, beginnt das Alter mit der Geburt: bitte leer lassen.")
            )
        lower, upper = CONCEPTION, upper or BIRTH
    elif lower is None and upper is None:
        refuse("age_to", _("Bitte ein Alter angeben oder „für jedes Alter“ wählen."))
    elif upper is None:
        refuse("age_to", _("Bitte sagen Sie, bis zu welchem Alter das Angebot passt."))
    lower = BIRTH if lower is None else lower
    check(lower, upper)
    return lower, upper


def check(lower: int, upper: int) -> None:
    if upper > OLDEST:
        refuse("age_to", _("Das Portal reicht bis 27 Jahre."))
    if upper <= lower:
        refuse("age_to", _("Das Alter „bis unter“ muss höher sein als das Alter „ab“."))


def refuse(field: str, sentence: str) -> None:
    raise forms.ValidationError({field: sentence})


def initial_ages(ages: list[int] | None) -> dict[str, Any]:
    """Return what the fields show for ages in months; None is every age."""
    if ages is None:
        return {"all_ages": True, "with_pregnancy": False, "age_from": None, "age_to": None}
    lower, upper = ages
    return {
        "all_ages": False,
        "with_pregnancy": lower < BIRTH,
        "age_from": lower if lower > BIRTH else None,
        "age_to": upper if upper > BIRTH else None,
    }
