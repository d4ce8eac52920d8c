"""Of which records of the monitoring people can read the history in the workspace; the app's configuration adds them."""

from typing import Final

from django.db.models import QuerySet

from monitoring.models import OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from monitoring.permissions import outcomes_of
from network.choices import Permission
from network.models import User
from offers.content import Part, Schema
from offers.history.kinds import Kind, for_holders
from offers.history.parts import teller_of

TARGETS: Final = Part(
    "targets",
    OutcomeTarget,
    "metric",
    ("year", "value", "district_id", "social_space_id", "offer_id", "programme_id"),
    ("year",),
)


def written_by(_permission: Permission, user: User) -> QuerySet[OutcomeRecord]:
    """Return the outcomes whose history a person reads: those that they see as they are, since older numbers are as telling."""
    return outcomes_of(user)


KINDS: Final = (
    Kind("ergebnisse", Schema(OutcomeRecord), written_by, page="staff_outcome"),
    Kind(
        "messgroessen",
        Schema(OutcomeMetric, links=("offer_types",), parts=(TARGETS,), peculiar={TARGETS.name: teller_of(TARGETS)}),
        for_holders(Permission.MONITOR, OutcomeMetric),
        page="staff_metric",
    ),
    Kind("erfolgsnachweise", Schema(SuccessReport), for_holders(Permission.MONITOR, SuccessReport)),
)
