"""What became of a record: its versions, who made each and how, told in words, and brought back."""

from offers.history.kinds import KINDS, Kind, kind_of
from offers.history.reading import Version, versions_of
from offers.history.telling import Words, tell_changes, tell_content

__all__ = ["KINDS", "Kind", "Version", "Words", "kind_of", "tell_changes", "tell_content", "versions_of"]
