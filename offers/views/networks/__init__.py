"""Public pages of the networks: who works together, by which rules, towards which goals."""
