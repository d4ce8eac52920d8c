"""What the city wants for families, and how far it is: mission statement, goals, measures, and the offers that serve a goal."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from network.models import Goal, Measure, MissionStatement
from offers.cards import cards
from offers.models import Entry, Reach
from offers.search import Hit
from offers.views.partners import shown_today
from sozialraum.context import holidays_of
from sozialraum.pages import public_page

PER_PAGE = 10


@public_page
def mission(request: HttpRequest) -> HttpResponse:
    """Show the mission statement that holds today, and how far each goal is."""
    measures = Measure.objects.public().select_related("owner")
    goals = Goal.objects.public().with_progress(public=True).select_related("network")
    context = {
        "mission": MissionStatement.objects.on(timezone.localdate()).select_related("decision__body").first(),
        "goals": goals.prefetch_related(Prefetch("measures", measures, "public_measures")),
    }
    return render(request, "offers/networks/mission.html", context)


@public_page
def goal_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a goal: what is wanted, what is done for it, and which offers serve it today."""
    goal = Goal.objects.public().with_progress(public=True).select_related("network").filter(slug=slug).first()
    if goal is None:
        raise Http404
    offers = shown_today(Entry.objects.filter(offer__goals=goal))
    page = Paginator(offers, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "goal": goal,
        "measures": goal.measures.public().select_related("owner", "decision__body"),
        "cards": cards([Hit(entry.card, Reach.Nearness.HELD_HERE) for entry in page], holidays_of(request)),
        "page": page,
    }
    return render(request, "offers/networks/goal.html", context)
