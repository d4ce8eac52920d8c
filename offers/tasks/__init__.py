"""What waits for a person in the workspace: each task is a count and a link to exactly the rows that it counts.

A task of offers is an entry of `OFFER_TASKS` and costs no query of its own. Anything else is a function that takes a person and a day,
gives its tasks, and stands in `SOURCES`, in the order of the board. Apps above this one have sources of their own (`WORKSPACE_TASKS`).
"""

import datetime
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from network.models import User
from offers.tasks.campaigns import campaign_tasks
from offers.tasks.facilities import seal_tasks
from offers.tasks.funding import funding_tasks
from offers.tasks.imports import import_tasks
from offers.tasks.joining import join_tasks
from offers.tasks.links import link_tasks
from offers.tasks.networks import network_tasks
from offers.tasks.offers import offer_tasks
from offers.tasks.reports import report_tasks
from offers.tasks.runs import run_tasks
from offers.tasks.submissions import submission_tasks
from offers.tasks.task import Task
from offers.tasks.twins import twin_tasks
from offers.tasks.visits import visit_tasks

__all__ = ["SOURCES", "Task", "tasks"]

SOURCES: tuple[Callable[[User, datetime.date], Iterable[Task]], ...] = (
    visit_tasks,
    submission_tasks,
    report_tasks,
    join_tasks,
    offer_tasks,
    link_tasks,
    seal_tasks,
    twin_tasks,
    import_tasks,
    campaign_tasks,
    funding_tasks,
    network_tasks,
    run_tasks,
)


def tasks(user: User, today: datetime.date) -> list[Task]:
    """Return what waits for a person; what there is none of is left out."""
    above = [source for place in settings.WORKSPACE_TASKS for source in import_string(place)]
    return [task for source in (*SOURCES, *above) for task in source(user, today) if task.count]
