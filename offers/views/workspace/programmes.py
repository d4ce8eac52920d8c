"""How far programmes have come in the districts, and who enters that."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.exporting import csv_file
from network.choices import Permission
from network.permissions import documents_seen_by, requires, standing_of
from network.social_spaces import readable_by
from offers.actions.programmes import StageInTheWayError, enter_stage
from offers.forms_of_programmes import StageForm, StagePeriodForm
from offers.models import Programme, ProgrammeStage
from offers.permissions import districts_kept_for
from offers.programmes import by_stage, current_stages, overview

FOLDER = "offers/workspace/programmes"
AT_A_TIME = next(
    rule for rule in ProgrammeStage._meta.constraints if rule.name == "programme_has_one_stage_in_a_district_at_a_time"
)


@require_safe
@requires(Permission.READ)
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes, each with in how many districts it is how far."""
    return render(request, f"{FOLDER}/list.html", {"rows": overview(), "stages": ProgrammeStage.Stage})


@require_safe
@requires(Permission.READ)
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """Show how far a programme is in each district, and how it came there."""
    found = get_object_or_404(Programme.objects.select_related("network"), code=code)
    current = current_stages(found)
    every = found.stages.select_related("district", "document").prefetch_related("partners").defer("district__boundary")
    kept = set(districts_kept_for(found, request.user).values_list("pk", flat=True)) if may(request) else set()
    context = {
        "programme": found,
        "stages": by_stage(current),
        "every": every.order_by("district__name", "valid_from"),
        "kept": kept,
        "readable": readable_by(request.user, every),
        "today": timezone.localdate(),
        "left": [one for one in every if one.valid_until is None and one.district.valid_until],
        "may_export": standing_of(request.user).allows(Permission.EXPORT),
    }
    return render(request, f"{FOLDER}/programme.html", context)


def may(request: HttpRequest) -> bool:
    return standing_of(request.user).allows(Permission.SPACES)


@require_safe
@requires(Permission.EXPORT)
def programme_file(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out all stages of a programme as a file."""
    found = get_object_or_404(Programme, code=code)
    header = [
        _("Stadtteil"),
        _("Stand"),
        _("seit"),
        _("bis (ausschließlich)"),
        _("verantwortliche Stellen"),
        _("Dokument"),
    ]
    stages = found.stages.select_related("district").defer("district__boundary").prefetch_related("partners")
    rows = [
        (
            one.district.name,
            one.get_stage_display(),
            f"{one.valid_from:%d.%m.%Y}",
            f"{one.valid_until:%d.%m.%Y}" if one.valid_until else "",
            ", ".join(partner.name for partner in one.partners.all()),
            one.document_title,
        )
        for one in stages.order_by("district__name", "valid_from")
    ]
    return csv_file(f"programm-{found.code}", header, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a stage that holds in some districts from a day on, and enter it."""
    found = get_object_or_404(Programme, code=code)
    districts = districts_kept_for(found, request.user)
    if not districts.exists():
        raise Http404
    form = StageForm(
        request.POST or None,
        instance=ProgrammeStage(programme=found),
        districts=districts,
        documents=documents_seen_by(request.user),
    )
    if form.is_valid() and entered(form, request):
        return redirect("staff_programme", found.code)
    return render(request, f"{FOLDER}/stage.html", {"form": form, "programme": found, "stage": None})


def entered(form: StageForm, request: HttpRequest) -> bool:
    """Enter a stage, or say at the day why that cannot be."""
    said = form.cleaned_data
    try:
        number = enter_stage(
            stage=form.instance, districts=said["districts"], partners=said["partners"], by=request.user
        )
    except StageInTheWayError as error:
        sentence = _("Hier ist für diesen Tag oder später schon etwas eingetragen: %(districts)s.")
        form.add_error("valid_from", sentence % {"districts": ", ".join(error.districts)})
        return False
    text = ngettext(
        "In %(number)s Stadtteil ist der neue Stand eingetragen.",
        "In %(number)s Stadtteilen ist der neue Stand eingetragen.",
        number,
    )
    messages.success(request, text % {"number": number})
    return True


def kept(request: HttpRequest, pk: int) -> ProgrammeStage:
    """Return a stage that somebody may change; 404 for all others."""
    stage = get_object_or_404(ProgrammeStage.objects.select_related("programme", "district"), pk=pk)
    # A stage in a district of former times is nobody's but of those who keep the whole programme.
    mine = districts_kept_for(stage.programme, request.user)
    everywhere = Permission.SPACES in standing_of(request.user).everywhere
    if not everywhere and not mine.filter(pk=stage.district_id).exists():
        raise Http404
    return stage


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a stage."""
    stage = kept(request, pk)
    form = StagePeriodForm(request.POST or None, instance=stage, documents=documents_seen_by(request.user))
    if form.is_valid() and saved(form):
        messages.success(request, _("Der Stand ist geändert."))
        return redirect("staff_programme", stage.programme.code)
    return render(request, f"{FOLDER}/stage.html", {"form": form, "programme": stage.programme, "stage": stage})


def saved(form: StagePeriodForm) -> bool:
    """Save a stage; of two that change at once the one that comes too late hears of the other."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        if AT_A_TIME.name not in str(error):
            raise
        form.add_error("valid_from", AT_A_TIME.violation_error_message)
        return False
    return True


@require_POST
@requires(Permission.SPACES)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a stage that was entered by mistake."""
    stage = kept(request, pk)
    stage.delete()
    messages.success(request, _("Der Eintrag ist gelöscht. In seinem Verlauf bleibt er sichtbar."))
    return redirect("staff_programme", stage.programme.code)
