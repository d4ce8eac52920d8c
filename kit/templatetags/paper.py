"""What only paper shows: the code that leads from a printed page back to the page."""

from typing import Any, Final

from django import template

from kit.qr import MASK, kept_qr_code, qr_code

register = template.Library()

# The dots of longer addresses are too fine for a phone on a page's code; of over two thousand signs there is no code at all.
LONGEST: Final = 300


@register.inclusion_tag("kit/printed_code.html", takes_context=True)
def printed_code(context: template.Context, *, is_bare: bool = False, is_kept: bool = True) -> dict[str, Any]:
    """Return the code of the page's address as it was asked for; of a very long one the address alone.

    `is_bare` where the address stands on the page anyway; not `is_kept` where it says what somebody looks for, which no process
    remembers, and where it seldom comes again.
    """
    request = context["request"]
    url = request.build_absolute_uri(request.get_full_path())
    code = None if len(url) > LONGEST else kept_qr_code(url) if is_kept else qr_code(url, MASK)
    return {"code": code, "page_url": url, "is_bare": is_bare}
