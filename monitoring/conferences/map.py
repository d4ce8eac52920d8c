"""The districts on a map, each by how the conference groups stand that meet for it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.areas import Area, AreaKey
from monitoring.maps import Outline
from monitoring.pictures import Drawing, Key
from network.models import ConferenceGroup

Status = ConferenceGroup.Status
# The state that an area is filled by, where groups of several states meet for it: the first one. Not by colour alone.
STYLES: Mapping[str, str] = {Status.RUNNING: "step-4", Status.RESTING: "confidential", Status.PLANNED: "missing"}
NONE = ("nil", gettext_lazy("keine Gruppe"))
DistrictGroups = Mapping[AreaKey, Sequence[ConferenceGroup]]


@dataclass(frozen=True)
class ConferenceMap:
    """The map with its legend, and the same as a table."""

    drawing: Drawing
    legend: Sequence[Key]
    rows: Sequence[tuple[Area, Sequence[ConferenceGroup]]]


def groups_of_districts(groups: Sequence[ConferenceGroup]) -> DistrictGroups:
    """Return by the key of a district the groups (`with_status()`) that meet for it; one query."""
    by_pk = {group.pk: group for group in groups}
    found: defaultdict[AreaKey, list[ConferenceGroup]] = defaultdict(list)
    links = ConferenceGroup.districts.through.objects.filter(conferencegroup__in=list(by_pk))
    for group, district in links.order_by("conferencegroup__name").values_list("conferencegroup", "district"):
        found["district", district].append(by_pk[group])
    return found


def style_of(groups: Sequence[ConferenceGroup]) -> str:
    """Return how an area is filled for which these groups meet."""
    states = {group.status for group in groups}
    return next((style for status, style in STYLES.items() if status in states), NONE[0])


def told(area: Area, groups: Sequence[ConferenceGroup]) -> str:
    """Return what the area says when it is pointed at, or read out."""
    if not groups:
        return f"{area.name}: {NONE[1]}"
    return f"{area.name}: " + ", ".join(f"{group.name} ({Status(group.status).label})" for group in groups)


def conference_map(outline: Outline, found: DistrictGroups) -> ConferenceMap | None:
    """Return the map of the districts; None where no district is drawn."""
    if not outline.shapes:
        return None
    counts = Counter(style_of(found.get(shape.area.key, ())) for shape in outline.shapes)
    labels = [(style, Status(status).label) for status, style in STYLES.items()]
    legend = [Key(str(label), style, counts[style]) for style, label in [*labels, NONE] if counts[style]]
    drawing = Drawing("map", outline.width, outline.height, partial(body, outline, found))
    return ConferenceMap(drawing, legend, [(area, found.get(area.key, ())) for area in outline.areas])


def body(outline: Outline, found: DistrictGroups) -> SafeString:
    """Return what stands inside of the map; not a template, since a city has hundreds of districts."""
    shapes = [drawn(shape.area, shape.path, found.get(shape.area.key, ())) for shape in outline.shapes]
    return mark_safe("\n".join(shapes))  # noqa: S308 (names and addresses are escaped)


def drawn(area: Area, path: str, groups: Sequence[ConferenceGroup]) -> str:
    shape = f'<title>{escape(told(area, groups))}</title><path class="{style_of(groups)}" d="{path}"/>'
    code = f' data-district="{escape(area.code)}"'
    if not groups:
        return f"<g{code}>{shape}</g>"
    return f'<a href="{escape(reverse("conference_group", args=[groups[0].pk]))}"{code}>{shape}</a>'


def finding(sentence: str) -> str:
    """Return the sentence that the map shows."""
    return _("Gruppen, die sich treffen: %(boroughs)s.") % {"boroughs": sentence}
