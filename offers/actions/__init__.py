"""What several rows or tables must undergo together."""

from offers.actions.records import archive, confirm, publish, resume, withdraw
from offers.actions.refresh import Refreshed, prune_content_changes, refresh_search
from offers.actions.reminders import remind
from offers.actions.reports import answer_report, record_report

__all__ = [
    "Refreshed",
    "answer_report",
    "archive",
    "confirm",
    "prune_content_changes",
    "publish",
    "record_report",
    "refresh_search",
    "remind",
    "resume",
    "withdraw",
]
