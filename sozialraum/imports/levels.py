"""The level into which areas are imported."""

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kit.german import spell_out
from kit.importing import Report, UnusableFileError
from sozialraum.imports.succession import foreign_keys_to_districts
from sozialraum.models import AreaLevel, District

PLURAL_ENDINGS = {
    "teil": "teile",
    "bezirk": "bezirke",
    "quartier": "quartiere",
    "viertel": "viertel",
    "raum": "räume",
    "gebiet": "gebiete",
    "schaft": "schaften",
    "gemeinde": "gemeinden",
}


def level_called(word: str, report: Report, plural: str = "") -> AreaLevel:
    """Return the level of this code or name; a new one becomes the finest, in which families say where they live."""
    code = slugify(spell_out(word))
    if not code:
        raise UnusableFileError(_("„%s“ ist kein Name für eine Gebietsebene.") % word)
    longest = AreaLevel._meta.get_field("code").max_length
    if max(len(code), len(plural)) > longest:
        raise UnusableFileError(_("Der Name einer Gebietsebene hat höchstens %s Zeichen.") % longest)
    level = AreaLevel.objects.filter(code=code).first() or AreaLevel.objects.filter(name__iexact=word).first()
    if level is None:
        level = _finest(code, word[0].upper() + word[1:], plural)
        report.note(0, _("Gebietsebene „%s“ als feinste angelegt") % level)
        if not _chosen_level_in_use():
            _choose(level, report)
    elif not AreaLevel.objects.filter(shown_to_families=True).exists():
        _choose(level, report)
    level.save()
    return level


def _choose(level: AreaLevel, report: Report) -> None:
    AreaLevel.objects.update(shown_to_families=False)
    level.shown_to_families = True
    report.note(0, _("Familien wählen ihren Wohnort jetzt nach der Gebietsebene „%s“") % level)


def _chosen_level_in_use() -> bool:
    """Return whether somebody already relies on the level in which families choose."""
    chosen = District.objects.filter(level__shown_to_families=True)
    return any(
        field.model._default_manager.filter(**{f"{field.name}__in": chosen}).exists()
        for field in foreign_keys_to_districts()
    )


def _finest(code: str, name: str, plural: str) -> AreaLevel:
    last = AreaLevel.objects.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    return AreaLevel(code=code, name=name, name_plural=plural or plural_of(name), order=order)


def plural_of(name: str) -> str:
    """Return the plural of a usual name of a level; an unusual one stays as it is."""
    ending = next((ending for ending in PLURAL_ENDINGS if name.lower().endswith(ending)), None)
    plural = name[: -len(ending)] + PLURAL_ENDINGS[ending] if ending else name
    return plural[0].upper() + plural[1:]
