"""What prevention achieves: what partners count, how much of it may be seen, and the yearly proof of success."""
