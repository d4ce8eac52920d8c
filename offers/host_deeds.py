"""What can be done with a selection of partners or facilities, and what stands in its way or goes along with it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, F, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from network.choices import Permission
from network.models import Facility, Partner, User
from offers.actions import archiving
from offers.forms_of_staff import ArchiveHostForm
from offers.permissions import records_with
from offers.shortcomings import Shortcoming
from offers.workspace import FOUR_EYES, Deed, Told

ARCHIVED: Final = ~Q(archived_reason="")
# So many names stand in a sentence.
NAMED: Final = 10
# By the id of a partner or facility.
Sentences = dict[int, list[Shortcoming]]
Telling = Callable[[list[Any], User], Sentences]
FOREIGN: Final = _("Dazu gehören Angebote oder Einrichtungen, über die Sie nicht entscheiden.")
PARTNER_IS_AWAY: Final = _("Der Träger ist archiviert und muss zuerst wieder aufgenommen werden.")
PARTNER_IS_HIDDEN: Final = _("Familien sehen die Einrichtung erst, wenn auch der Träger öffentlich ist.")
OFFERS_TOO: Final = ngettext_lazy(
    "Mit archiviert wird %(number)s Angebot: %(names)s",
    "Mit archiviert werden %(number)s Angebote: %(names)s",
    "number",
)
HOUSES_TOO: Final = ngettext_lazy(
    "Mit archiviert wird %(number)s Einrichtung: %(names)s",
    "Mit archiviert werden %(number)s Einrichtungen: %(names)s",
    "number",
)
GUESTS: Final = ngettext_lazy(
    "In seinen Einrichtungen findet noch %(number)s Angebot von anderen statt: %(names)s",
    "In seinen Einrichtungen finden noch %(number)s Angebote von anderen statt: %(names)s",
    "number",
)
STILL_HELD: Final = ngettext_lazy(
    "Hier findet noch %(number)s Angebot statt, das zuerst umziehen oder archiviert werden muss: %(names)s",
    "Hier finden noch %(number)s Angebote statt, die zuerst umziehen oder archiviert werden müssen: %(names)s",
    "number",
)
STAYS: Final = _(
    "Gelöscht wird nichts: Der Verlauf bleibt, und wer eine alte Adresse aufruft, liest, dass es das nicht mehr gibt."
)


def nothing(_hosts: list[Any], _user: User) -> Sentences:
    return {}


@dataclass(frozen=True, kw_only=True)
class HostDeed(Deed):
    """Something that can be done with partners, or with facilities."""

    model: type[Model]
    condition: Q
    states: frozenset[str] = frozenset()  # which only offers have
    goes_along: Telling = nothing
    in_the_way: Telling = nothing

    def allowed(self, selection: QuerySet, user: User) -> QuerySet:
        mine = records_with(self.permission, user, self.model).values("pk")
        return selection.filter(self.condition, pk__in=mine)

    def offered(self, selection: QuerySet, user: User) -> QuerySet:
        """Return those whose own page leads there: what stands in the way is told on the next one."""
        return self.allowed(selection, user)

    def hints(self, hosts: QuerySet, user: User) -> list[Told]:
        return told(hosts, self.goes_along, user)

    def obstacles(self, hosts: QuerySet, user: User) -> list[Told]:
        return told(hosts, self.in_the_way, user)


def told(hosts: QuerySet, telling: Telling, user: User) -> list[Told]:
    """Return hosts, each with its sentences; as many queries for many as for one."""
    found = list(hosts)
    sentences = telling(found, user)
    return [(host, sentences.get(host.pk, [])) for host in found]


def named(records: QuerySet, column: str, name: str, sentence: Promise) -> dict[int, str]:
    """Return for each host that some records name in a column a sentence with their number and the first of their names."""
    window = {"partition_by": F(column)}
    ranked = records.order_by().annotate(
        host=F(column), place=Window(RowNumber(), order_by=[name, "pk"], **window), number=Window(Count("pk"), **window)
    )
    names: dict[int, list[str]] = defaultdict(list)
    numbers: dict[int, int] = {}
    for host, text, number in ranked.filter(place__lte=NAMED).order_by("place").values_list("host", name, "number"):
        names[host].append(text)
        numbers[host] = number
    return {host: sentence % {"number": numbers[host], "names": listed(names[host], numbers[host])} for host in names}


def listed(names: list[str], number: int) -> str:
    """Return names in quotes, since they hold commas themselves, and how many there are beside them."""
    more = number - len(names)
    return ", ".join(
        [*(f"„{name}“" for name in names), *([_now("und noch %(number)s mehr") % {"number": more}] if more else [])]
    )


def takes_along(partners: list[Partner], _user: User) -> Sentences:
    """Say what is archived together with partners."""
    mine = named(archiving.living_offers().filter(provider__in=partners), "provider", "title", OFFERS_TOO)
    houses = named(Facility.objects.living().filter(partner__in=partners), "partner", "name", HOUSES_TOO)
    return {one.pk: [Shortcoming(part[one.pk]) for part in (houses, mine) if one.pk in part] for one in partners}


def keeps_partner(partners: list[Partner], _user: User) -> Sentences:
    """Say why partners cannot be archived: others hold offers in their houses, or something is not for the person to decide."""
    others = archiving.living_offers().filter(facility__partner__in=partners).exclude(provider=F("facility__partner"))
    guests = named(others, "facility__partner", "title", GUESTS)
    houses = f"{reverse('staff_facilities')}?traeger="
    return {
        one.pk: [Shortcoming(guests[one.pk], url=houses + one.slug) if one.pk in guests else Shortcoming(FOREIGN)]
        for one in partners
    }


def keeps_facility(facilities: list[Facility], _user: User) -> Sentences:
    """Say what is still held in facilities."""
    held = named(archiving.living_offers().filter(facility__in=facilities), "facility", "title", STILL_HELD)
    offers = f"{reverse('staff_offers')}?einrichtung="
    return {one.pk: [Shortcoming(held[one.pk], url=offers + one.slug)] for one in facilities if one.pk in held}


def awaits_partner(facilities: list[Facility], _user: User) -> Sentences:
    return {one.pk: [Shortcoming(PARTNER_IS_HIDDEN)] for one in facilities if not one.partner.is_public}


def wants_others(hosts: list[Any], _user: User) -> Sentences:
    return {one.pk: [Shortcoming(FOUR_EYES)] for one in hosts}


def partner_is_away(facilities: list[Facility], _user: User) -> Sentences:
    return {one.pk: [Shortcoming(PARTNER_IS_AWAY)] for one in facilities}


def showing(model: type[Model], goes_along: Telling = nothing) -> list[HostDeed]:
    """Return the two deeds with the page that families see."""
    return [
        HostDeed(
            code="zeigen",
            label=_("öffentlich zeigen"),
            done=_("öffentlich gezeigt"),
            permission=Permission.ADMIT,
            model=model,
            condition=Q(is_public=False, archived_reason=""),
            perform=archiving.show_hosts,
            names_actor=True,
            fit=archiving.showable,
            goes_along=goes_along,
            in_the_way=wants_others,
        ),
        HostDeed(
            code="verbergen",
            label=_("verbergen"),
            done=_("verborgen"),
            permission=Permission.ADMIT,
            model=model,
            condition=Q(is_public=True),
            perform=archiving.hide_hosts,
            note=_("Familien finden die eigene Seite dann nicht mehr. Veröffentlichte Angebote bleiben, wo sie sind."),
        ),
    ]


PARTNER_DEEDS: Final = [
    *showing(Partner),
    HostDeed(
        code="archivieren",
        label=_("archivieren"),
        done=_("archiviert"),
        permission=Permission.ADMIT,
        model=Partner,
        condition=~ARCHIVED,
        perform=archiving.archive_partners,
        names_actor=True,
        form=ArchiveHostForm,
        fit=archiving.archivable_partners,
        goes_along=takes_along,
        in_the_way=keeps_partner,
        note=STAYS,
    ),
    HostDeed(
        code="wiederaufnehmen",
        label=_("wieder aufnehmen"),
        done=_("wieder aufgenommen, noch nicht öffentlich"),
        permission=Permission.ADMIT,
        model=Partner,
        condition=ARCHIVED,
        perform=archiving.resume_partners,
        note=_(
            "Der Partner ist dann wieder da, aber noch nicht öffentlich. Seine Einrichtungen und Angebote bleiben archiviert, bis jemand auch sie wieder aufnimmt."
        ),
    ),
]
FACILITY_DEEDS: Final = [
    *showing(Facility, awaits_partner),
    HostDeed(
        code="archivieren",
        label=_("archivieren"),
        done=_("archiviert"),
        permission=Permission.ARCHIVE,
        model=Facility,
        condition=~ARCHIVED,
        perform=archiving.archive_facilities,
        names_actor=True,
        form=ArchiveHostForm,
        fit=archiving.archivable_facilities,
        in_the_way=keeps_facility,
        note=STAYS,
    ),
    HostDeed(
        code="wiederaufnehmen",
        label=_("wieder aufnehmen"),
        done=_("wieder aufgenommen, noch nicht öffentlich"),
        permission=Permission.ARCHIVE,
        model=Facility,
        condition=ARCHIVED,
        perform=archiving.resume_facilities,
        names_actor=True,
        fit=archiving.resumable_facilities,
        in_the_way=partner_is_away,
        note=_(
            "Die Einrichtung ist dann wieder da, aber noch nicht öffentlich. Angebote, die dort stattfanden, bleiben archiviert."
        ),
    ),
]
