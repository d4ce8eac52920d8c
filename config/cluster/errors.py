class ClusterError(Exception):
    """The private database cannot be had; the message is a sentence that says what to do."""
