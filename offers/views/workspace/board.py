"""The start page of the workspace: what waits for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.choices import Permission
from network.permissions import requires
from offers.tasks import Task, tasks


@require_safe
@requires(Permission.READ)
def board(request: HttpRequest) -> HttpResponse:
    """Show the tasks, each with a link to exactly the rows that it counts."""
    found = [(task, address(task)) for task in tasks(request.user, timezone.localdate())]
    return render(request, "offers/workspace/board.html", {"tasks": found})


def address(task: Task) -> str:
    return reverse(task.page, args=[task.key] if task.key else []) + (f"?{task.query}" if task.query else "")
