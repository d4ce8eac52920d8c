"""Texts that staff write, as pages show them."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe

from network.models import DocumentVersion
from sozialraum.legal_texts import markdown

register = template.Library()


@register.filter
def as_markdown(text: str) -> SafeString:
    """Return a text written in Markdown; neither HTML nor pictures get through."""
    return mark_safe(markdown(text))  # noqa: S308 - Markdown lets no HTML through


@register.filter
def about_file(version: DocumentVersion) -> str:
    """Return what a link to a file says of it: kind and size."""
    return f"{version.kind.upper()}, {filesizeformat(version.size)}"
