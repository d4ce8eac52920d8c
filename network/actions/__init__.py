"""What is done with several records of the network at once, a module for each of its topics."""

from network.actions.accounts import accept, invite, letter, open_account, remind_invited
from network.actions.spaces import LeadInTheWayError, OutOfOrderError, appoint_lead, record_step

__all__ = [
    "LeadInTheWayError",
    "OutOfOrderError",
    "accept",
    "appoint_lead",
    "invite",
    "letter",
    "open_account",
    "record_step",
    "remind_invited",
]
