"""How the classes of an index moved over the years, for who plans."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kit.exporting import csv_file, xlsx_file
from monitoring.computed.history import History, history
from monitoring.computed.results import Loaded
from monitoring.indices.definition import Grade
from monitoring.pages import monitoring_page
from monitoring.views.indices import is_internal, loaded_for, may_edit
from sozialraum.pages import version_of

PER_PAGE = 100
MOVED = "bewegt"
FILES = {"csv": csv_file, "xlsx": xlsx_file}


@monitoring_page
def index_history(request: HttpRequest, code: str) -> HttpResponse:
    """Show the class of each area in each year, and how many went from which class to which."""
    loaded, found = history_for(request, code)
    only_moved = request.GET.get("gebiete") == MOVED
    paths = [path for path in found.paths if path.has_moved or not only_moved]
    context = {
        "index": loaded.index,
        "may_edit": may_edit(request),
        "history": found,
        "only_moved": only_moved,
        "total": len(paths),
        "page": Paginator(paths, PER_PAGE).get_page(request.GET.get("seite")),
        "first": str(found.years[0]),
        "last": str(found.years[-1]),
        "sentence": sentence(found),
        "worst_first": worst_first(found),
        "ways": ways(found),
    }
    return render(request, "monitoring/indices/history.html", context)


@monitoring_page
def index_history_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Return the class of each area in each year as a file."""
    _loaded, found = history_for(request, code)
    header = [_("Schlüssel"), _("Gebiet"), *map(str, found.years)]
    return FILES[kind](f"{code}-verlauf", header, rows(found))


def history_for(request: HttpRequest, code: str) -> tuple[Loaded, History]:
    """Return an index and its history. Raises Http404 where there is none, and for everybody else: classes are no public labels."""
    loaded = loaded_for(request, code)
    found = history(version_of(request), code) if is_internal(request) else None
    if found is None:
        raise Http404
    request.is_only_internal = True
    return loaded, found


def ways(found: History) -> list[tuple[Grade, list[tuple[int, bool]]]]:
    """Return for each class of the first year how many areas are in each class of the last year, and whether that is the same one."""
    grades = worst_first(found)
    return [(first, [(found.ways[first, last], first == last) for last in grades]) for first in grades]


def worst_first(found: History) -> list[Grade]:
    return list(reversed(found.grades))


def sentence(found: History) -> str:
    """Return what the table of classes shows, in words."""
    return _(
        "Von %(first)s bis %(last)s blieben %(stayed)s von %(all)s Gebieten in ihrer Klasse; %(improved)s kamen in eine günstigere, "
        "%(worsened)s in eine ungünstigere."
    ) % {
        "first": found.years[0],
        "last": found.years[-1],
        "stayed": found.stayed,
        "all": found.ways.total(),
        "improved": found.improved,
        "worsened": found.worsened,
    }


def rows(found: History) -> Iterator[Sequence[object]]:
    for path in found.paths:
        yield [path.area.code, path.area.name, *(stay.grade.key if stay.grade else "" for stay in path.stays)]
