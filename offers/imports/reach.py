"""For whom an offer is, as far as places go: the catchment of a row."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from kit.importing_values import parts
from offers.imports.words import Access
from sozialraum.imports.naming import district_words, social_space_words

CITYWIDE = {"city", "stadtweit", "gesamtestadt", "ganzestadt", "alle"}


@dataclass
class Reach:
    """Whose offer it is: the whole city's, or that of districts and social spaces (ids)."""

    is_citywide: bool = False
    districts: set[int] = field(default_factory=set)
    social_spaces: set[int] = field(default_factory=set)

    @property
    def is_anywhere(self) -> bool:
        return self.is_citywide or bool(self.districts or self.social_spaces)


class Reaches:
    """The catchments of rows."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.districts, self.social_spaces = district_words(), social_space_words()

    def read(self, row: Row) -> Reach:
        """Return what the column says; raises RefusedError where none of its words is known."""
        reach, unknown = Reach(), []
        for part in parts(row["catchment"]):
            if fold(part) in CITYWIDE:
                reach.is_citywide = True
            elif found := self.districts.find(part):
                reach.districts.add(found)
            elif found := self.social_spaces.find(part):
                reach.social_spaces.add(found)
            else:
                unknown.append(part)
        if unknown and not reach.is_anywhere:
            raise RefusedError(_("das Einzugsgebiet „%s“ gibt es nicht") % ", ".join(unknown))
        if unknown:
            self.report.note(row.line, _("Einzugsgebiet nicht bekannt und nicht übernommen: %s") % ", ".join(unknown))
        if reach.is_citywide:
            # Who is for everybody is for these, too.
            reach.districts, reach.social_spaces = set(), set()
        return reach

    def default(self, row: Row, *, has_place: bool, access: Access) -> Reach:
        """Return the reach of a row that names none: that of its place, or city-wide where it needs none."""
        if not has_place and access.is_remote:
            self.report.note(row.line, _("ohne Ort und Einzugsgebiet, online oder am Telefon: gilt als stadtweit"))
            return Reach(is_citywide=True)
        if not has_place and not access.comes_home:
            message = _("ohne Ort und Einzugsgebiet: die Suche nach einem Stadtteil findet dieses Angebot nicht")
            self.report.note(row.line, message)
        return Reach()
