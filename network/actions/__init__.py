"""What is done with several records of the network at once, a module for each of its topics."""

from network.actions.accounts import accept, invite, letter, open_account, remind_invited

__all__ = ["accept", "invite", "letter", "open_account", "remind_invited"]
