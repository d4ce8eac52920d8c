"""An offer written in the workspace: begun, changed, kept while it is written, saved."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from network.choices import Permission
from network.middleware import keeps_what_was_sent, what_was_sent
from network.permissions import requires
from offers.actions import ConflictError, Outcome, Saved, create_offer, save_offer, version_for, writes_directly
from offers.actions.kept_forms import keep_form, let_go
from offers.content import Content, label_of
from offers.editing import OfferForm
from offers.editing.assist import assist_form, twins_of_form
from offers.models import KeptForm, Offer, Submission
from offers.permissions import offers_with
from offers.views.workspace.desk import Desk, clock

KEEP, DISCARD = "merken", "verwerfen"
LIVE = ("texts", "ages", "times", "completeness", "twins")
DONE = {
    Outcome.UNCHANGED: gettext_lazy("Es hat sich nichts geändert."),
    Outcome.DRAFT: gettext_lazy("Als Entwurf gespeichert. Familien sehen ihn noch nicht."),
    Outcome.PUBLIC: gettext_lazy("Gespeichert. Familien sehen das Angebot jetzt so."),
    Outcome.WAITING: gettext_lazy("Eingereicht. Sie bekommen eine E-Mail, sobald jemand es geprüft hat."),
}


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def new_offer(request: HttpRequest) -> HttpResponse:
    """Show the form of a new offer, or one that was begun (`stand`), and take it."""
    return at(new_desk(request))


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def edit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of an offer and take what was changed."""
    offer = get_object_or_404(offers_with(Permission.EDIT, request.user), pk=pk)
    if offer.status == Offer.Status.ARCHIVED:
        messages.warning(request, _("Das Angebot ist archiviert. Wer es ändern will, nimmt es zuerst wieder auf."))
        return redirect("staff_offer", pk)
    return at(desk_of(request, offer))


@require_POST
@requires(Permission.EDIT)
def keep_new(request: HttpRequest) -> HttpResponse:
    """Keep what stands in the form of a new offer, and answer with what the form says to it."""
    return kept(new_desk(request))


@require_POST
@requires(Permission.EDIT)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what stands in the form of an offer, and answer with what the form says to it."""
    return kept(desk_of(request, get_object_or_404(offers_with(Permission.EDIT, request.user), pk=pk)))


def new_desk(request: HttpRequest) -> Desk:
    begun = [form for form in KeptForm.objects.filter(user=request.user, offer=None) if form.title]
    context = {"begun": begun} if request.method != "POST" else {"begun": ()}
    sent = request.POST.get("kennung") or request.GET.get("stand", "")
    return Desk(request, None, read_key(sent), {}, is_direct=True, context=context)


def read_key(text: str) -> uuid.UUID:
    """Return the key of a form that was begun; a new one where there is none, or none that can be read."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def desk_of(request: HttpRequest, offer: Offer) -> Desk:
    is_direct, base = writes_directly(request.user, offer), version_for(request.user, offer)
    pending = Submission.objects.open().filter(offer=offer).select_related("author").first()
    return Desk(request, offer, uuid.uuid4(), base, is_direct, pending, {"begun": ()})


def at(desk: Desk) -> HttpResponse:
    """Show what lies on a desk, or take what was sent."""
    if desk.request.method == "POST":
        return taken(desk)
    if sent := what_was_sent(desk.request):
        desk.key = read_key(sent.get("kennung", [""])[0])
        keep_form(user=desk.request.user, offer=desk.offer, key=desk.key, data=sent)
    left = KeptForm.objects.filter(user=desk.request.user, offer=desk.offer)
    left = left.filter(key=desk.key) if desk.offer is None else left
    return desk.show_kept(left.first()) if left.exists() else desk.show_begun()


def taken(desk: Desk) -> HttpResponse:
    """Keep what was sent, whatever happens next; then do what its writer wants."""
    request = desk.request
    button = request.POST.get("wunsch")
    if button == DISCARD:
        let_go(user=request.user, offer=desk.offer, key=desk.key)
        return redirect(own_address(desk))
    keep_form(user=request.user, offer=desk.offer, key=desk.key, data=dict(request.POST.lists()))
    if button == KEEP:
        return redirect(own_address(desk) + ("" if desk.offer else f"?stand={desk.key}"))
    return saved_or_shown(desk)


def saved_or_shown(desk: Desk) -> HttpResponse:
    """Save what was sent, or show the form with what is wrong or has to be chosen."""
    form = desk.written_form()
    if not form.is_valid() or asks_to_choose(desk, form) or asks_about_twins(desk, form):
        return desk.show_wrong(form)
    content = desk.chosen(form.written())
    try:
        saved = save(desk, content, confirms=form.cleaned_data["confirms"])
    except ConflictError as conflict:
        return desk.show_conflict(conflict, content)
    let_go(user=desk.request.user, offer=desk.offer, key=desk.key)
    tell(desk.request, saved)
    return redirect("staff_offer", saved.offer.pk)


def asks_about_twins(desk: Desk, form: OfferForm) -> bool:
    """Return whether the writer of a new offer has still to say that it is none of those that are much like it, and ask."""
    if desk.offer or form.cleaned_data["is_another"] or not twins_of_form(form):
        return False
    form.add_error("is_another", _("Gibt es dieses Angebot schon? Bitte sehen Sie sich die ähnlichen an."))
    return True


def asks_to_choose(desk: Desk, form: OfferForm) -> bool:
    """Return whether a choice between two people's versions is still open, and say so."""
    labels = get_text_list([str(label_of(name)) for name in desk.unchosen()], _("und"))
    if labels:
        form.add_error(None, _("Bitte wählen Sie bei %(labels)s, welche Angabe gilt.") % {"labels": labels})
    return bool(labels)


def save(desk: Desk, content: Content, *, confirms: bool) -> Saved:
    how = {"by": desk.request.user, "wish": desk.wish, "confirms": confirms}
    if desk.offer is None:
        return create_offer(content, **how)
    return save_offer(desk.offer.pk, base=desk.base, content=content, **how)


def tell(request: HttpRequest, saved: Saved) -> None:
    """Say what became of what was sent, and what others had changed meanwhile."""
    messages.success(request, DONE[saved.outcome])
    if saved.theirs:
        labels = get_text_list([str(label_of(name)) for name in saved.theirs], _("und"))
        messages.info(
            request, _("Jemand anderes hatte inzwischen %(labels)s geändert; auch das bleibt.") % {"labels": labels}
        )


def own_address(desk: Desk) -> str:
    return reverse("offer_edit", args=[desk.offer.pk]) if desk.offer else reverse("offer_new")


def kept(desk: Desk) -> HttpResponse:
    """Keep what was sent and return the live places of the form."""
    sent = dict(desk.request.POST.lists())
    found = keep_form(user=desk.request.user, offer=desk.offer, key=desk.key, data=sent)
    said = assist_form(desk.written_form(), desk.holidays)
    parts = {name: render_to_string(f"offers/workspace/form/live/{name}.html", {"assist": said}) for name in LIVE}
    return JsonResponse({"saved": found and clock(timezone.localtime(found.saved_at)), "parts": parts})
