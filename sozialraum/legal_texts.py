"""Texts that the law asks for: the municipality's own, or else the samples in `fixtures/legal/`."""

import datetime
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sozialraum.models import LegalText, Municipality

SAMPLES = Path(settings.BASE_DIR, "fixtures", "legal")
PLACEHOLDERS = [
    "name",
    "portal_name",
    "authority",
    "represented_by",
    "responsible_for_content",
    "street",
    "postcode",
    "city",
    "phone",
    "email",
    "accessibility_email",
    "vat_id",
    "privacy_officer",
    "privacy_email",
]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# In the address of a link Markdown has encoded the braces; only an e-mail address is ever put there.
PLACED = re.compile(r"\{(\w+)\}|(?<=mailto:)%7B(\w+)%7D")
HIGHEST, LOWEST = 2, 6  # the page's own heading is the h1


class Sample(NamedTuple):
    title: str
    body: str
    written: datetime.date


@cache
def sample(kind: str) -> Sample:
    """Return the sample text of a kind: the file's first line is its date, the second its title, the rest Markdown."""
    dated, title, body = (SAMPLES / f"{kind}.md").read_text("utf8").split("\n", 2)
    return Sample(title.removeprefix("# "), body.strip(), datetime.date.fromisoformat(dated.split()[-1]))


def from_sample(municipality: Municipality, kind: str) -> LegalText:
    text = sample(kind)
    return LegalText(
        municipality=municipality,
        kind=kind,
        title=text.title,
        body=text.body,
        first_published=text.written,
        reviewed_at=text.written,
    )


def load_defaults(municipality: Municipality) -> int:
    """Save the samples of those kinds that `municipality` has no text of; return how many."""
    own = set(municipality.legal_texts.values_list("kind", flat=True))
    missing = [from_sample(municipality, kind) for kind in LegalText.Kind.values if kind not in own]
    return len(LegalText.objects.bulk_create(missing))


def text_for(municipality: Municipality, kind: str) -> LegalText:
    """Return the municipality's text of a kind, or the sample, so that no legal page is ever empty."""
    own = LegalText.objects.filter(municipality=municipality.pk, kind=kind).first()
    return own or from_sample(municipality, kind)


def as_html(text: LegalText, municipality: Municipality) -> SafeString:
    """Return the text as HTML, its placeholders filled in from the municipality's record.

    A line whose placeholder has no value there is left out; a placeholder that nobody knows stays as it is written.
    """
    values = {name: str(getattr(municipality, name)) for name in PLACEHOLDERS}
    values |= {"written": date_format(text.first_published), "reviewed": date_format(text.reviewed_at)}
    empty = {name for name, value in values.items() if not value}
    lines = [line for line in text.body.splitlines() if empty.isdisjoint(PLACEHOLDER.findall(line))]

    def filled(match: re.Match) -> str:
        return escape(values.get(match[1] or match[2], match[0]))

    # Safe: Markdown lets no HTML through, and each value is escaped.
    return mark_safe(PLACED.sub(filled, markdown("\n".join(lines))))  # noqa: S308


@lru_cache(maxsize=64)
def markdown(source: str) -> str:
    """Return Markdown as HTML without raw HTML and pictures: a line stays a line, the highest heading becomes an h2."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    tokens = parser.parse(source)
    lower_headings([token for token in tokens if token.type in {"heading_open", "heading_close"}])
    return parser.renderer.render(tokens, parser.options, {})


def lower_headings(headings: list[Token]) -> None:
    shift = HIGHEST - min((int(heading.tag[1]) for heading in headings), default=HIGHEST)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) + shift, LOWEST)}"
