"""The list of streets: which house numbers lie in which district."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report
from kit.importing_tables import Row, read_table
from kit.importing_words import Words
from sozialraum.imports.naming import district_words
from sozialraum.imports.street_rows import COLUMNS, Identity, Section, read_section
from sozialraum.models import Postcode, StreetSection

BATCH = 2000
Street = tuple[str, str]  # key and postcode


@dataclass
class Plan:
    """Which sections to write: those of the file beside those that stay as they are."""

    wanted: dict[Identity, Section] = field(default_factory=dict)
    lines: dict[Identity, int] = field(default_factory=dict)
    saved: dict[Identity, tuple[int, Section]] = field(default_factory=dict)

    @property
    def outdated(self) -> list[int]:
        """The ids of saved sections of which the file says something else."""
        return [pk for identity, (pk, section) in self.saved.items() if self.wanted.get(identity, section) != section]

    @property
    def missing(self) -> list[Identity]:
        """The saved sections of which the file says nothing."""
        return [identity for identity in self.saved if identity not in self.wanted]

    @property
    def unwritten(self) -> list[Section]:
        """The sections that are not saved as the file has them."""
        return [
            section
            for identity, section in self.wanted.items()
            if identity not in self.saved or self.saved[identity][1] != section
        ]


def import_streets(path: Path, report: Report, *, remove_missing: bool = False) -> None:
    """Make the list of streets say what `path` says; sections that it does not name stay, or go on request."""
    rows = read_table(path, COLUMNS, report)
    # Of two at once the second waits, and compares with what the first has saved.
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {StreetSection._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    sections = StreetSection.objects.select_related("postcode")
    saved = {found.identity: (pk, found) for pk, found in ((row.pk, Section.of(row)) for row in sections)}
    plan = make_plan(rows, saved, report, districts=district_words(), remove_missing=remove_missing)
    if remove_missing:
        _remove(plan, report)
    _write(plan, report)


def make_plan(
    rows: Iterable[Row],
    saved: dict[Identity, tuple[int, Section]],
    report: Report,
    *,
    districts: Words,
    remove_missing: bool = False,
) -> Plan:
    """Return what to write, given the rows and what is saved; needs no database. The report counts and refuses."""
    plan = Plan(saved=saved)
    accepted = list(_readable(rows, districts, report))
    named = {section.identity for _line, section in accepted}
    # Where the sections that keep their ground stand; a section of the file gives up its old ground.
    ground: dict[Street, list[tuple[Section, str]]] = defaultdict(list)
    for identity, (_pk, section) in saved.items():
        if identity not in named and not remove_missing:
            ground[identity[:2]].append((section, _("einem gespeicherten Abschnitt")))
    for line, section in accepted:
        identity = section.identity
        if clash := _clash(section, ground[identity[:2]]):
            report.refuse(line, clash)
            continue
        ground[identity[:2]].append((section, _("Zeile %s") % line))
        plan.wanted[identity], plan.lines[identity] = section, line
        _count(report, saved.get(identity), section)
    return plan


def _readable(rows: Iterable[Row], districts: Words, report: Report) -> Iterator[tuple[int, Section]]:
    for row in rows:
        try:
            yield row.line, read_section(row, districts, report)
        except RefusedError as refusal:
            report.refuse(row.line, str(refusal))


def _clash(section: Section, others: list[tuple[Section, str]]) -> str | None:
    for other, name in others:
        if section.overlaps(other):
            message = _("überschneidet sich mit %(name)s (%(street)s %(first)s–%(last)s)")
            words = {"name": name, "street": other.street, "first": other.number_from, "last": other.number_to}
            return message % words
    return None


def _count(report: Report, saved: tuple[int, Section] | None, section: Section) -> None:
    if saved is None:
        report.created += 1
    elif saved[1] == section:
        report.unchanged += 1
    else:
        report.changed += 1


def _remove(plan: Plan, report: Report) -> None:
    gone = [plan.saved[identity][0] for identity in plan.missing]
    StreetSection.objects.filter(pk__in=gone).delete()
    if gone:
        report.note(0, _("%s Abschnitte standen nicht in der Datei und wurden entfernt") % len(gone))


def _write(plan: Plan, report: Report) -> None:
    # Changed sections are written anew: nothing refers to one, and while two trade numbers neither is in the way.
    StreetSection.objects.filter(pk__in=plan.outdated).delete()
    postcodes = _postcodes({section.postcode for section in plan.unwritten}, report)
    StreetSection.objects.bulk_create([section.unsaved(postcodes) for section in plan.unwritten], batch_size=BATCH)
    _link({(postcodes[section.postcode].pk, section.district_id) for section in plan.unwritten})


def _postcodes(codes: set[str], report: Report) -> dict[str, Postcode]:
    """Return the postcodes by their codes, new ones created."""
    known = set(Postcode.objects.filter(code__in=codes).values_list("code", flat=True))
    if new := sorted(codes - known):
        Postcode.objects.bulk_create(Postcode(code=code) for code in new)
        report.note(0, _("neue Postleitzahlen angelegt: %s") % ", ".join(new))
    return {postcode.code: postcode for postcode in Postcode.objects.filter(code__in=codes)}


def _link(pairs: set[tuple[int, int]]) -> None:
    """Say of each postcode that it reaches into the districts of its streets."""
    through = Postcode.districts.through
    links = [through(postcode_id=postcode, district_id=district) for postcode, district in sorted(pairs)]
    through.objects.bulk_create(links, ignore_conflicts=True)
