"""What refers to an offer, when the offer becomes part of another one."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model

from offers.content.fields import LINKS
from offers.models import Offer

# By table and column, what becomes of the rows that refer to the offer that goes. MOVE: they refer to the one that stays; a row
# that the other one has already (a rule of the database says so) stays with the one that goes. STAY: they tell what became of the
# archived record itself. CHOSEN: somebody chooses, field by field, what the one that stays says.
MOVE, STAY, CHOSEN = "move", "stay", "chosen"
HANDLED: Final = {
    "offers.OutdatedReport.offer": MOVE,  # what families reported is still to be answered
    "offers.ReviewReminder.offer": MOVE,  # nobody is reminded of the same twice
    "offers.Submission.offer": STAY,  # but for an open one, see offers.actions.merging
    "offers.KeptForm.offer": STAY,  # what somebody types about the one that goes is about that one
    "offers.Imprint.offer": STAY,  # what a source last said of the one that goes
    "offers.ImportRow.offer": STAY,
    "offers.AskedOffer.offer": STAY,  # a campaign asked about that one, and putting it away was the answer
    "offers.OfferTwins.first": STAY,  # a pair is about just these two
    "offers.OfferTwins.second": STAY,
    "offers.Offer.merged_into": MOVE,  # addresses that led to the one that goes
    "offers.Project.offer": MOVE,  # what became of a project is there still
    "offers.Entry.offer": STAY,  # the search's copy, which the database keeps
    "monitoring.OutcomeRecord.offer": MOVE,  # whom it reached, unless both counted the same time
    "monitoring.OutcomeTarget.offer": MOVE,
    "offers.Schedule.offer": CHOSEN,
    "offers.Closure.offer": MOVE,  # who stands before a closed door does not care under which name it is closed
    "offers.Availability.offer": STAY,  # how many places were free in the one that goes
    "offers.Grant_offers.offer": MOVE,  # what is paid for goes on under the one that stays
} | {f"offers.Offer_{name}.offer": CHOSEN for name in LINKS}


def references_to(model: type[Model]) -> dict[str, ForeignKey]:
    """Return every column that refers to a model, by its name: of all tables, those of many-to-many fields included; of no view."""
    relations = model._meta.get_fields(include_hidden=True)
    columns = [one.field for one in relations if one.auto_created and not one.concrete and not one.many_to_many]
    return {f"{column.model._meta.label}.{column.name}": column for column in columns if column.model._meta.managed}


def is_history(column: ForeignKey) -> bool:
    """Return whether a column belongs to the history of records, which stays with the record that it tells of."""
    return hasattr(column.model, "pgh_tracked_model")


def move_references(keep: Offer, away: Offer) -> None:
    """Let everything that refers to `away` refer to `keep`, but for what stays or is chosen; both are locked by the caller."""
    for name, column in references_to(Offer).items():
        if HANDLED.get(name, MOVE) == MOVE and not is_history(column):
            move(column, keep, away)


def move(column: ForeignKey, keep: Offer, away: Offer) -> None:
    """Move the rows of one table: all at once, or where some would break a rule one by one, leaving those that do."""
    rows = column.model._meta.base_manager.filter(**{column.name: away})
    if moved(rows, column, keep):
        return
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        moved(rows.filter(pk=pk), column, keep)


def moved(rows: Any, column: ForeignKey, keep: Offer) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{column.name: keep})
    except IntegrityError:
        return False
    return True
