"""Conference groups with two years of meetings, trainings and project ideas of the example city."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from network.models import (
    Conference,
    ConferenceDecision,
    ConferenceFeedback,
    ConferenceGroup,
    ConferenceInvitation,
    ConferenceTask,
    GroupMember,
    GroupPeriod,
    Partner,
)
from offers.example_city.converting import Book
from offers.example_city.moving import brought_up
from offers.example_city.reading import Entry
from offers.example_city.records import load_table
from offers.example_city.syncing import Row, Tally, sync, sync_parts
from offers.example_city.tables import CONFERENCES
from sozialraum.models import SocialSpace

Entries = dict[str, list[Entry]]
State, Guest = Conference.State, ConferenceInvitation.Guest
INVITED_BEFORE = datetime.timedelta(days=21)
ANSWERED_BEFORE = datetime.timedelta(days=10)
CLOSED_AFTER = datetime.timedelta(days=7)


def load_conferences(entries: Entries, book: Book) -> Tally:
    """Load groups, their members and meetings, and what came of them, about the day on which they are first loaded."""
    entries = brought_up(entries, timezone.localdate())
    groups, meetings = entries.get("conference_group", []), entries.get("conference", [])
    counts: Tally = {
        ConferenceGroup: load_table(CONFERENCES["conference_group"], groups, book),
        GroupPeriod: sync_parts(GroupPeriod, "group_id", periods_of(groups, book)),
        GroupMember: sync(GroupMember, ("group_id", "partner_id", "valid_from"), members_of(groups, book)),
        Conference: load_table(CONFERENCES["conference"], meetings, book, times_of_conference),
    }
    known = {(one.group.slug, one.quarter): one for one in Conference.objects.select_related("group")}
    found = [(entry, known[entry.values["group"], entry.values["quarter"]]) for entry in meetings]
    invited = {one.pk: list(invitations_of(entry, one, book)) for entry, one in found}
    counts[ConferenceInvitation] = sync_parts(ConferenceInvitation, "conference_id", invited)
    for model, name, row_of in (
        (ConferenceDecision, "decisions", decision_of),
        (ConferenceTask, "tasks", task_of),
        (ConferenceFeedback, "feedback", feedback_of),
    ):
        rows = {one.pk: [row_of(entry, value, book) for value in entry.values.get(name, [])] for entry, one in found}
        counts[model] = sync_parts(model, "conference_id", rows)
    counts[CONFERENCES["activity"].model] = load_table(
        CONFERENCES["activity"], entries.get("activity", []), book, times_of
    )
    projects = entries.get("project", [])
    counts[CONFERENCES["project"].model] = load_table(CONFERENCES["project"], projects, book)
    link_projects(projects, known)
    return counts


def periods_of(groups: Iterable[Entry], book: Book) -> dict[int, list[dict[str, Any]]]:
    """Return when each group runs: `runs` holds pairs of days, the second one missing where it still does."""
    return {
        book.find(ConferenceGroup, entry.values["slug"], entry): [
            {"valid_from": run[0], "valid_until": run[1] if run[1:] else None} for run in entry.values.get("runs", [])
        ]
        for entry in groups
    }


def members_of(groups: Iterable[Entry], book: Book) -> list[Row]:
    """Return who belongs to the core of each group since when."""
    return [
        Row(
            {
                "group_id": book.find(ConferenceGroup, entry.values["slug"], entry),
                "partner_id": book.find(Partner, partner, entry),
                "valid_from": entry.values["since"],
            }
        )
        for entry in groups
        for partner in entry.values.get("core", [])
    ]


def moment(entry: Entry, name: str) -> datetime.datetime:
    """Return a time of an entry's day."""
    return datetime.datetime.combine(entry.values["day"], entry.values[name], timezone.get_current_timezone())


def times_of(entry: Entry) -> dict[str, Any]:
    """Return the columns behind `day`, `from` and `until`."""
    return {"starts_at": moment(entry, "from"), "ends_at": moment(entry, "until")}


def times_of_conference(entry: Entry) -> dict[str, Any]:
    """Return the same of a conference, and when it was closed."""
    times = times_of(entry)
    if entry.values.get("state") == State.CLOSED.value:
        times["closed_at"] = times["ends_at"] + CLOSED_AFTER
    return times


def invitations_of(entry: Entry, conference: Conference, book: Book) -> Iterable[dict[str, Any]]:
    """Yield who is on the list: partners that came or did not, or that answered yes, no or nothing; then guests."""
    told = {"invited_at": conference.starts_at - INVITED_BEFORE, "told_sequence": 0}
    answered = {"answered_at": conference.starts_at - ANSWERED_BEFORE}
    sorts = {
        "came": {"answer": "yes", "attended": True, **answered},
        "missed": {"answer": "no", "attended": False, **answered},
        "yes": {"answer": "yes", "attended": None, **answered},
        "no": {"answer": "no", "attended": None, **answered},
        "open": {"answer": "", "attended": None, "answered_at": None},
    }
    for name, said in sorts.items():
        for slug in entry.values.get(name, []):
            pk = book.find(Partner, slug, entry)
            email = f"{slug}@example.org"
            yield {"partner_id": pk, "name": "", "role": Guest.CORE.value, "email": email, **told, **said}
    for role, called in entry.values.get("guests", []):
        said = sorts["came"] if conference.is_held else sorts["open"]
        yield {"partner_id": None, "name": called, "role": role, "email": "gast@example.org", **told, **said}


def decision_of(entry: Entry, text: str, book: Book) -> dict[str, Any]:
    return {"text": text}


def task_of(entry: Entry, task: dict[str, Any], book: Book) -> dict[str, Any]:
    """Return a task as a row; `who` is the slug of a partner."""
    return {
        "text": task["what"],
        "owner_id": book.find(Partner, task["who"], entry),
        "due_on": task["until"],
        "done_on": task.get("done"),
        "outcome": task.get("outcome", ""),
    }


def feedback_of(entry: Entry, one: dict[str, Any], book: Book) -> dict[str, Any]:
    """Return what is handed on as a row; `space` is the number of a social space."""
    return {
        "social_space_id": book.find(SocialSpace, one["space"], entry),
        "text": one["what"],
        "status": one.get("status", "open"),
        "on": one.get("on"),
        "answer": one.get("answer", ""),
    }


def link_projects(projects: Iterable[Entry], known: dict[tuple[str, datetime.date], Conference]) -> None:
    """Let projects know the conference in which they arose: `arose` holds a group and the first day of a quarter."""
    model = CONFERENCES["project"].model
    for entry in projects:
        if "arose" in entry.values:
            group, quarter = entry.values["arose"]
            found = known.get((group, quarter))
            if found is None:
                raise entry.error(f"there is no conference of {group} for {quarter}")
            model.objects.filter(title=entry.values["title"]).exclude(conference=found).update(conference=found)
