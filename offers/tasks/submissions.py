"""Tasks that were submitted: to be looked at by those who may publish, or returned to those who wrote them."""

import datetime
from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from offers.models import Offer, Submission
from offers.permissions import about_records_with
from offers.tasks.task import Task

State = Submission.State


def submission_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count with one query what waits for this person to decide, and what came back to them."""
    living = Submission.objects.exclude(offer__status=Offer.Status.ARCHIVED)
    to_decide = Q(state=State.WAITING) & about_records_with(Permission.PUBLISH, user)
    numbers = living.aggregate(
        waiting=Count("pk", filter=to_decide), returned=Count("pk", filter=Q(state=State.RETURNED, author=user.pk))
    )
    yield Task(_("Zu prüfen"), _("eingereicht: wartet auf Ihre Freigabe"), numbers["waiting"], "staff_submissions")
    yield Task(
        _("Zurück an Sie"), _("mit einer Rückfrage: bitte noch einmal ansehen"), numbers["returned"], "staff_returned"
    )
