"""The sections of the forms of partners and facilities."""

from collections.abc import Container

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, LayoutObject, Row
from django.utils.translation import gettext_lazy as _

from offers.editing.layout import MAP, Panel, chips

CONTACT = Fieldset(_("Wie erreicht man Sie?"), Row(Column("phone"), Column("email")), "website")
PLACE = Fieldset(
    _("Wo?"),
    "street",
    Row(Column("postcode"), Column("city")),
    MAP,
    Panel(_("Lage und Stadtteil von Hand"), Row(Column("latitude"), Column("longitude")), "district"),
    "address_is_confidential",
)


def helper_of(*sections: LayoutObject) -> FormHelper:
    """Return how crispy-forms lays out a form; the frame (`<form>`, buttons) is the page's."""
    helper = FormHelper()
    helper.form_tag = helper.form_show_errors = helper.include_media = False
    helper.layout = Layout(*sections)
    return helper


def public_section(fields: Container[str]) -> list[LayoutObject]:
    return [Fieldset(_("Öffentlich"), "is_public")] if "is_public" in fields else []


def partner_layout(fields: Container[str]) -> FormHelper:
    """Return the sections of a partner; what is not among its fields is not shown."""
    network = ["network"] if "network" in fields else []
    what = Fieldset(_("Wer?"), "name", "kind", "parent", *network, "description")
    return helper_of(what, CONTACT, *public_section(fields))


def facility_layout(fields: Container[str]) -> FormHelper:
    """Return the sections of a facility; what is not among its fields is not shown."""
    return helper_of(
        Fieldset(_("Was für ein Haus?"), "name", "kind", "partner", "description", "is_open_for_all"),
        PLACE,
        CONTACT,
        Fieldset(_("Wann geöffnet?"), "opening_hours", "opening_note"),
        Fieldset(
            _("Barrierefreiheit und Gütesiegel"),
            chips("accessibility"),
            Panel(_("Gütesiegel"), Row(Column("quality_seal"), Column("seal_valid_until"))),
        ),
        *public_section(fields),
    )
