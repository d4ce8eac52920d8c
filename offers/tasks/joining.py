"""Tasks that come from people who want to keep a partner's records."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import JoinRequest, User
from network.permissions import partners_with, standing_of
from offers.tasks.task import Task


def join_tasks(user: User, _today: datetime.date) -> Iterator[Task]:
    """Count the requests to partners for which somebody may invite."""
    if standing_of(user).allows(Permission.INVITE):
        mine = partners_with(Permission.INVITE, user).values("pk")
        number = JoinRequest.objects.filter(partner__in=mine).count()
        hint = _("Leute, die bei einem Partner arbeiten und seine Angaben pflegen möchten")
        yield Task(_("Möchten mitmachen"), hint, number, "staff_invitations")
