"""What a page does: its statements as they are really sent, its template, and the data that the template is given."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any
from unittest import mock

import psycopg
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import RequestFactory

local = threading.local()


@dataclass
class Rendering:
    """A template with all that it was rendered from, and what came out."""

    template: Template
    context: dict[str, Any] | None
    request: HttpRequest | None
    text: str = ""

    def again(self) -> str:
        return self.template.render(self.context, self.request)


@dataclass
class Recording:
    """One page, as it was answered once."""

    statements: list[str]
    rendering: Rendering | None
    # What the template asks of the database when it is rendered again from the same data: should be nothing.
    template_queries: int = 0


@cache
def handler() -> BaseHandler:
    """Return the portal with all its middlewares."""
    portal = BaseHandler()
    portal.load_middleware()
    return portal


def record(addresses: list[str], *, unchanged: bool = False) -> list[Recording]:
    """Answer addresses of a page and keep what each did; `unchanged` asks as somebody who has the page already."""
    return [record_one(address, unchanged=unchanged) for address in addresses]


def record_one(address: str, *, unchanged: bool) -> Recording:
    # What a process keeps from one request to the next is no part of the page: ask once beforehand.
    kept = ask(address)
    etag = kept["ETag"] if unchanged else ""
    with statements() as asked, renderings() as rendered:
        response = ask(address, **({"If-None-Match": etag} if etag else {}))
    expected = HTTPStatus.NOT_MODIFIED if etag else HTTPStatus.OK
    if response.status_code != expected:
        raise AssertionError(f"{response.status_code} instead of {expected} for {address}")
    recording = Recording(asked, max(rendered, key=lambda one: len(one.text), default=None))
    if recording.rendering:
        recording.template_queries = queries_of(recording.rendering)
    return recording


def ask(address: str, **headers: str) -> HttpResponse:
    return handler().get_response(RequestFactory(headers=headers).get(address))


def queries_of(rendering: Rendering) -> int:
    """Return how many statements another rendering needs; refuses data that give another text the second time."""
    with statements() as asked:
        text = rendering.again()
    if text != rendering.text:
        raise AssertionError(f"{rendering.template.origin} cannot be rendered twice from the same data")
    return len(asked)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements of this thread, parameters filled in as the driver does it."""
    collected: list[str] = []

    def keep(execute, query, params, many, context):
        collected.append(context["cursor"].cursor.mogrify(query, params))
        return execute(query, params, many, context)

    with connection.execute_wrapper(keep):
        yield collected


@contextmanager
def renderings() -> Iterator[list[Rendering]]:
    """Collect the templates that are rendered, but for those inside of others."""
    collected: list[Rendering] = []
    render, inside = Template.render, []

    def keep(template, context=None, request=None):
        if inside:
            return render(template, context, request)
        inside.append(template)
        try:
            text = render(template, context, request)
        finally:
            inside.clear()
        collected.append(Rendering(template, context, request, text))
        return text

    with mock.patch.object(Template, "render", keep):
        yield collected


def replay(texts: list[str]) -> None:
    """Send statements on a connection of this thread's own, and read all rows, with nothing of Django in between."""
    if not hasattr(local, "connection"):
        local.connection = raw_connection()
    for text in texts:
        cursor = local.connection.execute(text)
        if cursor.description:
            cursor.fetchall()


def raw_connection() -> psycopg.Connection:
    """Return a connection with the portal's session options and the driver's own reading of values."""
    wanted = ("dbname", "user", "password", "host", "port")
    params = connection.get_connection_params()
    options = f"{params.get('options', '')} -c TimeZone=UTC"
    known = {name: params[name] for name in wanted if params.get(name)}
    return psycopg.connect(**known, options=options, autocommit=True, prepare_threshold=None)
