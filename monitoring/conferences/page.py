"""What the page of a conference shows, and to whom: notes and messages of answers are for those who look after it."""

from typing import Any

from django.utils import timezone

from monitoring.conferences.situation import shown, situation_of
from network.choices import Permission
from network.models import Conference, User
from network.permissions import conferences_with, own_partners, standing_of, tasks_done_by
from offers.models import Project


def page_of(conference: Conference, user: User, version: str) -> dict[str, Any]:
    """Return the context of a conference's page for somebody who may read it."""
    now, today = timezone.now(), timezone.localdate()
    confers = conferences_with(Permission.CONFER, user).filter(pk=conference.pk).exists()
    invitations = list(conference.invitations.select_related("partner").order_by("role", "partner__name", "name"))
    for one in invitations:
        one.conference = conference
    mine = set(own_partners(user))
    situation = conference.situation or situation_of(conference.group, version)
    upcoming = conference.group.conferences.filter(starts_at__gt=conference.starts_at).standing().order_by("starts_at")
    return {
        "conference": conference,
        "group": conference.group,
        "may_confer": confers,
        "invitations": [(one, confers or one.partner_id in mine) for one in invitations],
        "numbers": numbers(invitations),
        "untold": sum(bool(one.email) and not one.knows_the_date for one in invitations),
        "without_address": sum(not one.email for one in invitations),
        "situation": shown(situation, plans=standing_of(user).allows(Permission.PLAN)),
        "is_kept": bool(conference.situation),
        "decisions": conference.decisions.all(),
        "tasks": conference.tasks.select_related("owner"),
        "doable": set(tasks_done_by(user).filter(conference=conference).values_list("pk", flat=True)),
        "feedback": conference.feedback.select_related("social_space"),
        "projects": Project.objects.filter(conference=conference).order_by("title"),
        "next_conference": upcoming.first(),
        "has_begun": conference.starts_at <= now,
        "is_over": conference.is_over(now),
        "today": today,
    }


def numbers(invitations: list) -> dict[str, int]:
    """Return how many are on the list, come, do not come, have not answered, and were there."""
    return {
        "all": len(invitations),
        "yes": sum(one.answer == "yes" for one in invitations),
        "no": sum(one.answer == "no" for one in invitations),
        "open": sum(not one.answer for one in invitations),
        "came": sum(one.attended is True for one in invitations),
    }
