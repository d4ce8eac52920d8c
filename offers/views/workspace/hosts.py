"""A partner or a facility written in the workspace: begun, changed, kept while it is written, saved."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from network.choices import Permission
from network.middleware import keeps_what_was_sent
from network.models import Facility, Partner
from network.permissions import requires
from offers.actions import Outcome
from offers.actions.hosts import Host, host_is_written_directly, host_version_for
from offers.models import Submission
from offers.permissions import admits_partners, records_with
from offers.views.workspace.host_desk import HOST_DESKS, HostDesk
from offers.views.workspace.writing import at, kept, new_on

DONE = {
    Outcome.UNCHANGED: gettext_lazy("Es hat sich nichts geändert."),
    Outcome.DRAFT: gettext_lazy("Gespeichert. Familien sehen es nicht."),
    Outcome.PUBLIC: gettext_lazy("Gespeichert. Familien sehen es jetzt so."),
    Outcome.WAITING: gettext_lazy("Eingereicht. Sie bekommen eine E-Mail, sobald jemand es geprüft hat."),
}


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def edit(request: HttpRequest, pk: int, model: type[Host]) -> HttpResponse:
    """Show the form of a partner or facility and take what was changed."""
    return at(desk_of(request, model, pk), DONE)


@require_POST
@requires(Permission.EDIT)
def keep(request: HttpRequest, pk: int, model: type[Host]) -> HttpResponse:
    """Keep what stands in the form of a partner or facility."""
    return kept(desk_of(request, model, pk))


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT)
def new_facility(request: HttpRequest) -> HttpResponse:
    """Show the form of a new facility and take it."""
    return at(new_on(HOST_DESKS[Facility], request, Facility()), DONE)


@require_POST
@requires(Permission.EDIT)
def keep_new_facility(request: HttpRequest) -> HttpResponse:
    """Keep what stands in the form of a new facility."""
    return kept(new_on(HOST_DESKS[Facility], request, Facility()))


@keeps_what_was_sent
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ADMIT)
def new_partner(request: HttpRequest) -> HttpResponse:
    """Show the form of a new partner and take it."""
    return at(desk_of_new_partner(request), DONE)


@require_POST
@requires(Permission.ADMIT)
def keep_new_partner(request: HttpRequest) -> HttpResponse:
    """Keep what stands in the form of a new partner."""
    return kept(desk_of_new_partner(request))


def desk_of_new_partner(request: HttpRequest) -> HostDesk:
    """Return the desk with a new partner; raises PermissionDenied."""
    if not admits_partners(request.user):
        raise PermissionDenied
    return new_on(HOST_DESKS[Partner], request, Partner())


def desk_of(request: HttpRequest, model: type[Host], pk: int) -> HostDesk:
    """Return the desk with a partner or facility that the person may change."""
    user = request.user
    host = get_object_or_404(records_with(Permission.EDIT, user, model), pk=pk)
    is_direct = host_is_written_directly(user, host)
    base = host_version_for(user, host)
    pending = Submission.objects.open().about(host).select_related("author").first()
    return HOST_DESKS[model](request, host, uuid.uuid4(), base, is_direct, pending, {"begun": ()})
