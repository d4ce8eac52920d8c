"""The state of a page is its address: the same page with something changed."""

from django.http import HttpRequest, QueryDict

from monitoring.pages import AS_PUBLIC
from monitoring.pictures.answering import FORMAT, PICTURE


def changed(request: HttpRequest, **parameters: str) -> str:
    """Return the address of the page with some parameters set anew; an empty value leaves one out."""
    query = kept(request)
    for name, value in parameters.items():
        query[name] = value
        if not value:
            del query[name]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def dropped(request: HttpRequest, name: str, value: str) -> str:
    """Return the address of the page without one value of a repeated parameter."""
    query = kept(request)
    left = [one for one in query.getlist(name) if one != value]
    query.setlist(name, left)
    return f"{request.path}?{query.urlencode()}"


def is_shown_as_public(request: HttpRequest) -> bool:
    """Return whether somebody wants to see a page as everybody sees it."""
    return request.GET.get("sicht") == AS_PUBLIC


def view_suffix(request: HttpRequest) -> str:
    """Return what follows the address of another page, so that it is shown for the same eyes."""
    return f"?sicht={AS_PUBLIC}" if is_shown_as_public(request) else ""


def picture_address(request: HttpRequest, name: str) -> str:
    """Return the beginning of the address of a picture's files; the name of a format completes it."""
    query = kept(request)
    query[PICTURE] = name
    return f"?{query.urlencode()}&{FORMAT}="


def file_address(request: HttpRequest, form: str) -> str:
    """Return the address of the whole page as a file."""
    query = kept(request)
    query.pop("seite", None)
    query[FORMAT] = form
    return f"?{query.urlencode()}"


def kept(request: HttpRequest) -> QueryDict:
    """Return what stands in the address, but for a file that it asks for."""
    query = request.GET.copy()
    for name in (PICTURE, FORMAT):
        query.pop(name, None)
    return query
