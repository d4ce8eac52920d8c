"""The thesaurus of the search, kept by staff: each change can be seen before it holds."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.history import through
from kit.text import clean
from network.choices import Permission
from network.permissions import requires
from offers.actions.search_words import WAY, load_search_words
from offers.actions.word_groups import ChangedMeanwhileError, delete_word_group, save_word_group
from offers.forms_of_words import WordGroupForm
from offers.models import WordGroup
from offers.word_preview import effects

FOLDER = "offers/workspace/word_groups"
PER_PAGE = 50


@require_safe
@requires(Permission.WORDS)
def word_groups(request: HttpRequest) -> HttpResponse:
    """List the groups of words, or those that hold a word."""
    asked = clean(request.GET.get("q", ""))
    page = Paginator(holding(asked), PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, f"{FOLDER}/list.html", {"page": page, "asked": asked})


def holding(word: str) -> QuerySet[WordGroup]:
    """Return the groups in which a word stands; all without one."""
    groups = WordGroup.objects.order_by("name")
    if not word:
        return groups
    # An array as text holds its elements as they are written.
    return groups.filter(
        Q(name__icontains=word) | Q(said__icontains=word) | Q(said_elsewhere__icontains=word) | Q(meant__icontains=word)
    )


@require_POST
@requires(Permission.WORDS)
def take_over(request: HttpRequest) -> HttpResponse:
    """Bring in the groups of words that the search comes with; none that staff have changed or deleted."""
    with through(WAY, request.user.pk):
        done = load_search_words()
    sentence = ngettext(
        "Eine mitgelieferte Wortgruppe ist neu dabei.",
        "%(number)s mitgelieferte Wortgruppen sind neu dabei.",
        done.created,
    )
    if done.created:
        messages.success(request, sentence % {"number": done.created})
    else:
        messages.info(
            request,
            _("Alle mitgelieferten Wortgruppen sind schon da. Was Sie geändert oder gelöscht haben, bleibt so."),
        )
    return redirect("staff_word_groups")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WORDS)
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a group of words, show what it would change, and save it."""
    return edited(request, WordGroup())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WORDS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a group of words, after a look at what that would change."""
    return edited(request, get_object_or_404(WordGroup, pk=pk))


def edited(request: HttpRequest, group: WordGroup) -> HttpResponse:
    """Show the form of a group, with a preview where that is asked for, or save it."""
    form = WordGroupForm(request.POST or None, instance=group)
    is_preview = "vorschau" in request.POST
    found = None
    if form.is_valid():
        if is_preview:
            found = effects(form.instance)
        elif saved(form, request):
            messages.success(request, _("Die Wortgruppe „%(name)s“ ist gespeichert.") % {"name": group.name})
            return redirect("staff_word_groups")
    is_new = group.pk is None
    return render(request, f"{FOLDER}/group.html", {"form": form, "group": group, "effects": found, "is_new": is_new})


def saved(form: WordGroupForm, request: HttpRequest) -> bool:
    """Save a group, or say above the form that somebody else was there before."""
    try:
        save_word_group(group=form.instance, seen=form.seen_state, by=request.user)
    except ChangedMeanwhileError:
        sentence = _(
            "Jemand anderes hat diese Wortgruppe inzwischen geändert. Bitte laden Sie die Seite neu und ändern Sie dann."
        )
        form.add_error(None, sentence)
        return False
    return True


@require_POST
@requires(Permission.WORDS)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a group of words."""
    group = get_object_or_404(WordGroup, pk=pk)
    delete_word_group(group=group, by=request.user)
    messages.success(request, _("Die Wortgruppe „%(name)s“ ist gelöscht.") % {"name": group.name})
    return redirect("staff_word_groups")
