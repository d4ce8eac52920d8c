"""What a search is called: in the heading of its page and in the title of its tab."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.search import Criteria
from offers.wording import describe_age


def where(criteria: Criteria) -> str:
    """Return the places of a search, such as "in Eicken oder Windberg"; empty without one."""
    names = [place.label for place in criteria.places]
    if not names:
        return ""
    if criteria.radius_km:
        return _("im Umkreis von %(km)s km um %(places)s") % {
            "km": criteria.radius_km,
            "places": get_text_list(names, _("oder")),
        }
    return _("für %(places)s") % {"places": get_text_list(names, _("oder"))}


def for_whom(criteria: Criteria) -> str:
    """Return the ages of a search, such as "Alter: 1 Jahr oder 6–9 Jahre"; empty without one."""
    ages = [str(step.label) for step in criteria.steps]
    ages += map(describe_age, criteria.months)
    return _("Alter: %(ages)s") % {"ages": get_text_list(ages, _("oder"))} if ages else ""


def heading(criteria: Criteria) -> str:
    """Return the heading of a result page."""
    parts = [_("Angebote"), where(criteria)]
    return " ".join(filter(None, parts))


def announcement(total: int, *, is_more: bool = False) -> str:
    """Return how many offers were found, as it is read out; `is_more` where these are not all."""
    number = {"total": f"{total:,}".replace(",", ".")}
    if is_more:
        return _("mehr als %(total)s Angebote") % number
    return ngettext("%(total)s Angebot", "%(total)s Angebote", total) % number
