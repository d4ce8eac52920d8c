"""What is done with a selection of a list: first shown, then done."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kit.text import clean
from network.choices import Permission
from network.permissions import requires
from offers.deeds import deeds_of_page
from offers.registers import REGISTERS, Register
from offers.shortcomings import Shortcoming
from offers.views.workspace.selection_words import WORDS
from offers.workspace import Deed, Told

SHOWN = 20


@require_POST
@requires(Permission.READ)
def selection(request: HttpRequest, page: str) -> HttpResponse:
    """Show what a deed would do with the selected records of a list; with `ausfuehren`, do it."""
    register = REGISTERS[page]
    deed = deeds_of_page(page).get(request.POST.get("aktion", ""))
    if deed is None:
        raise Http404
    chosen = selected(request, register)
    number = chosen.count()
    if not number:
        messages.warning(request, WORDS[page].none_chosen)
        return redirect(list_address(request, register))
    data = request.POST if "ausfuehren" in request.POST else None
    form = deed.form(data, offers=deed.possible(chosen, request.user), by=request.user)
    if form.is_valid():
        return done(request, register, deed, deed.do(chosen, request.user, **form.cleaned_data))
    context = preview(request, register, deed, chosen, number) | {"form": form}
    return render(request, "offers/workspace/selection.html", context)


def selected(request: HttpRequest, register: Register) -> QuerySet:
    """Return the records that were ticked, or, with `alle`, all those of the list."""
    narrowed = register.narrowed(Permission.READ, request.user, QueryDict(request.POST.get("suche", "")))
    if "alle" in request.POST:
        return narrowed.qs
    ticked = [int(value) for value in request.POST.getlist(register.box) if value.isascii() and value.isdigit()]
    # A number that no record can have would be refused by the database.
    return register.records(Permission.READ, request.user).filter(pk__in=[pk for pk in ticked if pk < 2**63])


def preview(request: HttpRequest, register: Register, deed: Deed, chosen: QuerySet, number: int) -> dict[str, Any]:
    """Return what would happen: the first records concerned, how many, and which stay as they are, and why."""
    user, words = request.user, WORDS[register.page]
    possible, unfit = deed.possible(chosen, user), deed.unfit(chosen, user)
    concerned, lacking = possible.count(), unfit.count()
    left_alone = number - concerned - lacking
    return {
        "register": register,
        "deed": deed,
        "title": words.title,
        "rows": rows(register, deed.hints(possible[:SHOWN], user)),
        "more": max(0, concerned - SHOWN),
        "concerned": concerned and words.concerned % {"number": concerned},
        "unfit": rows(register, deed.obstacles(unfit[:SHOWN], user)),
        "more_unfit": max(0, lacking - SHOWN),
        "lacking": lacking and words.unfit % {"number": lacking},
        "left_alone": left_alone and words.left_alone % {"number": left_alone},
        "ticked": [] if "alle" in request.POST else list(chosen.values_list("pk", flat=True)),
        "all": "alle" in request.POST,
        "query": clean(request.POST.get("suche", "")),
        "back": list_address(request, register),
    }


def rows(register: Register, told: list[Told]) -> list[tuple[str, str, str, list[Shortcoming]]]:
    """Return records as the page lists them: name, address, what tells it from others, and what is to be said of it."""
    return [(str(record), register.address(record), register.about(record), said) for record, said in told]


def done(request: HttpRequest, register: Register, deed: Deed, number: int) -> HttpResponse:
    """Say how much was done, and lead back to the list."""
    messages.success(request, WORDS[register.page].done % {"number": number, "done": deed.done})
    return redirect(list_address(request, register))


def list_address(request: HttpRequest, register: Register) -> str:
    """Return the list as it was narrowed; only its query comes from the form, so it leads nowhere else."""
    query = QueryDict(clean(request.POST.get("suche", ""))).urlencode()
    return reverse(register.page) + (f"?{query}" if query else "")
