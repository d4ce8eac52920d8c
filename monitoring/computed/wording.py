"""What an index does, in words and signs."""

from collections.abc import Iterator

from django.utils.formats import date_format, get_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring.choices import IndexLimits, IndexMethod, IndexSum, Withheld
from monitoring.computed.results import Computed, Pair
from monitoring.figures import typeset
from monitoring.indices.excluding import Exclusion, Reason
from monitoring.indices.grading import Span
from monitoring.models import CompositeIndex, IndexPart
from sozialraum.models import SocialSpace

NAMED = 6  # so many areas a sentence names
SHORT = {
    Withheld.CONFIDENTIAL: gettext_lazy("geheim"),
    Withheld.FEW: gettext_lazy("zu wenige Fälle"),
    Withheld.MISSING: gettext_lazy("fehlt"),
}
COMPARED: dict[str, Promise] = {
    IndexMethod.Z: gettext_lazy(
        "Für jeden Indikator wird gerechnet, wie viele Standardabweichungen ein Gebiet über oder unter dem Mittel der einbezogenen"
        " Gebiete liegt (z-Wert). Jedes Gebiet zählt dabei gleich."
    ),
    IndexMethod.FIXED: gettext_lazy(
        "Für jeden Indikator wird gerechnet, wie viele Standardabweichungen ein Gebiet über oder unter dem Mittel der Gebiete im"
        " Jahr {base} liegt (z-Wert). So bleibt sichtbar, wenn sich die ganze Stadt verändert."
    ),
    IndexMethod.MIN_MAX: gettext_lazy(
        "Für jeden Indikator bekommt das Gebiet mit dem günstigsten Wert 0 und das mit dem ungünstigsten 1; die anderen liegen im"
        " gleichen Verhältnis dazwischen."
    ),
    IndexMethod.RANK: gettext_lazy(
        "Für jeden Indikator werden die Gebiete der Reihe nach geordnet, von 0 (am günstigsten) bis 1 (am ungünstigsten); gleiche"
        " Werte bekommen denselben Platz."
    ),
}
SUMMED: dict[str, Promise] = {
    IndexSum.SUM: gettext_lazy(
        "Diese Werte werden mit ihren Vorzeichen und Gewichten addiert. Die Summe wird noch einmal ebenso standardisiert: Das ist der"
        " Index."
    ),
    IndexSum.MEAN: gettext_lazy("Der Index ist das gewichtete Mittel dieser Werte."),
}
CUT: dict[str, Promise] = {
    IndexLimits.SD: gettext_lazy("Die Klassen liegen fest in Standardabweichungen vom Mittel des Index."),
    IndexLimits.QUANTILES: gettext_lazy(
        "Die Klassen sind so gebildet, dass jede einen festen Anteil der Gebiete enthält."
    ),
    IndexLimits.FIXED: gettext_lazy("Die Klassen haben feste Grenzen, die in jedem Jahr dieselben sind."),
}
SIMPLE = {
    Reason.UNKNOWN_POPULATION: gettext_lazy("Zahl der Menschen unbekannt oder geheim"),
    Reason.ALONE: gettext_lazy("kein anderes Gebiet zum Vergleichen"),
}
SCORE = {IndexMethod.Z: "z", IndexMethod.FIXED: "z", IndexMethod.MIN_MAX: "m", IndexMethod.RANK: "r"}


def decimal(number: float, decimals: int = 2) -> str:
    """Return a number as the language writes it; not by Django's `number_format`, since a table has thousands of them."""
    return typeset(f"{round(number, decimals) + 0.0:.{decimals}f}".replace(".", get_format("DECIMAL_SEPARATOR")))


def short(number: float) -> str:
    """Return a number to two decimals without zeros behind it: 1, 1,5, 0,33."""
    text = f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    return typeset(text.replace(".", get_format("DECIMAL_SEPARATOR")))


def areas_word(index: CompositeIndex) -> str:
    """Return what the areas of an index are called together."""
    return index.level.name_plural if index.level else str(SocialSpace._meta.verbose_name_plural)


def steps(index: CompositeIndex) -> Iterator[str]:
    """Yield how an index is made, a sentence or two for each step."""
    if index.change_years:
        yield ngettext(
            "Gezählt wird nicht der Stand, sondern die Veränderung gegenüber dem Vorjahr, bei Anteilen in Prozentpunkten.",
            "Gezählt wird nicht der Stand, sondern die Veränderung über %(years)d Jahre, bei Anteilen in Prozentpunkten.",
            index.change_years,
        ) % {"years": index.change_years}
    yield str(COMPARED[index.method]).format(base=index.base_year)
    yield str(SUMMED[index.summing])
    yield str(CUT[index.limits])
    if index.min_population:
        yield _("Gebiete mit weniger als %(people)s Menschen bleiben außen vor: Dort sagt der Zufall zu viel.") % {
            "people": index.min_population
        }


def formula(index: CompositeIndex) -> str:
    """Return how an index is made, in signs."""
    terms = [term(index, part) for part in index.parts.all()]
    total = " + ".join(terms).replace("+ −", "−")
    if index.summing == IndexSum.SUM:
        return _("Index = z( %(sum)s )") % {"sum": total}
    weight = short(float(sum(part.weight for part in index.parts.all())))
    return _("Index = ( %(sum)s ) ÷ %(weight)s") % {"sum": total, "weight": weight}


def term(index: CompositeIndex, part: IndexPart) -> str:
    name = f"Δ {part.indicator}" if index.change_years else str(part.indicator)
    score = f"{SCORE[index.method]}({name})"
    weight = "" if part.weight == 1 else f"{short(float(part.weight))} × "
    if part.sign == part.Sign.RAISES:
        return weight + score
    is_score_around_nought = index.method in {IndexMethod.Z, IndexMethod.FIXED}
    return f"−{weight}{score}" if is_score_around_nought else f"{weight}(1 − {score})"


def extent(span: Span) -> str:
    """Return from where to where a class reaches."""
    pieces = []
    if span.lower is not None:
        pieces.append((_("ab %s") if span.holds_lower else _("über %s")) % short(span.lower))
    if span.upper is not None:
        pieces.append((_("bis %s") if span.holds_upper else _("unter %s")) % short(span.upper))
    return " ".join(pieces) or _("alle Werte")


def reasons(found: Computed, area: tuple[str, int]) -> str:
    """Return why an area stays out of an index."""
    return "; ".join(reason(found, area, one) for one in found.outcome.excluded[area])


def reason(found: Computed, area: tuple[str, int], why: Exclusion) -> str:
    if why.reason in SIMPLE:
        return str(SIMPLE[why.reason])
    if why.reason is Reason.OUTLIER:
        return why.note
    if why.reason is Reason.POPULATION:
        return _("weniger als %s Menschen") % found.index.min_population
    names = {part.indicator.code: part.indicator.name for part in found.index.parts.all()}
    gaps = (f"{names[code]} ({SHORT[Withheld(found.reading.gaps[area, code])]})" for code in why.codes)
    return _("kein Wert: %s") % ", ".join(gaps)


def finding(pair: Pair) -> str:
    """Return the sentence that says what an index shows in its year."""
    found, outcome = pair.status, pair.status.outcome
    span = outcome.spans[-1]
    worst = [found.areas[key].name for key, result in outcome.results.items() if result.grade.key == span.grade.key]
    said = {
        "year": found.year,
        "n": len(worst),
        "all": len(outcome.results),
        "areas": areas_word(found.index),
        "label": span.grade.label,
    }
    if not worst:
        return _("%(year)s liegt keines von %(all)s Gebieten (%(areas)s) in der Klasse „%(label)s“.") % said
    sentence = ngettext(
        "%(year)s liegt %(n)s von %(all)s Gebieten (%(areas)s) in der Klasse „%(label)s“",
        "%(year)s liegen %(n)s von %(all)s Gebieten (%(areas)s) in der Klasse „%(label)s“",
        len(worst),
    )
    names = f": {', '.join(sorted(worst))}." if len(worst) <= NAMED else "."
    return sentence % said + names


def attention(pair: Pair, area: tuple[str, int]) -> str:
    """Return why an area is one with special attention."""
    group = pair.groups[area]
    if group.change is None:
        return _("Stand „%s“") % group.status.label
    said = {"status": group.status.label, "change": group.change.label}
    return _("Stand „%(status)s“, Entwicklung „%(change)s“") % said


def days(found: Computed) -> str:
    """Return the days that the values are of."""
    return ", ".join(date_format(day, "SHORT_DATE_FORMAT") for day in sorted(set(found.reading.days.values())))
