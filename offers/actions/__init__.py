"""What several rows or tables must undergo together."""

from offers.actions.records import archive, confirm, publish, resume, withdraw
from offers.actions.refresh import Refreshed, prune_content_changes, refresh_search

__all__ = [
    "Refreshed",
    "archive",
    "confirm",
    "prune_content_changes",
    "publish",
    "refresh_search",
    "resume",
    "withdraw",
]
