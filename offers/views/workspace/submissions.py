"""What waits to be looked at before families see it: listed, compared, approved or returned."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.choices import Permission
from network.middleware import keeps_what_was_sent
from network.permissions import requires
from offers.actions import DecisionError, Outcome, approve, proposed, send_back, sight, take_back
from offers.actions.submissions import PAGES
from offers.content import SCHEMAS, Change, content_of, tell_all, tell_changes
from offers.forms_of_staff import ReturnForm
from offers.models import Offer, Submission
from offers.permissions import about_records_with, wants_four_eyes
from offers.views.workspace.desk import Desk
from offers.views.workspace.desks import DESKS
from offers.views.workspace.editing import live
from offers.views.workspace.writing import at, kept, left_on

PER_PAGE = 50
APPROVE, RETURN = "freigeben", "zurueckgeben"
EDITED = {Outcome.PUBLIC: gettext_lazy("Geändert und freigegeben: Familien sehen es jetzt so.")}


def submissions_of(request: HttpRequest) -> QuerySet[Submission]:
    """Return the open submissions about records that this person may see; of what is archived there is nothing to decide."""
    mine = Submission.objects.open().filter(about_records_with(Permission.READ, request.user))
    living = mine.living()
    return living.select_related("offer__provider", "partner", "facility__partner", "author")


def to_review(request: HttpRequest) -> QuerySet[Submission]:
    """Return what this person may decide, the oldest first."""
    return submissions_of(request).waiting().filter(about_records_with(Permission.PUBLISH, request.user))


@require_safe
@requires(Permission.EDIT)
def submissions(request: HttpRequest) -> HttpResponse:
    """List what waits for this person to decide, and what else is under way."""
    waiting = Paginator(to_review(request), PER_PAGE).get_page(request.GET.get("seite"))
    others = submissions_of(request).exclude(pk__in=to_review(request).values("pk")).order_by("-submitted_at")
    context = {"page": waiting, "total": waiting.paginator.count, "others": others[:PER_PAGE]}
    return render(request, "offers/workspace/submissions.html", context)


@require_safe
@requires(Permission.EDIT)
def returned(request: HttpRequest) -> HttpResponse:
    """List what came back to this person with a sentence."""
    mine = submissions_of(request).returned().filter(author=request.user).order_by("decided_at", "pk")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("seite"))
    rows = [(one, reverse(PAGES[type(one.record)][1], args=[one.record.pk])) for one in page]
    context = {"page": page, "rows": rows, "total": page.paginator.count}
    return render(request, "offers/workspace/returned.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what somebody submitted, field by field, and take the decision of whoever may publish it."""
    found = get_object_or_404(submissions_of(request), pk=pk)
    if request.method == "POST" and request.POST.get("entscheidung") in {APPROVE, RETURN}:
        get_object_or_404(to_review(request), pk=pk)
        return decided(request, found)
    return show(request, found, ReturnForm())


def show(request: HttpRequest, found: Submission, form: ReturnForm) -> HttpResponse:
    record = found.record
    current = content_of(record)
    context = {
        "submission": found,
        "record": record,
        "kind": record._meta.verbose_name,
        "edit": reverse(PAGES[type(record)][1], args=[record.pk]),
        "changes": changes_of(found),
        "seen": sight(found, current),
        "may_decide": to_review(request).filter(pk=found.pk).exists() and not is_own(request, found),
        "is_own": found.author_id == request.user.pk,
        "form": form,
    }
    return render(request, "offers/workspace/submission.html", context)


def is_own(request: HttpRequest, found: Submission) -> bool:
    """Return whether the municipality wants other eyes than this person's."""
    return found.author_id == request.user.pk and wants_four_eyes()


def changes_of(found: Submission) -> list[Change]:
    """Return what would change for families; of a new record all that it says."""
    current, schema = content_of(found.record), SCHEMAS[type(found.record)]
    if found.is_new:
        return tell_all(current, schema)
    return tell_changes(current, proposed(found, current), schema=schema)


def decided(request: HttpRequest, found: Submission) -> HttpResponse:
    """Approve or return a submission, or say why that is not possible any more."""
    form = ReturnForm(request.POST if request.POST["entscheidung"] == RETURN else None)
    if form.is_bound and not form.is_valid():
        return show(request, found, form)
    try:
        if form.is_bound:
            send_back(found, by=request.user, sentence=form.cleaned_data["sentence"])
            messages.success(request, _("Zurückgegeben. Wer es geschrieben hat, bekommt Ihren Satz."))
        else:
            approve(found, by=request.user, seen=request.POST.get("gesehen", ""))
            messages.success(request, _("Freigegeben: Familien sehen es jetzt so."))
    except DecisionError as error:
        messages.warning(request, str(error))
        return redirect_to(found)
    return redirect("staff_submissions")


def redirect_to(found: Submission) -> HttpResponse:
    """Lead back to a submission as long as there is something to decide."""
    is_open = Submission.objects.open().living().filter(pk=found.pk).exists()
    return redirect("staff_submission", found.pk) if is_open else redirect("staff_submissions")


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form with what somebody submitted; what the reviewer makes of it is approved."""
    desk = desk_of_reviewer(request, pk)
    if request.method != "POST" and not to_review(request).filter(pk=pk).exists():
        return shut(desk)
    return at(desk, EDITED)


@require_POST
@requires(Permission.PUBLISH)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a reviewer makes of a submission, and answer with what the form says to it."""
    desk = desk_of_reviewer(request, pk)
    return kept(desk, live if isinstance(desk.record, Offer) else lambda _desk: {})


def desk_of_reviewer(request: HttpRequest, pk: int) -> Desk:
    """Return the desk with a submission in front of its reviewer; decided meanwhile, it holds what they wrote all the same."""
    mine = Submission.objects.filter(about_records_with(Permission.PUBLISH, request.user))
    found = get_object_or_404(mine.select_related("author", "offer", "partner", "facility"), pk=pk)
    record = found.record
    wanted = proposed(found, content_of(record))
    kind, context = DESKS[type(record)], {"begun": ()}
    return kind(request, record, uuid.uuid4(), wanted, is_direct=True, submission=found, context=context, reviews=True)


def shut(desk: Desk) -> HttpResponse:
    """Say that there is nothing left to decide, and give back what the reviewer had written by then."""
    left = left_on(desk)
    if left is None:
        messages.info(desk.request, _("Hier gibt es nichts mehr zu entscheiden."))
        return redirect("staff_submissions")
    messages.warning(
        desk.request,
        _(
            "Hier gibt es nichts mehr zu entscheiden. Was Sie geschrieben haben, steht noch da, damit es nicht verloren ist."
        ),
    )
    return desk.show_kept(left)


@require_POST
@requires(Permission.EDIT)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the person submitted themself."""
    found = get_object_or_404(submissions_of(request), pk=pk, author=request.user)
    if take_back(found, by=request.user):
        messages.success(request, _("Zurückgenommen. Es bleibt, wie es war."))
    return redirect(PAGES[type(found.record)][0], found.record.pk)
