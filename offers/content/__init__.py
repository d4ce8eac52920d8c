"""What people write about a record, as plain data: to be kept, compared, put together and told in words.

A content maps the name of a field to a value that JSON can hold. Of fields that it lacks it says nothing. Which fields a kind of
record has is its schema; where none is named, an offer's is meant.
"""

from offers.content.applying import apply
from offers.content.comparing import Merged, changed_fields, merge
from offers.content.fields import FACILITY, FIELDS, OFFER, PARTNER, SCHEMAS, label_of
from offers.content.fingerprint import fingerprint
from offers.content.reading import Content, content_of, contents_of
from offers.content.schema import Part, Schema
from offers.content.telling import NOTHING, Change, Teller, tell_all, tell_changes

__all__ = [
    "FACILITY",
    "FIELDS",
    "NOTHING",
    "OFFER",
    "PARTNER",
    "SCHEMAS",
    "Change",
    "Content",
    "Merged",
    "Part",
    "Schema",
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
