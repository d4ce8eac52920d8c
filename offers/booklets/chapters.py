"""What a booklet says where nobody has written anything else, and what its coordination wants of each chapter."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.models import BookletChapter, ParentGuide

Kind = BookletChapter.Kind
# Put into a text as names of the city and the social space.
CITY: Final = "{stadt}"
SPACE: Final = "{sozialraum}"
STANDARD: Final[dict[str, Promise | str]] = {
    Kind.WELCOME: _(
        "Liebe Eltern, liebe Großeltern,\n\n"
        "ein Kind verändert alles. Sie freuen sich, Sie haben Fragen, und manchmal wird es anstrengend. Damit sind Sie in "
        "{stadt} nicht allein: Viele Menschen in Ihrer Nähe sind für Sie da.\n\n"
        "In diesem Heft steht, was es im Sozialraum {sozialraum} für Familien gibt, von der Schwangerschaft bis zum ersten "
        "Job. Behalten Sie es in der Nähe, schreiben Sie hinein, geben Sie es weiter. Und rufen Sie an, wenn Sie etwas "
        "wissen möchten. Keine Frage ist zu klein.\n\n"
        "Wir wünschen Ihnen und Ihrem Kind eine gute Zeit."
    ),
    Kind.MAP: _("Die Zahlen auf der Karte finden Sie bei den Häusern in diesem Heft wieder."),
    Kind.TEAM: _(
        "Wissen Sie nicht, wohin mit einer Frage? Rufen Sie hier an. Man hört Ihnen zu und hilft Ihnen weiter."
    ),
    Kind.CENTRES: _("Ein Familienzentrum ist für alle Familien offen, auch wenn Ihr Kind dort nicht in die Kita geht."),
    Kind.CHAIN: _(
        "Tippen Sie auf ein Angebot, oder halten Sie im gedruckten Heft die Kamera Ihres Telefons auf den Code: Dann öffnet "
        "sich die Seite mit allen Angaben von heute."
    ),
    Kind.FACILITIES: _("Diese Häuser liegen in Ihrem Sozialraum."),
    Kind.MIDWIVES: _(
        "Hebammen begleiten Sie vor und nach der Geburt. Bitte fragen Sie früh in der Schwangerschaft an."
    ),
    Kind.PRACTICES: _("Bitte rufen Sie vorher an. Nachts und am Wochenende hilft der ärztliche Bereitschaftsdienst."),
    Kind.OFFICES: _("Hier stellen Sie Anträge und lassen sich beraten."),
    Kind.LEADS: _("Diese Stellen sorgen dafür, dass alle im Sozialraum zusammenarbeiten."),
    Kind.OWN: "",
    Kind.EMERGENCY: _("Diese Nummern helfen sofort. Hängen Sie sie am besten dorthin, wo alle sie sehen."),
}


class Wish(NamedTuple):
    """What is wanted of a chapter: whether it is shown, and its text; an empty one stands for the standard."""

    kind: Kind
    is_shown: bool = True
    text: str = ""


def languages() -> tuple[str, ...]:
    """Return the languages of the content; a booklet is made in each of them, and in no other."""
    return tuple(code for code, _name in settings.LANGUAGES)


def standard_wishes() -> list[Wish]:
    """Return the chapters of a booklet that nobody has changed."""
    return [Wish(kind) for kind in Kind]


def wishes_of(booklet: ParentGuide | None) -> list[Wish]:
    """Return the chapters as they are wanted; those that nobody has decided on stand where they always do, but last."""
    written = [Wish(Kind(one.kind), one.is_shown, one.text) for one in booklet.chapters.all()] if booklet else []
    known = {wish.kind for wish in written}
    return written + [wish for wish in standard_wishes() if wish.kind not in known]


def said(wish: Wish, *, city: str, space: str) -> str:
    """Return the text of a chapter with the names in it."""
    text = wish.text or str(STANDARD[wish.kind])
    return text.replace(CITY, city).replace(SPACE, space)


def in_order(wishes: Iterable[Wish]) -> list[Wish]:
    """Return the chapters that are in the booklet."""
    return [wish for wish in wishes if wish.is_shown or wish.kind == Kind.EMERGENCY]
