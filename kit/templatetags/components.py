"""The closed set of page components: one tag, one template in `templates/components/`, declared inputs.

Every input is keyword-only, so an unknown or missing one is an error when the template is compiled. A tag that takes a
body comes as a pair (`{% notice %}…{% endnotice %}`). `docs/components.md` lists them all, `/styleguide/` shows them.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kit.icons import known
from kit.pagination import page_address, page_window

register = template.Library()


class Fact(NamedTuple):
    """One line of a result card: what an icon shows and a screen reader says, then the value."""

    icon: str
    label: str
    text: str


def render(name: str, **inputs: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", inputs)


@cache
def sprite_url() -> str:
    return static("img/icons.svg")


@register.simple_tag
@cache
def icon(name: str, *, size: str = "") -> SafeString:
    """Return a decorative icon of the sprite; `size` is "", "large" or "huge"."""
    classes = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        sprite_url(),
        known(name),
    )


@register.filter
def tel(number: str) -> str:
    """Return the address behind a phone number as people write it: "02161 / 25-0" dials 02161250."""
    return re.sub(r"[^\d+]", "", number.replace("(0)", ""))


# Finding the way


@register.inclusion_tag("components/nav_item.html", takes_context=True)
def nav_item(context: template.Context, *, url: str, label: str) -> dict[str, Any]:
    """Return one entry of the main navigation, marked when the page or one below it is open."""
    path = context["request"].path if "request" in context else ""
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return {"url": url, "label": label, "current": current}


@register.inclusion_tag("components/crumb.html")
def crumb(*, url: str, label: str) -> dict[str, Any]:
    """Return one step of a breadcrumb."""
    return {"url": url, "label": label}


@register.simple_block_tag
def breadcrumb(content: str, *, current: str) -> SafeString:
    """Return the path to the page; the start page comes first by itself, the body holds the `crumb`s between."""
    return render("breadcrumb", crumbs=content, current=current)


@register.inclusion_tag("components/tab.html")
def tab(*, url: str, label: str, icon: str = "", current: bool = False) -> dict[str, Any]:
    """Return one of several views of the same thing, as a link."""
    return {"url": url, "label": label, "icon": icon, "current": current}


@register.simple_block_tag
def tabs(content: str, *, label: str) -> SafeString:
    """Return the frame round `tab`s; `label` says what they switch."""
    return render("tabs", tabs=content, label=label)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: template.Context, *, page: Any, param: str = "seite", label: str = _("Seiten")
) -> dict[str, Any]:
    """Return numbered links for a `Page`, keeping the other parameters of the address; nothing for a single page."""
    query, last = context["request"].GET, page.paginator.num_pages
    return {
        "label": label,
        "last": last,
        "current": page.number,
        "numbers": [(n, page_address(query, param, n) if n else "") for n in page_window(page.number, last)],
        "previous": page_address(query, param, page.number - 1) if page.has_previous() else "",
        "next": page_address(query, param, page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/steps.html")
def steps(*, labels: Sequence[str], current: int) -> dict[str, Any]:
    """Return where one is in a task of several pages; `current` counts from 1."""
    return {"labels": labels, "current": current}


# Acting


@register.inclusion_tag("components/button.html")
def button(
    *, label: str, url: str = "", kind: str = "primary", icon: str = "", name: str = "", value: str = ""
) -> dict:
    """Return a link that looks like a button when it has a `url`, a submit button otherwise.

    `kind` is "primary", "secondary", "quiet" or "danger".
    """
    return {"label": label, "url": url, "kind": kind, "icon": icon, "name": name, "value": value}


@register.inclusion_tag("components/chip.html")
def chip(*, label: str, url: str, filter: str) -> dict[str, str]:  # noqa: A002 - the word of the address and markup
    """Return an applied filter that a tap removes; `filter` is NAME=VALUE, `url` the address without it."""
    return {"label": label, "url": url, "filter": filter}


@register.simple_block_tag
def filter_panel(content: str, *, label: str, count: int = 0, open: bool = False) -> SafeString:  # noqa: A002 - HTML's word
    """Return a panel that opens without script; `count` is the number of filters set inside."""
    return render("filter_panel", content=content, label=label, count=count, open=open)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """Return the list of everything wrong in `form`, each entry a link to its field; nothing when all is well.

    It takes the focus when the page opens, unless the page shows it among other things.
    """
    return {"form": form, "focus": focus}


# Telling


@register.simple_block_tag
def notice(content: str, *, kind: str = "info", title: str = "") -> SafeString:
    """Return a message; `kind` is "info", "success", "warning" or "error"."""
    return render("notice", content=content, kind=kind, title=title)


@register.inclusion_tag("components/badge.html")
def badge(*, text: str, kind: str = "plain", icon: str = "") -> dict[str, str]:
    """Return a short remark; `kind` is "plain", "fit" (why a result fits), "good" or "attention"."""
    return {"text": text, "kind": kind, "icon": icon}


@register.inclusion_tag("components/count.html")
def count(*, number: int, text: str) -> dict[str, Any]:
    """Return the one live sentence that says how many results there are."""
    return {"number": number, "text": text}


@register.simple_block_tag
def empty_state(content: str, *, title: str, icon: str = "search") -> SafeString:
    """Return what stands where nothing was found: a sentence, and in the body the ways on."""
    return render("empty_state", content=content, title=title, icon=icon)


@register.simple_block_tag
def summary_list(content: str) -> SafeString:
    """Return the frame round `summary_row`s."""
    return render("summary_list", rows=content)


@register.simple_block_tag
def summary_row(content: str, *, label: str, icon: str = "") -> SafeString:
    """Return one fact of a thing; nothing when the body is blank."""
    return render("summary_row", content=content, label=label, icon=icon) if content.strip() else SafeString("")


@register.simple_block_tag
def data_table(content: str, *, caption: str, numeric: bool = False) -> SafeString:
    """Return a table that scrolls in its own frame; the body is thead and tbody, `numeric` aligns all but the first column."""
    return render("data_table", content=content, caption=caption, numeric=numeric)


@register.inclusion_tag("components/times_list.html")
def times_list(*, times: Iterable[Any]) -> dict[str, Any]:
    """Return dates or weekly times: each has `.text` and, may be empty, `.note`."""
    return {"times": times}


@register.inclusion_tag("components/helplines.html")
def helplines(*, lines: Iterable[Any]) -> dict[str, Any]:
    """Return numbers to call: each has `.name`, `.number`, `.tel` and, may be empty, `.hours`."""
    return {"lines": lines}


# Cards


FACT = '<div><dt>{}<span class="visually-hidden">{}</span></dt><dd><bdi>{}</bdi></dd></div>'


def facts_list(facts: Iterable[Fact]) -> SafeString:
    """Return the facts of a card; not a template, because a page of results has more than a hundred of them."""
    rows = format_html_join("", FACT, ((icon(fact.icon), fact.label, fact.text) for fact in facts))
    return format_html('<dl class="facts">{}</dl>', rows)


@register.inclusion_tag("components/result_card.html")
def result_card(
    *, url: str, slug: str, title: str, summary: str, facts: Sequence[Fact], fit: str = "", level: int = 2
) -> dict[str, Any]:
    """Return one offer of a result list as `<li>`; `fit` says why it is there."""
    return {
        "url": url,
        "slug": slug,
        "title": title,
        "summary": summary,
        "facts": facts_list(facts),
        "fit": fit,
        "level": str(level),
    }


@register.inclusion_tag("components/link_card.html")
def link_card(
    *, url: str, title: str, text: str = "", meta: str = "", icon: str = "", level: int = 2
) -> dict[str, Any]:
    """Return a card that leads to a district, partner or facility."""
    return {"url": url, "title": title, "text": text, "meta": meta, "icon": icon, "level": level}


@register.inclusion_tag("components/contact_card.html")
def contact_card(
    *,
    name: str,
    role: str = "",
    street: str = "",
    postcode: str = "",
    city: str = "",
    phone: str = "",
    email: str = "",
    url: str = "",
    hours: str = "",
    level: int = 2,
) -> dict[str, Any]:
    """Return whom to ask; `url` is the page that tells more."""
    return {
        "name": name,
        "role": role,
        "street": street,
        "postcode": postcode,
        "city": city,
        "phone": phone,
        "email": email,
        "url": url,
        "hours": hours,
        "level": level,
    }


@register.inclusion_tag("components/door.html")
def door(*, url: str, name: str, icon: str, hint: str = "") -> dict[str, str]:
    """Return the door to one phase of life as `<li>`, for a list of class `doors`."""
    return {"url": url, "name": name, "icon": icon, "hint": hint}


# Pictures


@register.simple_block_tag
def chart(content: str, *, title: str, finding: str, source: str = "", csv_url: str = "") -> SafeString:
    """Return the figure round an SVG: `finding` is the sentence that the picture shows; end the body with `chart_data`."""
    return render("chart", content=content, title=title, finding=finding, source=source, csv_url=csv_url)


@register.simple_block_tag
def chart_data(content: str, *, label: str = _("Daten als Tabelle")) -> SafeString:
    """Return the panel that holds the table of a picture."""
    return render("chart_data", content=content, label=label)


@register.simple_block_tag
def map_shell(content: str, *, label: str, ident: str, note: str = "") -> SafeString:
    """Return the region round a map, with a link past it; `ident` is unique on the page, `note` names sources."""
    return render("map_shell", content=content, label=label, ident=ident, note=note)


@register.inclusion_tag("components/map_patterns.html")
def map_patterns() -> dict[str, Any]:
    """Return the `<defs>` with the hatchings that a map uses beside its colours."""
    return {}
