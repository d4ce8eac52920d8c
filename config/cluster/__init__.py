"""The private database: a PostgreSQL cluster that belongs to this checkout alone. Standard library only.

`ensure_running()` returns its address, starting or creating it where needed; `local_secret()` returns a key for the
local portal. Why it is built like this: docs/decisions/0001-private-cluster.md.
"""

from pathlib import Path

from config.cluster import lifecycle, pointer
from config.cluster.errors import ClusterError

__all__ = ["ClusterError", "ensure_running", "local_secret", "stop"]

LOCAL = Path(__file__).resolve().parents[2] / ".local"


def ensure_running() -> str:
    """Return the DATABASE_URL of this checkout's running cluster. Raises ClusterError with a sentence for people."""
    return lifecycle.ensure_running(LOCAL)


def stop() -> bool:
    """Stop the cluster of this checkout; return whether it was running."""
    return lifecycle.stop(LOCAL)


def local_secret() -> str:
    """Return a random key that stays the same as long as `.local/` does."""
    return pointer.local_secret(LOCAL)
