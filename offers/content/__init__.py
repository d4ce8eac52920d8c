"""What people write about an offer, as plain data: to be kept, compared, put together and told in words.

A content maps the name of a field to a value that JSON can hold. Of fields that it lacks it says nothing.
"""

from offers.content.applying import apply
from offers.content.comparing import Merged, changed_fields, merge
from offers.content.fields import FIELDS, label_of
from offers.content.fingerprint import fingerprint
from offers.content.reading import Content, content_of, contents_of
from offers.content.telling import NOTHING, Change, Teller, tell_all, tell_changes

__all__ = [
    "FIELDS",
    "NOTHING",
    "Change",
    "Content",
    "Merged",
    "Teller",
    "apply",
    "changed_fields",
    "content_of",
    "contents_of",
    "fingerprint",
    "label_of",
    "merge",
    "tell_all",
    "tell_changes",
]
