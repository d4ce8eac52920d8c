"""Asks the page as a family does, and reads its list."""

from django.test import Client

from tests.judged.queries import Query
from tests.judged.scoring import Answer
from tests.sozialraum.html import parsed

LIST = "/angebote/"


def ask(client: Client, query: Query) -> Answer:
    """Return what the first page of the list says to a query. Raises ValueError where it is no list."""
    response = client.get(LIST, {"q": query.text}, follow=True)
    page = parsed(response)
    told = page.find(".//p[@role='status'][@data-count]")
    if told is None:
        message = f"No list for {query.text!r}: {response.status_code}"
        raise ValueError(message)
    found = page.findall(".//ol[@id='ergebnisse']/li[@data-offer]")
    return Answer(query, tuple(item.get("data-offer") for item in found), int(told.get("data-count")))
