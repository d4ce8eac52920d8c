"""What keeps robots off a form that needs no account and sets no cookie.

A form carries a stamp: signed by us, it says when the page was made. It belongs to nobody, so a page with it may be
cached like any other.
"""

from urllib.parse import urlsplit

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SALT = "sozialraum.guard"
TOO_QUICK = 3  # seconds: nobody reads a form and writes a message in less
TOO_OLD = 24 * 3600  # seconds: WCAG 2.2 (2.2.1) has no objection to a limit above 20 hours

EXPIRED = _("Diese Seite war zu lange offen. Ihr Text steht noch da: Bitte senden Sie ihn noch einmal ab.")
HASTY = _("Das ging sehr schnell. Ihr Text steht noch da: Bitte senden Sie ihn noch einmal ab.")


def stamp() -> str:
    return TimestampSigner(salt=SALT).sign("form")


def is_younger_than(seconds: int, stamp: str) -> bool:
    """Return whether `stamp` is ours and was made in the last `seconds`."""
    try:
        TimestampSigner(salt=SALT).unsign(stamp, max_age=seconds)
    except BadSignature:
        return False
    return True


def complaint(stamp: str) -> Promise | str:
    """Return what is wrong with the stamp of a form that came back, as a sentence for people; "" when all is well."""
    if not is_younger_than(TOO_OLD, stamp):
        return EXPIRED
    return HASTY if is_younger_than(TOO_QUICK, stamp) else ""


def comes_from_this_site(request: HttpRequest) -> bool:
    """Return whether the form was sent from one of our pages, as far as the browser tells.

    Browsers say so in Sec-Fetch-Site, older ones in Origin. Who sends neither is no browser that another site could
    misuse, and has to get past the stamp.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
