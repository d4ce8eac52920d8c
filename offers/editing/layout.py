"""The form's sections, in the order in which somebody would tell of an offer."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Field, Fieldset, Layout, LayoutObject, Row
from crispy_forms.utils import render_field
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from kit.templatetags.components import filter_panel


class Panel(LayoutObject):
    """Fields that few need, folded away; open where one of them is wrong or filled in."""

    def __init__(self, label: str, *fields: str | LayoutObject) -> None:
        self.label, self.fields = label, list(fields)

    def render(self, form, context, template_pack="portal", **kwargs) -> str:
        """Return the panel with its fields."""
        parts = (render_field(one, form, context, template_pack=template_pack, **kwargs) for one in self.fields)
        inside = format_html_join("", "{}", ((part,) for part in parts))
        names = [pointer.name for pointer in self.get_field_names()]
        filled = sum(is_filled(form, name) for name in names)
        return filter_panel(inside, label=self.label, count=filled, open=any(name in form.errors for name in names))


class Another(LayoutObject):
    """The answer to the warning of offers that are alike; asked where there is such a warning."""

    def __init__(self, field: str) -> None:
        self.field, self.fields = field, [field]

    def render(self, form, context, template_pack="portal", **kwargs) -> str:
        """Return the box to tick, or nothing."""
        is_asked = context["assist"].twins or self.field in form.errors
        return render_field(self.field, form, context, template_pack=template_pack, **kwargs) if is_asked else ""


def is_filled(form, name: str) -> bool:
    """Return whether a field says something beside what it says from the beginning."""
    value, usual = form[name].value(), form.fields[name].initial
    default = form._meta.model._meta.get_field(name).get_default() if name in form._meta.fields else usual
    return value not in (None, "", [], False, default)


def live(name: str) -> Div:
    """Return the place of something that the form says while somebody writes."""
    return Div(HTML(f'{{% include "offers/workspace/form/live/{name}.html" %}}'), data_live=name)


def chips(name: str) -> Field:
    return Field(name, wrapper_class="options-chips")


MAP = HTML('{% include "offers/workspace/form/point_map.html" %}')
WHAT = Fieldset(_("Worum geht es?"), "title", "summary", "description", live("texts"), "type", chips("topics"))
FOR_WHOM = Fieldset(
    _("Für wen?"),
    "all_ages",
    Row(Column("age_from"), Column("age_to")),
    "with_pregnancy",
    live("ages"),
    chips("target_groups"),
    Panel(_("Näheres zu den Familien"), chips("life_situations"), "gender_focus", "sibling_care", "places"),
)
WHERE = Fieldset(
    _("Wo?"),
    chips("access_modes"),
    "facility",
    Panel(
        _("Eigene Anschrift"),
        "street",
        Row(Column("postcode"), Column("city")),
        Row(Column("latitude"), Column("longitude")),
        MAP,
        "district",
        "address_is_confidential",
    ),
    "place_note",
    "is_citywide",
    Panel(
        _("Nur für Familien aus bestimmten Gebieten"), chips("catchment_districts"), chips("catchment_social_spaces")
    ),
)
WHEN = Fieldset(
    _("Wann?"),
    "schedules",
    live("times"),
    "by_arrangement",
    "time_note",
    Panel(_("Das Angebot läuft nur eine Zeit lang"), Row(Column("valid_from"), Column("valid_until"))),
)
TERMS = Fieldset(
    _("Anmeldung und Kosten"),
    "registration",
    "registration_note",
    "registration_url",
    "cost",
    "cost_note",
    "accepts_education_package",
    "accepts_family_card",
)
ACCESS = Fieldset(
    _("Sprachen und Barrierefreiheit"),
    chips("accessibility"),
    "interpreter_possible",
    Panel(_("Sprachen"), chips("languages")),
)
WHO = Fieldset(
    _("Wer?"),
    "provider",
    Row(Column("phone"), Column("email")),
    "url",
    Panel(_("Bild"), "image", "image_alt"),
    Panel(_("Kooperationspartner"), "cooperation_partners"),
)
INTERNAL = Panel(
    _("Für die Verwaltung"),
    "visibility",
    "review_months",
    "prevention_level",
    "is_low_threshold",
    "programme",
    "funding_line",
    chips("goals"),
    "quality_goal",
)


def layout() -> FormHelper:
    """Return how crispy-forms lays out the form; the frame (`<form>`, buttons) is the page's."""
    helper = FormHelper()
    helper.form_tag = helper.form_show_errors = helper.include_media = False
    sections = (WHAT, FOR_WHOM, WHERE, WHEN, TERMS, ACCESS, WHO, INTERNAL)
    helper.layout = Layout(*sections, live("completeness"), live("twins"), Another("is_another"), "confirms")
    return helper
