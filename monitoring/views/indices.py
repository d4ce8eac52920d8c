"""The indices: their list, and one in a year. Everybody sees the public ones without ranks; who plans sees all of all."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kit.exporting import csv_file, xlsx_file
from monitoring.choices import Audience
from monitoring.computed import overview, tables, wording
from monitoring.computed.pictures import distribution
from monitoring.computed.results import Loaded, Pair, computed, load
from monitoring.exports import indices as files
from monitoring.forms.indices import AskedForm, BasedForm, IndexForm
from monitoring.pages import AS_PUBLIC, monitoring_page
from monitoring.permissions import indices_for
from monitoring.pictures import answer
from monitoring.pictures.addresses import is_shown_as_public
from network.choices import Permission
from network.permissions import standing_of
from sozialraum.pages import version_of

PER_PAGE = 100
TEMPLATE = "monitoring/indices/index.html"
FILES = {"csv": csv_file, "xlsx": xlsx_file}


@monitoring_page
def index_list(request: HttpRequest) -> HttpResponse:
    """Show the indices there are."""
    found = indices_for(request.audience).select_related("level", "change_of")
    context = {"indices": found, "is_internal": is_internal(request), "may_edit": may_edit(request)}
    return render(request, "monitoring/indices/list.html", context)


@monitoring_page
def index_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show an index in the year that the address asks for, or the newest."""
    loaded = loaded_for(request, code)
    if not loaded.years:
        context = {
            "index": loaded.index,
            "shortcomings": loaded.shortcomings,
            "is_internal": is_internal(request),
            "may_edit": may_edit(request),
        }
        return render(request, "monitoring/indices/unfinished.html", context)
    return for_planners(request, loaded) if is_internal(request) else for_everybody(request, loaded)


@monitoring_page
def index_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Return the areas of an index in a year as a file, with what the page shows of them."""
    loaded = loaded_for(request, code)
    if not loaded.years:
        raise Http404
    form = asked_for(request, loaded)
    pair = computed_for(request, loaded, form)
    if pair.status.outcome is None:
        raise Http404
    header, rows = files.internal(pair) if is_internal(request) else files.public(pair)
    return FILES[kind](f"{code}-{form.year}", header, rows)


def is_internal(request: HttpRequest) -> bool:
    return request.audience is Audience.INTERNAL


def may_edit(request: HttpRequest) -> bool:
    """Return whether the visitor may change indices; who looks at what everybody sees is not asked."""
    return is_internal(request) and standing_of(request.user).allows(Permission.MONITOR)


def loaded_for(request: HttpRequest, code: str) -> Loaded:
    """Return an index that the audience may see; raises Http404 for all others."""
    loaded = load(version_of(request), code)
    if loaded is None or not (is_internal(request) or loaded.index.is_open):
        raise Http404
    request.is_only_internal = not loaded.index.is_open  # the frame offers no public view of it
    return loaded


def asked_for(request: HttpRequest, loaded: Loaded) -> AskedForm:
    """Return what the address asks for, as far as the audience may ask."""
    if is_internal(request):
        return BasedForm(request.GET, years=loaded.years, index=loaded.index)
    return AskedForm(request.GET, years=loaded.years)


def computed_for(request: HttpRequest, loaded: Loaded, form: AskedForm) -> Pair:
    return computed(version_of(request), loaded.index.code, form.year, form.base_year)


def for_everybody(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Show what is in an index, and of each area what its makers say to families: no ranks, no numbers."""
    form = asked_for(request, loaded)
    pair = computed_for(request, loaded, form)
    context = {
        "index": loaded.index,
        "form": form,
        "pair": pair,
        "days": wording.days(pair.status),
        "steps": list(wording.steps(loaded.index)),
        "rows": overview.public_rows(pair),
        "files": files_of(request, form),
    }
    return render(request, "monitoring/indices/public.html", context)


def for_planners(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    form = asked_for(request, loaded)
    pair = computed_for(request, loaded, form)
    index = pair.status.index
    context = {
        "index": index,
        "dynamic": loaded.dynamic,
        "may_edit": may_edit(request),
        "has_history": len(loaded.years) > 1,
        "pair": pair,
        "parts": overview.parts(pair),
        "steps": list(wording.steps(index)),
        "formula": wording.formula(index),
    }
    if pair.status.outcome is None:
        return answer(request, TEMPLATE, context | {"form": form}, [])
    every = tables.lines(pair)
    pictures = [distribution(pair, every)] if every else []
    return answer(request, TEMPLATE, context | results(request, loaded, pair, every), pictures)


def results(request: HttpRequest, loaded: Loaded, pair: Pair, every: list[tables.Line]) -> dict[str, object]:
    """Return what the page shows of an index that could be computed."""
    columns = tables.columns(pair)
    grades = pair.status.definition.grading.grades
    changes = pair.dynamic_grading.grades if pair.matrix else ()
    wider = {"index": loaded.index, "grades": grades, "changes": changes, "columns": columns}
    form = IndexForm(request.GET, years=loaded.years, **wider)
    chosen = form.chosen
    found = tables.ordered(tables.narrowed(every, chosen["klasse"], chosen["entwicklung"]), columns, chosen["sort"])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    return {
        "form": form,
        "all_areas": overview.address(request, klasse="", entwicklung="")
        if chosen["klasse"] or chosen["entwicklung"]
        else "",
        "total": len(found),
        "page": page,
        "headings": overview.headings(request, columns, chosen["sort"]),
        "rows": tables.rows(page, columns),
        "classes": overview.classes(pair),
        "matrix": overview.matrix(request, pair),
        "attention": overview.attention(pair, every),
        "excluded": overview.excluded(pair.status),
        "moves": overview.moves(pair.status),
        "is_small": len(every) < overview.FEW_AREAS,
        "files": files_of(request, form),
    }


def files_of(request: HttpRequest, form: AskedForm) -> list[tuple[str, str]]:
    """Return the files of a page as (kind, address)."""
    base = f"&basis={form.base_year}" if form.base_year else ""
    view = f"&sicht={AS_PUBLIC}" if is_shown_as_public(request) else ""
    return [(kind.upper(), f"{request.path}tabelle.{kind}?jahr={form.year}{base}{view}") for kind in FILES]
