"""A form in the workspace: shown, kept while somebody writes, taken, saved."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from network.middleware import what_was_sent
from offers.actions import ConflictError, DecisionError, Outcome, Saved
from offers.actions.kept_forms import keep_form, kept_forms, let_go
from offers.content import Content
from offers.models import KeptForm
from offers.views.workspace.desk import Desk, clock

KEEP, DISCARD = "merken", "verwerfen"
Done = Mapping[Outcome, str | Promise]


def new_on(kind: type[Desk], request: HttpRequest, record: Any) -> Desk:
    """Return a desk with a new record, or with one that was begun (`stand`)."""
    begun = [form for form in KeptForm.objects.about(record).filter(user=request.user) if form.title]
    context = {"begun": begun} if request.method != "POST" else {"begun": ()}
    sent = request.POST.get("kennung") or request.GET.get("stand", "")
    return kind(request, record, read_key(sent), {}, is_direct=True, context=context)


def read_key(text: str) -> uuid.UUID:
    """Return the key of a form that was begun; a new one where there is none, or none that can be read."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def at(desk: Desk, done: Done) -> HttpResponse:
    """Show what lies on a desk, or take what was sent and say what became of it (`done`)."""
    if desk.request.method == "POST":
        return taken(desk, done)
    left = left_on(desk)
    return desk.show_kept(left) if left else desk.show_begun()


def left_on(desk: Desk) -> KeptForm | None:
    """Return the form as its writer left it, with what they sent before they had to log in again."""
    user = desk.request.user
    if sent := what_was_sent(desk.request):
        desk.key = read_key(sent.get("kennung", [""])[0])
        keep_form(user=user, record=desk.kept_of, key=desk.key, data=sent)
    return kept_forms(user=user, record=desk.kept_of, key=desk.key).first()


def taken(desk: Desk, done: Done) -> HttpResponse:
    """Keep what was sent, whatever happens next; then do what its writer wants."""
    request = desk.request
    button = request.POST.get("wunsch")
    if button == DISCARD:
        let_go(user=request.user, record=desk.kept_of, key=desk.key)
        return redirect(desk.form_address())
    keep_form(user=request.user, record=desk.kept_of, key=desk.key, data=dict(request.POST.lists()))
    if button == KEEP:
        return redirect(desk.form_address() + (f"?stand={desk.key}" if desk.is_new else ""))
    return saved_or_shown(desk, done)


def saved_or_shown(desk: Desk, done: Done) -> HttpResponse:
    """Save what was sent, or show the form with what is wrong or has to be chosen."""
    form = desk.written_form()
    if not form.is_valid() or asks_to_choose(desk, form) or desk.asks(form):
        return desk.show_wrong(form)
    content = desk.chosen(form.written())
    try:
        saved = desk.approve(content) if desk.reviews else desk.save(content, form)
    except (ConflictError, DecisionError, ObjectDoesNotExist) as refusal:
        return refused(desk, form, content, refusal)
    let_go(user=desk.request.user, record=desk.kept_of, key=desk.key)
    tell(desk, saved, done)
    return redirect(desk.after(saved.record))


def refused(desk: Desk, form: BaseForm, content: Content, refusal: Exception) -> HttpResponse:
    """Show why what was sent is not saved; it is kept."""
    if isinstance(refusal, ConflictError):
        return desk.show_conflict(refusal, content)
    if isinstance(refusal, DecisionError):
        form.add_error(None, str(refusal))
        return desk.show_wrong(form)
    # Archived or deleted this very moment: the page says so.
    return redirect(desk.form_address())


def asks_to_choose(desk: Desk, form: BaseForm) -> bool:
    """Return whether a choice between two people's versions is still open, and say so."""
    labels = get_text_list([desk.label(name) for name in desk.unchosen()], _("und"))
    if labels:
        form.add_error(None, _("Bitte wählen Sie bei %(labels)s, welche Angabe gilt.") % {"labels": labels})
    return bool(labels)


def tell(desk: Desk, saved: Saved, done: Done) -> None:
    """Say what became of what was sent, and what others had changed meanwhile."""
    messages.success(desk.request, done[saved.outcome])
    if saved.theirs:
        labels = get_text_list([desk.label(name) for name in saved.theirs], _("und"))
        told = _("Jemand anderes hatte inzwischen %(labels)s geändert; auch das bleibt.")
        messages.info(desk.request, told % {"labels": labels})


def kept(desk: Desk, live: Callable[[Desk], dict[str, str]] = lambda _desk: {}) -> JsonResponse:
    """Keep what was sent and answer with the live places of the form."""
    sent = dict(desk.request.POST.lists())
    found = keep_form(user=desk.request.user, record=desk.kept_of, key=desk.key, data=sent)
    return JsonResponse({"saved": found and clock(timezone.localtime(found.saved_at)), "parts": live(desk)})
