"""The pages of staff: what waits, lists, and what is done with a selection."""
