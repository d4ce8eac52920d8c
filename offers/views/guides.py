"""Ways in for those who do not know what to look for: a few questions, pages for situations, and numbers to call at once."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from network.calling import answering, told
from network.models import HelpLine
from offers import filters
from offers.cards import cards
from offers.forms import entrance
from offers.models import Guide
from offers.search import Choice, Choices, Criteria, load_choices, search
from sozialraum.context import holidays_of
from sozialraum.pages import public_page, version_of

SHOWN: Final = 8
MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the guided way: the parameter that it asks for, the question, and a word of help."""

    name: str
    short: Promise
    text: Promise
    hint: Promise


QUESTIONS: Final = (
    Question("alter", _("Für wen"), _("Für wen suchen Sie etwas?"), _("Wählen Sie das Alter Ihres Kindes.")),
    Question(
        "thema", _("Worum"), _("Worum geht es?"), _("Wählen Sie, was am ehesten passt. Es muss nicht genau stimmen.")
    ),
    Question("stadtteil", _("Wo"), _("Wo wohnen Sie?"), _("Dann zeigen wir zuerst, was in Ihrer Nähe ist.")),
    Question(
        "zugang", _("Wie"), _("Wie soll es gehen?"), _("Manche kommen zu Ihnen nach Hause, manche sind am Telefon da.")
    ),
)


@public_page
def guided(request: HttpRequest) -> HttpResponse:
    """Ask one question after the other; the last answer leads to the list. All answers stand in the address."""
    choices = load_choices(version_of(request))
    criteria = filters.read(request.GET, choices).criteria
    step = filters.whole_number(request.GET.get("schritt", "1")) or 1
    if step > len(QUESTIONS):
        return redirect(filters.address(reverse("offer_list"), criteria))
    step = max(step, 1)
    question = QUESTIONS[step - 1]
    names = {one.name for one in QUESTIONS[: step - 1]}
    kept = [pair for pair in filters.parameters(criteria) if pair[0] in names]
    context = {
        "question": question,
        "labels": [one.short for one in QUESTIONS],
        "step": step,
        "next": step + 1,
        "is_last": step == len(QUESTIONS),
        "kept": kept,
        "back": f"?{filters.urlencode([*kept, ('schritt', str(step - 1))])}" if step > 1 else "",
        "options": options(question.name, choices, criteria),
        "sections": entrance(choices, criteria).districts if question.name == "stadtteil" else [],
    }
    return render(request, "offers/guided.html", context)


def options(name: str, choices: Choices, criteria: Criteria) -> list[tuple[Choice, bool]]:
    """Return the answers of a question, each with whether it was given before."""
    given = {*criteria.steps, *criteria.facets}
    return [(choice, choice in given) for choice in choices.named(name)]


@public_page
def guide_list(request: HttpRequest) -> HttpResponse:
    """List the situations for which there is a page."""
    return render(request, "offers/guides.html", {"guides": Guide.objects.filter(is_shown=True)})


@public_page
def guide_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a page for a situation: a warm word, next steps, whom to call, and what there is, near a district if one is named."""
    shown = Guide.objects.filter(is_shown=True).prefetch_related("topics", "life_situations", "help_lines")
    guide = shown.filter(code=code).first()
    if guide is None:
        raise Http404
    choices = load_choices(version_of(request))
    question = filters.read(request.GET, choices)
    districts = tuple(place for place in question.criteria.places if place.name == "stadtteil")
    criteria = Criteria(places=districts, facets=facets_of(guide, choices))
    result = search(criteria)
    context = {
        "guide": guide,
        "lines": lines(list(guide.help_lines.all())),
        "form": entrance(choices, criteria),
        "cards": cards(result.hits[:SHOWN], holidays_of(request)),
        "total": result.total,
        "list_url": filters.address(reverse("offer_list"), criteria),
        "topics": topic_lists(guide, choices, criteria),
    }
    return render(request, "offers/guide.html", context)


def facets_of(guide: Guide, choices: Choices) -> tuple[Choice, ...]:
    """Return by what the offers of a situation are found: by the situation itself, or else by its topics."""
    situations = [choices.find("lebenslage", one.code) for one in guide.life_situations.all()]
    topics = [choices.find("thema", one.code) for one in guide.topics.all()]
    return tuple(one for one in situations or topics if one)


def topic_lists(guide: Guide, choices: Choices, criteria: Criteria) -> list[tuple[str, str]]:
    """Return for each topic of a situation its name and the address of its list, near the same district."""
    path = reverse("offer_list")
    found = filter(None, (choices.find("thema", one.code) for one in guide.topics.all()))
    return [(one.label, filters.address(path, replace(criteria, facets=(one,)))) for one in found]


def lines(found: list[HelpLine]) -> list[dict[str, Any]]:
    """Return numbers as the component shows them."""
    return [told(line, line.hours) for line in found]


@login_not_required
@require_safe
@cache_control(public=True, max_age=MINUTE)
def help_now(request: HttpRequest) -> HttpResponse:
    """Show all numbers: what may save a life first, then who answers now, then who answers later and from when on."""
    now = timezone.localtime()
    emergency, open_now, later = [], [], []
    for line in HelpLine.objects.all():
        state = answering(line, now)
        group = emergency if line.is_emergency else open_now if state.is_open else later
        group.append(told(line, state.text))
    context = {"emergency": emergency, "open_now": open_now, "later": later, "now": now}
    return render(request, "offers/help_now.html", context)
