"""Imports with four eyes: laid before somebody else, drawn back, given back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.choices import Permission
from network.permissions import requires
from offers.forms_of_imports import ObjectionForm
from offers.imports import approving
from offers.permissions import imports_led_by, imports_of
from offers.views.workspace.import_steps import told
from offers.views.workspace.imports import result_page


@require_POST
@requires(Permission.IMPORT)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay an import before somebody else, or draw it back."""
    owner = get_object_or_404(imports_led_by(request.user), pk=pk)
    if "zurueckziehen" in request.POST:
        done, sentence = approving.draw_back(owner, by=request.user), _("Der Import liegt wieder bei Ihnen.")
    else:
        done = approving.propose(owner, by=request.user)
        sentence = _("Der Import ist vorgelegt. Die anderen sehen ihn in ihrer Übersicht.")
    if done:
        messages.success(request, sentence)
    return told(request, owner, is_done=done)


@require_POST
@requires(Permission.IMPORT)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an import back to who uploaded it, with a sentence."""
    people = ("made_by", "applied_by", "undone_by")
    owner = get_object_or_404(imports_of(request.user).select_related(*people), pk=pk)
    form = ObjectionForm(request.POST)
    if owner.is_busy:
        return told(request, owner, is_done=False)
    if not form.is_valid():
        return result_page(request, owner, form)
    if not approving.give_back(owner, objection=form.cleaned_data["objection"], by=request.user):
        return told(request, owner, is_done=False)
    messages.success(request, _("Der Import liegt wieder bei der Person, die ihn hochgeladen hat."))
    return redirect("staff_imports")
