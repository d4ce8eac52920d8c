"""How the pages of a selection speak of the records of each list."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy

from offers.registers import FACILITIES, OFFERS, PARTNERS


@dataclass(frozen=True)
class Words:
    """How the pages of a selection speak of the records of a list; all but the first two say a number."""

    title: str | Promise
    none_chosen: str | Promise
    concerned: Any
    unfit: Any
    left_alone: Any
    done: Any


WORDS: Final = {
    OFFERS.page: Words(
        gettext_lazy("Angebote"),
        gettext_lazy("Bitte wählen Sie zuerst mindestens ein Angebot aus."),
        ngettext_lazy("Das betrifft %(number)s Angebot:", "Das betrifft %(number)s Angebote:", "number"),
        ngettext_lazy(
            "%(number)s ausgewähltes Angebot bleibt, wie es ist, weil noch etwas fehlt:",
            "%(number)s ausgewählte Angebote bleiben, wie sie sind, weil noch etwas fehlt:",
            "number",
        ),
        ngettext_lazy(
            "%(number)s ausgewähltes Angebot bleibt, wie es ist: Dafür haben Sie nicht das Recht, oder es ist in einem Zustand, zu dem das nicht passt.",
            "%(number)s ausgewählte Angebote bleiben, wie sie sind: Dafür haben Sie nicht das Recht, oder sie sind in einem Zustand, zu dem das nicht passt.",
            "number",
        ),
        ngettext_lazy("%(number)s Angebot %(done)s.", "%(number)s Angebote %(done)s.", "number"),
    ),
    FACILITIES.page: Words(
        gettext_lazy("Einrichtungen"),
        gettext_lazy("Bitte wählen Sie zuerst mindestens eine Einrichtung aus."),
        ngettext_lazy("Das betrifft %(number)s Einrichtung:", "Das betrifft %(number)s Einrichtungen:", "number"),
        ngettext_lazy(
            "%(number)s ausgewählte Einrichtung bleibt, wie sie ist, weil etwas im Weg steht:",
            "%(number)s ausgewählte Einrichtungen bleiben, wie sie sind, weil etwas im Weg steht:",
            "number",
        ),
        ngettext_lazy(
            "%(number)s ausgewählte Einrichtung bleibt, wie sie ist: Dafür haben Sie nicht das Recht, oder sie ist in einem Zustand, zu dem das nicht passt.",
            "%(number)s ausgewählte Einrichtungen bleiben, wie sie sind: Dafür haben Sie nicht das Recht, oder sie sind in einem Zustand, zu dem das nicht passt.",
            "number",
        ),
        ngettext_lazy("%(number)s Einrichtung %(done)s.", "%(number)s Einrichtungen %(done)s.", "number"),
    ),
    PARTNERS.page: Words(
        gettext_lazy("Partner"),
        gettext_lazy("Bitte wählen Sie zuerst mindestens einen Partner aus."),
        ngettext_lazy("Das betrifft %(number)s Partner:", "Das betrifft %(number)s Partner:", "number"),
        ngettext_lazy(
            "%(number)s ausgewählter Partner bleibt, wie er ist, weil etwas im Weg steht:",
            "%(number)s ausgewählte Partner bleiben, wie sie sind, weil etwas im Weg steht:",
            "number",
        ),
        ngettext_lazy(
            "%(number)s ausgewählter Partner bleibt, wie er ist: Dafür haben Sie nicht das Recht, oder er ist in einem Zustand, zu dem das nicht passt.",
            "%(number)s ausgewählte Partner bleiben, wie sie sind: Dafür haben Sie nicht das Recht, oder sie sind in einem Zustand, zu dem das nicht passt.",
            "number",
        ),
        ngettext_lazy("%(number)s Partner %(done)s.", "%(number)s Partner %(done)s.", "number"),
    ),
}
