"""The lists of the workspace, on the page and as a file."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kit.exporting import csv_file, xlsx_file
from network.choices import Permission
from network.models import User
from network.permissions import requires, standing_of
from offers.deeds import deeds_for
from offers.exports.calendars import calendar_pieces
from offers.permissions import views_seen_by
from offers.registers import OFFERS, REGISTERS, Register
from offers.views.workspace.paging import FromBothEnds
from offers.views.workspace.saved_views import address_of
from sozialraum.context import holidays_of

PER_PAGE = 25
# So many saved views stand above a list; the page of the views has all of them.
VIEWS = 12
FILES = {"csv": csv_file, "xlsx": xlsx_file}


@require_safe
@requires(Permission.READ)
def register(request: HttpRequest, page: str) -> HttpResponse:
    """Show the records that a person may see, narrowed by the address."""
    shown = REGISTERS[page]
    found = shown.narrowed(Permission.READ, request.user, request.GET)
    page_of_keys = FromBothEnds(found.qs.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("seite"))
    records = in_full(shown, request.user, list(page_of_keys))
    query = request.GET.copy()
    query.pop("seite", None)
    context = {
        "register": shown,
        "form": found.form,
        "remarks": found.remarks,
        "applied": [(one, f"{request.path}?{one.query}") for one in found.applied()],
        "page": page_of_keys,
        "headings": [column.label for column in shown.page_columns],
        "rows": [(record.pk, shown.address(record), texts_of(shown, record)) for record in records],
        "total": page_of_keys.paginator.count,
        "query": query.urlencode(),
        "views": views_of(request, shown, query.urlencode()),
        "deeds": deeds_for(request.user, page),
        "files": files(shown, query.urlencode()) if standing_of(request.user).allows(Permission.EXPORT) else [],
    }
    return render(request, "offers/workspace/register.html", context)


def in_full(shown: Register, user: User, keys: list[int]) -> list[Model]:
    """Return the records of a page in its order.

    Sorted and counted are keys alone: the database would carry every column of every record through its sorting.
    """
    found = {record.pk: record for record in shown.records(Permission.READ, user).filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def texts_of(shown: Register, record: object) -> list[object]:
    return [column.text(record) for column in shown.page_columns]


def views_of(request: HttpRequest, shown: Register, query: str) -> dict[str, Any]:
    """Return the saved views of a list as (view, address, is open), whether there are more, and where this one is saved."""
    found = list(views_seen_by(request.user).filter(page=shown.page).select_related("user")[: VIEWS + 1])
    links = [(one, address_of(one), one.query == query) for one in found[:VIEWS]]
    new = f"{reverse('staff_view_new')}?{urlencode({'liste': shown.page, 'suche': query})}"
    is_new = query and not any(is_open for _view, _address, is_open in links)
    return {"links": links, "more": len(found) > VIEWS, "new": new if is_new else ""}


def files(shown: Register, query: str) -> list[tuple[str, str]]:
    """Return the files of a list as (kind, address), narrowed as the list is."""
    addresses = [(kind, reverse(f"{shown.page}_file", args=[kind])) for kind in FILES]
    addresses += [("ics", reverse("staff_offers_calendar"))] if shown is OFFERS else []
    return [(kind.upper(), f"{address}?{query}" if query else address) for kind, address in addresses]


@require_safe
@requires(Permission.EXPORT)
def register_file(request: HttpRequest, page: str, kind: str) -> HttpResponse:
    """Return all records of a list as a file, narrowed by the address as on the page."""
    shown = REGISTERS[page]
    records = shown.narrowed(Permission.EXPORT, request.user, request.GET).qs
    header = [str(column.label) for column in shown.columns]
    rows = ([column.text(record) for column in shown.columns] for record in records.iterator(chunk_size=2000))
    return FILES[kind](shown.file_name, header, rows)


@require_safe
@requires(Permission.EXPORT)
def offers_calendar(request: HttpRequest) -> StreamingHttpResponse:
    """Return the dates of all offers of the list as a calendar file, narrowed by the address as on the page."""
    offers = OFFERS.narrowed(Permission.EXPORT, request.user, request.GET).qs
    found = calendar_pieces(offers, timezone.now(), holidays_of(request))
    headers = {"Content-Disposition": 'attachment; filename="angebote.ics"'}
    return StreamingHttpResponse(found, content_type="text/calendar; charset=utf-8", headers=headers)
