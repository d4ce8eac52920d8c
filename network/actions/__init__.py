"""What is done with several records of the network at once, a module for each of its topics."""

from network.actions.accessions import AlreadyMemberError, answer_accession, begin_accession, withdraw_accession
from network.actions.accounts import accept, invite, letter, open_account, remind_invited
from network.actions.documents import Incoming, add_version, save_document
from network.actions.rules import (
    NotPossibleError,
    NotSignedError,
    adopt,
    ask_to_sign,
    draft_rules,
    expire,
    put_in_force,
    remind_of_renewals,
    remove_signature,
    sign,
)
from network.actions.spaces import (
    DistrictElsewhereError,
    LeadInTheWayError,
    OutOfOrderError,
    appoint_lead,
    record_step,
    take_in,
)

__all__ = [
    "AlreadyMemberError",
    "DistrictElsewhereError",
    "Incoming",
    "LeadInTheWayError",
    "NotPossibleError",
    "NotSignedError",
    "OutOfOrderError",
    "accept",
    "add_version",
    "adopt",
    "answer_accession",
    "appoint_lead",
    "ask_to_sign",
    "begin_accession",
    "draft_rules",
    "expire",
    "invite",
    "letter",
    "open_account",
    "put_in_force",
    "record_step",
    "remind_invited",
    "remind_of_renewals",
    "remove_signature",
    "save_document",
    "sign",
    "take_in",
    "withdraw_accession",
]
