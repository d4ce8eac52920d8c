"""The prevention chain, for everybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from monitoring.chain.coordination import responsibilities
from monitoring.chain.counting import offers_of, with_place
from monitoring.chain.matrices import matrices
from monitoring.chain.near import chain_address, nearby
from monitoring.chain.state import LEVELS, PARTS, State, cell_of, controls_of, state_of
from monitoring.choosing import Choosing, carried
from monitoring.pages import monitoring_page
from monitoring.pictures.addresses import picture_address
from monitoring.pictures.files import TABLES
from sozialraum.context import municipality_of
from sozialraum.pages import version_of

PER_PAGE = 50


def asked(request: HttpRequest) -> tuple[Choosing, State]:
    choosing = Choosing(request.GET)
    return choosing, state_of(choosing, municipality_of(request), version_of(request))


@monitoring_page
def chain(request: HttpRequest) -> HttpResponse:
    """Show how many offers there are for each phase of life, by field of action and by level of prevention."""
    choosing, state = asked(request)
    tables = matrices(state) if state.phases else {}
    wanted, form = tables.get(request.GET.get("bild", "")), request.GET.get("als", "")
    if wanted and form in TABLES:
        table = wanted.table()
        return TABLES[form](f"praeventionskette-{wanted.name}", table.header, table.lines())
    answered = responsibilities(state.phases)
    context = {
        "state": state,
        "responsibilities": answered,
        "unanswered": [one.phase.name for one in answered if not one.is_whole],
        "matrices": [
            (matrix, [(one.upper(), picture_address(request, name) + one) for one in TABLES])
            for name, matrix in tables.items()
        ],
        "controls": controls_of(state),
        "carried": carried(request.GET, without=("gebiet", "umfang")),
        "remarks": choosing.remarks,
    }
    return render(request, "monitoring/chain/chain.html", context)


@monitoring_page
def chain_offers(request: HttpRequest) -> HttpResponse:
    """Show exactly the offers of one cell; where there are none, what is missing and what is near."""
    choosing, state = asked(request)
    cell = cell_of(choosing, state)
    if cell is None:
        return render(request, "monitoring/chain/chain.html", {"state": state, "matrices": []})
    page = Paginator(with_place(offers_of(cell, state.area.key, state.extent)), PER_PAGE).get_page(
        request.GET.get("seite")
    )
    context = {
        "state": state,
        "cell": cell,
        "kind": cell.field.name if cell.field else LEVELS.get(cell.level, ""),
        "part": PARTS.get(cell.part, ""),
        "page": page,
        "near": nearby(state, cell) if not page.paginator.count else None,
        "chain": chain_address(state),
        "remarks": choosing.remarks,
    }
    return render(request, "monitoring/chain/offers.html", context)
