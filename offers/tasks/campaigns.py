"""Tasks that are season campaigns: each running one that is over, with the partners who have not answered."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from offers.campaign_filters import MISSING
from offers.permissions import campaigns_with
from offers.tasks.task import Task


def campaign_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the partners who still owe an answer once the time for it is over; closing the campaign ends the task."""
    if not standing_of(user).allows(Permission.CAMPAIGN):
        return
    over = campaigns_with(user).running().filter(answer_by__lt=today).with_answers().order_by("answer_by", "pk")
    for campaign in over:
        number = campaign.asked_count - campaign.answered_count
        hint = _("haben nicht geantwortet: nachfragen oder die Saisonabfrage schließen")
        yield Task(_("Partner"), hint, number, "staff_campaign", f"stand={MISSING}", campaign.pk)
