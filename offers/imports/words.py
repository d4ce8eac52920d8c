"""The municipality's words for offers, by all that people write for them."""

from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.german import fold
from kit.importing import RefusedError, Report
from kit.importing_values import parts
from kit.importing_words import Words
from network.models import AccessibilityFeature, FacilityKind, PartnerKind
from offers.models import (
    AccessMode,
    CostKind,
    Language,
    LifeSituation,
    OfferType,
    OfferTypeGroup,
    RegistrationKind,
    TargetGroup,
    Topic,
)

# What files and the search count on; a new municipality gets each when a file first needs it.
STANDARD: dict[type[Model], dict[str, dict]] = {
    AccessMode: {
        "vor-ort": {"name": gettext_lazy("vor Ort")},
        "zuhause": {"name": gettext_lazy("bei Ihnen zu Hause"), "comes_home": True},
        "online": {"name": gettext_lazy("online"), "is_remote": True},
        "telefon": {"name": gettext_lazy("am Telefon"), "is_remote": True},
    },
    CostKind: {
        "free": {"name": gettext_lazy("kostenlos"), "is_free": True},
        "reduced": {"name": gettext_lazy("kostet etwas, mit Ermäßigung")},
        "fee": {"name": gettext_lazy("kostet etwas")},
        "ask": {"name": gettext_lazy("Kosten bitte erfragen"), "order": 90},
    },
    RegistrationKind: {
        "none": {"name": gettext_lazy("ohne Anmeldung"), "is_needed": False},
        "required": {"name": gettext_lazy("mit Anmeldung")},
        "professional": {"name": gettext_lazy("Anmeldung über eine Fachkraft")},
        "ask": {"name": gettext_lazy("bitte vorher nachfragen"), "order": 90},
    },
    OfferTypeGroup: {"weitere": {"name": gettext_lazy("Weitere Angebote"), "order": 90}},
    OfferType: {"weitere": {"name": gettext_lazy("weiteres Angebot"), "order": 90}},
    PartnerKind: {"sonstige": {"name": gettext_lazy("Sonstige"), "name_plural": gettext_lazy("Sonstige"), "order": 90}},
    FacilityKind: {
        "sonstige": {"name": gettext_lazy("Sonstige"), "name_plural": gettext_lazy("Sonstige"), "order": 90}
    },
}
# The words of a column that stand for a code, beside the code itself and its name.
ALIASES: dict[type[Model], dict[str, list[str]]] = {
    AccessMode: {
        "vor-ort": ["on site", "Präsenz", "in der Einrichtung"],
        "zuhause": ["home", "zu Hause", "Hausbesuch", "aufsuchend", "bei der Familie"],
        "online": ["digital", "Video", "im Internet"],
        "telefon": ["phone", "Telefon", "telefonisch"],
    },
    CostKind: {
        "free": [
            "frei",
            "gratis",
            "kostenfrei",
            "keine",
            "ohne Kosten",
            "nein",
            "0",
            "0 €",
            "0,00",
            "0,00 €",
            "umsonst",
        ],
        "fee": ["ja", "kostenpflichtig", "Gebühr", "Beitrag", "Teilnahmegebühr"],
        "reduced": ["ermäßigt", "Ermäßigung", "Ermäßigung möglich"],
    },
    RegistrationKind: {
        "none": ["nein", "keine", "nicht nötig", "nicht erforderlich", "ohne", "offen", "keine Anmeldung"],
        "required": ["ja", "mit", "nötig", "erforderlich", "notwendig", "Anmeldung erforderlich"],
        "professional": ["Fachkraft", "über eine Fachkraft", "über Fachkräfte", "Vermittlung"],
    },
}
SEVERAL = {
    "topics": Topic,
    "target_groups": TargetGroup,
    "life_situations": LifeSituation,
    "access": AccessMode,
    "languages": Language,
    "accessibility": AccessibilityFeature,
}
STEP_FREE = {"ja", "barrierefrei", "rollstuhlgerecht", "x", "yes"}


def standard_code(model: type[Model], word: str) -> str:
    """Return the code of the standard word that a folded `word` means, "" where there is none."""
    aliases = ALIASES.get(model, {})
    for code, values in STANDARD.get(model, {}).items():
        if word in map(fold, [code, str(values["name"]), *aliases.get(code, [])]):
            return code
    return ""


@dataclass(frozen=True)
class Access:
    """How families and an offer come together, all of its modes taken together."""

    comes_home: bool
    is_remote: bool


@dataclass
class Vocabulary:
    """The words of the database, each list read when it is first asked for."""

    report: Report
    _words: dict[type[Model], Words] = field(default_factory=dict)
    _found: dict[tuple[type[Model], str], int | None] = field(default_factory=dict)
    _modes: dict[int, AccessMode] | None = None

    def find(self, model: type[Model], text: str) -> int | None:
        """Return the id of the word that `text` means, None where there is none."""
        key = (model, text)
        # Most rows say the same few things.
        if key not in self._found:
            found = self._of(model).find(text)
            code = standard_code(model, fold(text))
            self._found[key] = self.standard(model, code) if code and found is None else found
        return self._found[key]

    def several(self, model: type[Model], text: str, line: int) -> set[int]:
        """Return the ids of the words of a cell; unknown ones are reported and left out."""
        found, unknown = set(), []
        for part in parts(text):
            ids = self._of_part(model, part)
            found |= ids
            if not ids and not (model is AccessibilityFeature and fold(part) in {"nein", "no", "0"}):
                unknown.append(part)
        if unknown:
            label = model._meta.verbose_name_plural
            message = _("nicht bekannt und nicht übernommen (%(label)s): %(words)s")
            self.report.note(line, message % {"label": label, "words": ", ".join(unknown)})
        return found

    def one(self, model: type[Model], text: str) -> int:
        """Return the id of the word `text`; raises RefusedError with those that are spelled alike."""
        if found := self.find(model, text):
            return found
        words = {"label": model._meta.verbose_name, "text": text}
        if near := self._of(model).near(text):
            words["near"] = ", ".join(near)
            raise RefusedError(_("%(label)s „%(text)s“ gibt es nicht; gemeint vielleicht: %(near)s") % words)
        raise RefusedError(_("%(label)s „%(text)s“ gibt es nicht") % words)

    def standard(self, model: type[Model], code: str) -> int:
        """Return the id of a standard word, which is made and reported where the municipality does not have it."""
        if found := self._of(model).find(code):
            return found
        values = {
            name: value if isinstance(value, (bool, int)) else str(value)
            for name, value in STANDARD[model][code].items()
        }
        if model is OfferType:
            values["group_id"] = self.standard(OfferTypeGroup, code)
        made = model._default_manager.create(code=code, **values)
        self.report.note(0, _("%(label)s „%(name)s“ angelegt") % {"label": model._meta.verbose_name, "name": made})
        self._words.pop(model)
        return made.pk

    def access(self, modes: set[int]) -> Access:
        """Return what some access modes (ids) are together: remote only where none of them needs a place."""
        if self._modes is None or not modes <= self._modes.keys():
            self._modes = AccessMode.objects.in_bulk()
        chosen = [self._modes[pk] for pk in modes]
        is_remote = bool(chosen) and all(mode.is_remote for mode in chosen)
        return Access(any(mode.comes_home for mode in chosen), is_remote)

    def _of_part(self, model: type[Model], part: str) -> set[int]:
        """Return the ids of one part of a cell; commas separate too, where each piece is a known word."""
        if model is AccessibilityFeature and fold(part) in STEP_FREE:
            return set(AccessibilityFeature.objects.filter(is_step_free=True).values_list("pk", flat=True)[:1])
        pieces = [piece for piece in part.replace(";", ",").split(",") if piece.strip()]
        for texts in ([part], pieces):
            ids = {self.find(model, text) for text in texts}
            if None not in ids:
                return ids
        return set()

    def _of(self, model: type[Model]) -> Words:
        if model not in self._words:
            names = ["name", "native_name"] if model is Language else ["name"]
            rows = list(model._default_manager.order_by("-order", "-pk").values_list("code", "pk", *names))
            spelled = [(name, pk) for _code, pk, *others in rows for name in others]
            self._words[model] = Words({code: pk for code, pk, *_names in rows}, spelled)
        return self._words[model]
