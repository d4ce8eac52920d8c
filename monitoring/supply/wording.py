"""Supply and need in sentences."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.areas import Area
from monitoring.figures import Figure
from monitoring.pictures.marks import spoken
from monitoring.supply.ages import Age
from monitoring.supply.need import Need
from monitoring.supply.situation import HELD, Situation

DECIMALS = 1


def offers(number: int) -> str:
    return ngettext("%(number)s Angebot", "%(number)s Angebote", number) % {"number": whole(number)}


def whole(number: int) -> str:
    return number_format(number, 0, use_l10n=True, force_grouping=True)


def of_area(situation: Situation, area: Area, age: Age) -> str:
    """Return what an area has for an age: "In Mülfort leben 412 Kinder unter 3 Jahren; 2 Angebote …"."""
    living, number = situation.living(area, age), offers(situation.offers(area, age))
    words = {"area": area.name, "age": age.name, "whom": age.whom, "offers": number}
    if living.value is None:
        return _("%(area)s (%(age)s): %(offers)s; %(why)s.") % (words | {"why": withheld(age, living)})
    words |= {"children": living.text(0) if living.value else _("keine")}
    here = _("In %(area)s leben %(children)s %(whom)s; %(offers)s") % words
    return f"{here}{compared(situation, area, age)}."


def withheld(age: Age, living: Figure) -> str:
    """Return why there is no density."""
    if not age.counts:
        return _("für genau dieses Alter gibt es keine Zahl der Kinder")
    return _("Zahl der Kinder: %(why)s") % {"why": living.word()}


def compared(situation: Situation, area: Area, age: Age) -> str:
    """Return how many that is for a hundred children, here and in the city; nothing where nobody lives here."""
    own, average = situation.density(area, age), situation.average(age)
    if own.value is None:
        return ""
    if average.value is None:
        return _(", das sind %(own)s je 100") % {"own": own.text(DECIMALS)}
    words = {"own": spoken(own, DECIMALS, ""), "average": average.text(DECIMALS)}
    return _(", das sind %(own)s je 100; städtischer Schnitt %(average)s je 100") % words


def needed(need: Need, area: Area) -> str:
    """Return how much an area needs, beside the average."""
    number = need.of(area.key)
    words = {"name": need.name, "own": spoken(number, need.decimals, need.unit)}
    if number.value is None or need.average is None:
        return _("%(name)s: %(own)s") % words
    average = Figure(need.average, withheld="")
    words["average"] = spoken(average, need.decimals, need.unit)
    return _("%(name)s: %(own)s (Schnitt %(average)s)") % words


def counted(counting: str) -> str:
    """Return which offers count."""
    if counting == HELD:
        return _("Gezählt sind Angebote, die dort stattfinden.")
    return _("Gezählt sind alle Angebote, die Menschen dort finden: von dort, für dort und überall.")
