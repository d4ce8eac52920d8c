"""Where a coordination writes the Elternbegleitbuch of its social space, and sees it before anybody else does."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.exporting import inline
from network.choices import Permission
from network.permissions import requires, spaces_kept_by
from offers.actions.booklets import NEW, BookletConflictError, write_booklet
from offers.booklets.booklet import draft_of
from offers.booklets.chapters import languages, wishes_of
from offers.booklets.document import Form, document
from offers.booklets.overview import overview
from offers.booklets.values import Booklet
from offers.forms_of_booklets import BookletForm, hidden
from offers.models import ParentGuide
from sozialraum.context import as_of
from sozialraum.models import SocialSpace
from sozialraum.pages import version_of

FOLDER = "offers/workspace/booklets"
# What is wanted with a form that was sent.
SAVE, PREVIEW, AS_PDF, GO_ON = "speichern", "vorschau", "pdf", "weiter"


@require_safe
@requires(Permission.READ)
def booklets(request: HttpRequest) -> HttpResponse:
    """Show the booklets of all social spaces: who wrote last, and which editions lie ready."""
    rows = overview(frozenset(spaces_kept_by(request.user).values_list("pk", flat=True)))
    further = [(code, name) for code, name in settings.LANGUAGES if code in languages()[1:]]
    return render(request, f"{FOLDER}/list.html", {"rows": rows, "further": further})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def booklet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of a booklet, a preview of what was written in it, or save it."""
    space = get_object_or_404(spaces_kept_by(request.user), pk=pk)
    language = chosen_language(request)
    current = found(space, language)
    form = BookletForm(
        request.POST if request.method == "POST" else None,
        wishes=wishes_of(current),
        version=current.version if current else NEW,
    )
    context = {"space": space, "form": form, "current": current, "has_collided": False}
    if request.method != "POST" or request.POST.get("schritt") == GO_ON:
        return shown(request, context)
    if not form.is_valid():
        return shown(request, context, status=422)
    return answered(request, space, language, context)


def answered(request: HttpRequest, space: SocialSpace, language: str, context: dict[str, Any]) -> HttpResponse:
    """Do what is wanted with a form in which nothing is wrong."""
    form = context["form"]
    step = request.POST.get("schritt")
    if step in {PREVIEW, AS_PDF}:
        draft = draft_of(version_of(request), space.slug, language, form.wished())
        return previewed(request, draft) if step == AS_PDF else preview(request, draft, context)
    try:
        write_booklet(
            space=space,
            language=language,
            wishes=form.wished(),
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except BookletConflictError as conflict:
        return collided(request, context, conflict.current)
    messages.success(request, _("Gespeichert. Die Seite zeigt es sofort, das Heft wird in der Nacht neu erstellt."))
    return redirect("staff_booklets")


def chosen_language(request: HttpRequest) -> str:
    """Return the language that is asked for (`sprache`) where the content has it, or else its first one."""
    wanted = request.GET.get("sprache", "")
    return wanted if wanted in languages() else languages()[0]


def found(space: SocialSpace, language: str) -> ParentGuide | None:
    written = ParentGuide.objects.filter(social_space=space, language=language)
    return written.select_related("written_by").prefetch_related("chapters").first()


def shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"{FOLDER}/form.html", context, status=status)


def collided(request: HttpRequest, context: dict[str, Any], current: ParentGuide | None) -> HttpResponse:
    """Say that somebody else wrote meanwhile, and keep what was written: saving once more puts it in its place."""
    sent = request.POST.copy()
    sent["version"] = version = current.version if current else NEW
    form = BookletForm(sent, wishes=wishes_of(current), version=version)
    theirs = [(wish.kind.label, wish.text) for wish in wishes_of(current) if wish.text]
    told = {"form": form, "current": current, "has_collided": True, "theirs": theirs}
    return shown(request, context | told, status=422)


def preview(request: HttpRequest, draft: Booklet, context: dict[str, Any]) -> HttpResponse:
    """Show the booklet as it would be, with what was written in the page, so that nothing is lost on the way back."""
    told = {"booklet": draft, "written": hidden(context["form"]), "today": timezone.localdate()}
    return render(request, f"{FOLDER}/preview.html", context | told)


def previewed(request: HttpRequest, draft: Booklet) -> HttpResponse:
    """Hand out the booklet as it would be as PDF; nobody keeps it."""
    file = document(draft, Form.SCREEN, timezone.localdate(), as_of(version_of(request)))
    return inline(f"elternbegleitbuch-{draft.slug}-vorschau.pdf", "application/pdf", file.content)
