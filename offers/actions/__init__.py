"""What several rows or tables must undergo together."""

from offers.actions.assignment import assign
from offers.actions.campaigns import begin_round, close_campaign, note_change, send_campaigns, start_campaign
from offers.actions.conflicts import ConflictError
from offers.actions.editing import (
    Outcome,
    Saved,
    Wish,
    create_offer,
    save_offer,
    version_for,
    writes_directly,
)
from offers.actions.links import check_links
from offers.actions.merging import ChangedMeanwhileError, merge_offers
from offers.actions.records import archive, confirm, publish, resume, withdraw
from offers.actions.refresh import Refreshed, prune_content_changes, refresh_search
from offers.actions.reminders import remind
from offers.actions.reports import answer_report, record_report
from offers.actions.submissions import DecisionError, approve, approve_changed, proposed, send_back, sight, take_back
from offers.actions.twins import look_for_all_twins, look_for_twins, suspect_again, tell_apart

__all__ = [
    "ChangedMeanwhileError",
    "ConflictError",
    "DecisionError",
    "Outcome",
    "Refreshed",
    "Saved",
    "Wish",
    "answer_report",
    "approve",
    "approve_changed",
    "archive",
    "assign",
    "begin_round",
    "check_links",
    "close_campaign",
    "confirm",
    "create_offer",
    "look_for_all_twins",
    "look_for_twins",
    "merge_offers",
    "note_change",
    "proposed",
    "prune_content_changes",
    "publish",
    "record_report",
    "refresh_search",
    "remind",
    "resume",
    "save_offer",
    "send_back",
    "send_campaigns",
    "sight",
    "start_campaign",
    "suspect_again",
    "take_back",
    "tell_apart",
    "version_for",
    "withdraw",
    "writes_directly",
]
