"""Reading pages as a browser does."""

import re
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse


def parsed(response: HttpResponse) -> Element:
    """Return the page's tree; markup that a browser would have to mend is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())


def text_of(element: Element) -> str:
    """Return all text of an element, its white space made single; a new line counts as white space."""
    for line in element.iter("br"):
        line.tail = f" {line.tail or ''}"
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def headings(page: Element) -> list[str]:
    """Return the headings of the page's main part, each with its level: "h2 Anbieter"."""
    return [f"{e.tag} {text_of(e)}" for e in page.find(".//main").iter() if re.fullmatch("h[1-6]", str(e.tag))]


def errors(page: Element) -> list[str]:
    """Return the sentences of the error summary."""
    return [text_of(item) for item in page.findall(".//*[@class='error-summary']//li")]


def wrong_fields(page: Element) -> list[str]:
    """Return where the links of the error summary lead."""
    return [link.get("href") for link in page.findall(".//*[@class='error-summary']//a")]
