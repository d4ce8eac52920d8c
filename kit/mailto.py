"""Links that open a letter in the visitor's own mail program."""

from urllib.parse import quote


def mail_to_anybody(subject: str, body: str) -> str:
    """Return an address that opens a mail with a subject and a text, and leaves open to whom."""
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"
