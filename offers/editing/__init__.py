"""The form in which an offer is written: its fields, its sections, and what it says while somebody writes."""

from offers.editing.form import OfferForm
from offers.editing.values import initial_from_data, initial_of, initial_of_offer

__all__ = ["OfferForm", "initial_from_data", "initial_of", "initial_of_offer"]
