"""Where an area lies in the city: a small map without numbers."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from monitoring.areas import Area
from monitoring.maps import Outline


@dataclass(frozen=True)
class Location:
    """The inside of an SVG of so many units: all areas of the level, one of them marked."""

    width: int
    height: int
    body: SafeString

    @property
    def view(self) -> str:
        """Return the view box, with some room for strokes at the rim."""
        return f"-8 -8 {self.width + 16} {self.height + 16}"


def location(outline: Outline, area: Area) -> Location | None:
    """Return the map of an area's place; None where it is not drawn. The others are one path: nobody points at them."""
    own = next((shape.path for shape in outline.shapes if shape.area.key == area.key), "")
    if not own:
        return None
    others = "".join(shape.path for shape in outline.shapes if shape.area.key != area.key)
    body = f'<path class="other-areas" d="{others}"/><path class="this-area" d="{own}"/>'
    return Location(outline.width, outline.height, mark_safe(body))  # noqa: S308 (numbers alone)
