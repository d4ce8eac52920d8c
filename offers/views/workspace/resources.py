"""The resource check: a professional asks what helps, and nothing of the question stays behind.

It is only sent (POST), never part of an address; it is answered at once and forgotten: no message, no session, and with a status
that is logged by nobody, whatever was wrong with it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.exporting import attached
from network.choices import Permission
from network.models import ContactPoint
from network.permissions import requires
from offers.actions.demand import count_missed
from offers.demand import only
from offers.forms_of_resources import HandoutForm, NeedForm
from offers.handout import handout, on_paper
from offers.resources import resources
from sozialraum.context import municipality_of

FOLDER = "offers/workspace/resources"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a need, an age and an area, and show all that helps."""
    form = NeedForm(request.POST if request.method == "POST" else None)
    return answered(request, form) if form.is_valid() else asked(request, form)


def asked(request: HttpRequest, form: NeedForm) -> HttpResponse:
    return render(request, f"{FOLDER}/check.html", {"form": form, "answer": None, "error": ""})


def answered(request: HttpRequest, form: NeedForm, error: str = "") -> HttpResponse:
    need = form.need()
    context: dict[str, Any] = {"form": form, "need": need, "answer": resources(need), "error": error}
    return render(request, f"{FOLDER}/check.html", context)


@sensitive_post_parameters()
@require_POST
@requires(Permission.READ)
def paper(request: HttpRequest) -> HttpResponse:
    """Hand out what was chosen as a PDF; only what families may see."""
    chosen = HandoutForm(request.POST, offers=on_paper(), contacts=ContactPoint.objects.public())
    if not chosen.is_valid():
        form = NeedForm(request.POST)
        error = " ".join(chosen.non_field_errors())
        return answered(request, form, error) if form.is_valid() else asked(request, form)
    file = handout(chosen.cleaned_data["angebot"], chosen.cleaned_data["stelle"], municipality_of(request))
    # To be saved, so that the answer to the question stays open.
    return attached("handzettel.pdf", "application/pdf", file)


@sensitive_post_parameters()
@require_POST
@requires(Permission.READ)
def missed(request: HttpRequest) -> HttpResponse:
    """Count that nothing fitted: by month, district, age and topic, as far as one of each was named; nothing else."""
    form = NeedForm(request.POST)
    if not form.is_valid():
        return asked(request, form)
    need = form.need()
    topic = only(need.topics)
    count_missed(
        district=need.district.pk if need.district else None,
        age_step=need.step.code if need.step else None,
        topic=topic.code if topic else None,
    )
    return redirect("staff_resources_counted")


@require_safe
@requires(Permission.READ)
def counted(request: HttpRequest) -> HttpResponse:
    """Say what was counted, and what was not."""
    return render(request, f"{FOLDER}/counted.html")
