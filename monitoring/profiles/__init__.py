"""The profile of one area: who and where it is, its key values beside the city's, its children, need, offers and houses."""
