"""A free table of areas, indicators and years."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.exporting import csv_file, xlsx_file
from monitoring.area_choice import token_of
from monitoring.choosing import Choosing, Control, Option, carried
from monitoring.pages import monitoring_page
from monitoring.pictures import Table
from monitoring.pictures.addresses import changed, file_address
from monitoring.pivoting.asked import Asked, asked_of
from monitoring.pivoting.axes import NAMES
from monitoring.pivoting.cells import in_order, table_of

FILES = {"csv": csv_file, "xlsx": xlsx_file}
PER_PAGE = 100
MOST_COLUMNS = 60
LISTED = 10  # areas that stand in the list at once
MOST_CELLS = 100_000  # in a file; more is a copy of the database, not a table
SET_HERE = ("indikator", "jahr", "ebene", "gebiet", "zeilen", "spalten", "sort")


@monitoring_page
def free_table(request: HttpRequest) -> HttpResponse:
    """Show the table that the address asks for, page by page, or hand all of it out as a file."""
    choosing = Choosing(request.GET)
    asked = asked_of(request, choosing)
    pivot = asked.pivot
    heads = in_order(pivot, asked.sort, falling=asked.is_falling)
    form, cells = request.GET.get("als", ""), pivot.size * len(pivot.columns.items)
    if form in FILES and cells <= MOST_CELLS:
        table = table_of(pivot, heads, asked.shown, caption_of(asked))
        return FILES[form](slugify(f"monitoring-{table.caption}"), table.header, table.lines())
    page = Paginator(heads, PER_PAGE).get_page(request.GET.get("seite"))
    is_too_wide = len(pivot.columns.items) > MOST_COLUMNS
    context = {
        "asked": asked,
        "controls": controls(asked),
        "carried": carried(request.GET, without=SET_HERE),
        "area_list": area_list(asked),
        "page": page,
        "table": None if is_too_wide else sortable(request, asked, page.object_list),
        "is_too_wide": is_too_wide,
        "is_too_large": cells > MOST_CELLS,
        "cells": cells,
        "most_cells": MOST_CELLS,
        "files": [(name.upper(), file_address(request, name)) for name in FILES],
        "remarks": choosing.remarks,
    }
    return render(request, "monitoring/table/page.html", context)


def area_list(asked: Asked) -> SafeString:
    """Return the list of all areas, of which several may be chosen."""
    chosen = [token_of(area) for area in asked.areas]
    return Control("gebiet", "", asked.there.options, chosen, size=LISTED).html()


def caption_of(asked: Asked) -> str:
    """Return what the table shows."""
    words = {"rows": NAMES[asked.pivot.rows.name], "columns": NAMES[asked.pivot.columns.name]}
    return _("%(rows)s nach %(columns)s") % words


def sortable(request: HttpRequest, asked: Asked, heads: Sequence) -> Table:
    """Return a page of the table with links in the headings by which it can be sorted."""
    table = table_of(asked.pivot, heads, asked.shown, caption_of(asked))
    sorts = [
        changed(request, sort=f"-{place}" if asked.sorted_by == str(place) else str(place), seite="") + "#tabelle"
        for place in range(asked.sortable)
    ]
    return replace(table, sorts=sorts, sorted_by=asked.sorted_by)


def controls(asked: Asked) -> list[Control]:
    """Return the lists for the shape of the table."""
    sides = [Option(name, label) for name, label in NAMES.items()]
    level = [Option(one.code, one.name_plural) for one in asked.levels]
    return [
        Control("ebene", gettext_lazy("Gebiete"), level, asked.level.code),
        Control("zeilen", gettext_lazy("Zeilen"), sides, asked.pivot.rows.name, is_short=True),
        Control("spalten", gettext_lazy("Spalten"), sides, asked.pivot.columns.name, is_short=True),
    ]
