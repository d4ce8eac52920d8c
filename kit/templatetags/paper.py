"""What only paper shows: the code that leads from a printed page back to the page."""

from typing import Any

from django import template

from kit.qr import kept_qr_code

register = template.Library()


@register.inclusion_tag("kit/printed_code.html", takes_context=True)
def printed_code(context: template.Context, *, is_bare: bool = False) -> dict[str, Any]:
    """Return the code of the page's address as it was asked for; `is_bare` where the address stands on the page anyway."""
    request = context["request"]
    url = request.build_absolute_uri(request.get_full_path())
    return {"code": kept_qr_code(url), "page_url": url, "is_bare": is_bare}
