"""What comes of a conference: decisions, tasks, and what is handed on to a social space's team."""

import datetime

from django.db import transaction
from django.db.models import Model

from network.models import ConferenceTask, User


@transaction.atomic
def add_result(*, result: Model, by: User) -> Model:
    """Save a decision, a task or a feedback of a conference. Raises ValidationError where the rules forbid it."""
    result.validate_constraints()
    result.save()
    return result


@transaction.atomic
def finish_task(*, pk: int, day: datetime.date, outcome: str, by: User) -> bool:
    """Note that a task is done; return whether it was still open."""
    task = ConferenceTask.objects.select_for_update().get(pk=pk)
    if task.done_on is not None:
        return False
    task.done_on, task.outcome = day, outcome
    task.save(update_fields=["done_on", "outcome"])
    return True


@transaction.atomic
def reopen_task(*, pk: int, by: User) -> bool:
    """Open a task again that was noted as done by mistake; return whether it was."""
    task = ConferenceTask.objects.select_for_update().get(pk=pk)
    if task.done_on is None:
        return False
    task.done_on, task.outcome = None, ""
    task.save(update_fields=["done_on", "outcome"])
    return True
